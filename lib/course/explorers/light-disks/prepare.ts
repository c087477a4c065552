// The data of "can one machine have sent both answers?": where probes stand at first. Fills in defaults.
import * as z from "zod/mini";
import { PROBE_CITIES, RTT, type LightDisksJson } from "./data.js";
import { readWith } from "../core/index.js";

const probe = z.strictObject({
  city: z.enum(PROBE_CITIES),
  rttMs: z.int().check(z.minimum(RTT.least), z.maximum(RTT.most)),
});

const schema = z.strictObject({
  probes: z._default(z.array(probe).check(z.minLength(2), z.maxLength(4)), [
    { city: "London", rttMs: 5 },
    { city: "Sydney", rttMs: 5 },
  ]),
});

/** @throws ExplorerError that names the field */
export const prepareLightDisks = (json: unknown): LightDisksJson => readWith(schema, "light-disks", json ?? {});
