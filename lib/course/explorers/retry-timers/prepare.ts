// The data of "three timers": where its sliders start. Fills in defaults.
import * as z from "zod/mini";
import { readWith } from "../core/index.js";
import { DETECTIONS, TTLS, type RetryTimersJson } from "./data.js";

const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

const schema = z.strictObject({
  detection: z._default(z.literal([...DETECTIONS]), 0.9),
  timeout: z._default(whole(1, 15), 5),
  tries: z._default(whole(1, 4), 2),
  ttl: z._default(z.literal([...TTLS]), 0),
});

/** @throws ExplorerError that names the field */
export const prepareRetryTimers = (json: unknown): RetryTimersJson => readWith(schema, "retry-timers", json ?? {});
