// The data of "one building". Fills in defaults.
import * as z from "zod/mini";
import { BUILDING_EVENTS, BUILDING_METHODS } from "../../stories/index.js";
import { readWith } from "../core/index.js";
import { FLOWS, type BuildingJson } from "./data.js";

const schema = z.strictObject({
  method: z._default(z.enum(BUILDING_METHODS), "second chance"),
  event: z._default(z.enum(BUILDING_EVENTS), "G joins"),
  flow: z.optional(z.int().check(z.minimum(1), z.maximum(FLOWS))),
});

/** @throws ExplorerError that names the field */
export const prepareBuilding = (json: unknown): BuildingJson => readWith(schema, "building", json ?? {});
