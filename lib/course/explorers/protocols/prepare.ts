// The data of "the same route change under three protocols": when the route moves, and how servers react. Fills in defaults.
import * as z from "zod/mini";
import { fileSizes, MOVES, STRANGERS, type ProtocolsJson } from "./data.js";
import { readWith } from "../core/index.js";

const moment = z.int().check(z.minimum(0), z.maximum(MOVES.most), z.multipleOf(MOVES.step));
const rtt = z.number().check(z.minimum(1), z.maximum(300));

const schema = z.strictObject({
  movesAtMs: z._default(moment, 450),
  movesBackAfterMs: z._default(moment, 0),
  rttMs: z._default(z.strictObject({ A: rtt, B: rtt }), { A: 20, B: 60 }),
  strangers: z._default(z.enum(STRANGERS), "reset"),
  preferredAddress: z._default(z.boolean(), false),
  file: z._default(z.enum(fileSizes), "8 kB"),
  lookMs: z._default(moment, 500),
});

/** @throws ExplorerError that names the field */
export const prepareProtocols = (json: unknown): ProtocolsJson => readWith(schema, "protocols", json ?? {});
