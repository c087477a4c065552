// The data of "too big, but who hears it?": how many servers, which MTU, which countermeasure. Fills in defaults.
import * as z from "zod/mini";
import { MTU, MTU_CURES, SERVERS, type PathMtuJson } from "./data.js";
import { readWith } from "../core/index.js";

const schema = z.strictObject({
  servers: z._default(z.int().check(z.minimum(SERVERS.least), z.maximum(SERVERS.most)), 16),
  mtu: z._default(z.int().check(z.minimum(MTU.least), z.maximum(MTU.most), z.multipleOf(MTU.step)), 1400),
  cure: z._default(z.enum(MTU_CURES), "none"),
});

/** @throws ExplorerError that names the field */
export const preparePathMtu = (json: unknown): PathMtuJson => readWith(schema, "path-mtu", json ?? {});
