// The data of "the same route change under three protocols": when the route moves, and how servers react. Fills in defaults.
import * as z from "zod/mini";
import { fileSizes, MOVES, RTT, STRANGERS, THEN, type ProtocolsJson } from "./data.js";
import { readWith } from "../core/index.js";

const moment = z.int().check(z.minimum(0), z.maximum(MOVES.most), z.multipleOf(MOVES.step));
const rtt = z.int().check(z.minimum(RTT.least), z.maximum(RTT.most));

const schema = z.strictObject({
  movesAtMs: z._default(moment, 450),
  movesBackAfterMs: z._default(moment, 0),
  then: z._default(z.enum(THEN), "A"),
  rttMs: z._default(z.strictObject({ A: rtt, B: rtt, C: z._default(rtt, 100) }), { A: 20, B: 60, C: 100 }),
  strangers: z._default(z.enum(STRANGERS), "reset"),
  preferredAddress: z._default(z.boolean(), false),
  file: z._default(z.enum(fileSizes), "8 kB"),
  lookMs: z._default(moment, 500),
});

/** @throws ExplorerError that names the field */
export const prepareProtocols = (json: unknown): ProtocolsJson => readWith(schema, "protocols", json ?? {});
