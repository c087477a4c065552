// The data of the explorer `resolver-error`, checked and completed.
import * as z from "zod/mini";
import { named, readWith } from "../core/index.js";
import { inOrder, LEVELS, part, steered, steeredOf, type ResolverErrorJson } from "../designs/index.js";
import { readResolverErrorScenario } from "./data.js";

const resolverErrorSchema = z.strictObject({
  ...steered,
  level: z._default(z.enum(LEVELS), "continent"),
  rate: z._default(part, 0.05),
});

/** @throws ExplorerError that names the field, the site or the city */
export function prepareResolverError(json: unknown): ResolverErrorJson {
  const explorer = "resolver-error";
  const data = steeredOf(explorer, readWith(resolverErrorSchema, explorer, json ?? {}));
  named(explorer, "sites", () => readResolverErrorScenario(data));
  return inOrder(resolverErrorSchema, explorer, data);
}
