// The data of "how long until a route change meets a connection": the initial position of the learner. Fills in defaults.
import * as z from "zod/mini";
import type { BreakProbabilityJson } from "./data.js";
import { readWith } from "../core/index.js";

const between = (least: number, most: number) => z.number().check(z.minimum(least), z.maximum(most));

const schema = z.strictObject({
  changesPerDay: z._default(between(0.01, 100), 1),
  seconds: z._default(between(1, 86_400), 3600),
});

/** @throws ExplorerError that names the field */
export const prepareBreakProbability = (json: unknown): BreakProbabilityJson =>
  readWith(schema, "break-probability", json ?? {});
