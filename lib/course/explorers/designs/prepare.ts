// The data of the explorer `designs`, checked and completed.
import * as z from "zod/mini";
import { named, readWith } from "../core/index.js";
import { readDesignsScenario } from "./data.js";
import { deathsOf } from "./list.js";
import { DESIGN_NAMES, type DesignsJson } from "./props.js";
import { fail, inOrder, letter, seconds, steered, steeredOf, text } from "./service-schema.js";

const designsSchema = z.strictObject({
  ...steered,
  origin: z.optional(letter),
  design: z._default(z.enum(DESIGN_NAMES), "global anycast"),
  dead: z.optional(text),
  bgpSeconds: z._default(seconds, 90),
  dnsSeconds: z._default(seconds, 30),
});

/** @throws ExplorerError that names the field, the site or the city */
export function prepareDesigns(json: unknown): DesignsJson {
  const explorer = "designs";
  const data = steeredOf(explorer, readWith(designsSchema, explorer, json ?? {}));
  const letters = Object.keys(data.sites);
  const { origin = letters[0], dead } = data;
  if (!letters.includes(origin)) fail(explorer, `origin: unknown site ${origin}; sites are ${letters.join(", ")}.`);
  const prepared: DesignsJson = { ...data, origin };
  const may = deathsOf(prepared).map(({ name }) => name);
  if (dead !== undefined && !may.includes(dead))
    fail(explorer, `dead: unknown site or region "${dead}"; expected one of ${may.join(", ")}.`);
  named(explorer, "sites", () => readDesignsScenario(prepared));
  return inOrder(designsSchema, explorer, prepared);
}
