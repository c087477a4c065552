// The data of "whose reply is it?" with defaults filled in.
import * as z from "zod/mini";
import { readWith } from "../core/index.js";
import { SERVERS, type OwnerTableJson } from "./data.js";

const schema = z.strictObject({
  server: z._default(z.int().check(z.minimum(0), z.maximum(SERVERS - 1)), 3),
  catchment: z._default(z.enum(["A", "B"]), "B"),
  table: z._default(z.boolean(), false),
});

/** @throws ExplorerError that names the field */
export const prepareOwnerTable = (json: unknown): OwnerTableJson => readWith(schema, "owner-table", json ?? {});
