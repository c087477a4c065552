// The data of the explorer `designs`, checked and completed.
import * as z from "zod/mini";
import { named, readWith } from "../core/index.js";
import { readDesignsScenario } from "./data.js";
import { deathsOf } from "./list.js";
import { DESIGN_NAMES, type DesignsJson } from "./props.js";
import { fail, inOrder, letter, seconds, sites, steered, steeredOf, text } from "./service-schema.js";

const designsSchema = z.strictObject({
  ...steered,
  origin: z.optional(letter),
  endpoints: z.optional(z.array(letter).check(z.minLength(1))),
  transit: z.optional(z.record(text, sites)),
  transitName: z._default(text, "as built"),
  short: z._default(z.boolean(), false),
  map: z._default(z.boolean(), true),
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
  const { origin = letters[0], dead, transit = {}, transitName } = data;
  const endpoints = data.endpoints ?? Object.values(data.regions).map(({ sites: [first] }) => first);
  for (const [field, name] of [["origin", origin], ...endpoints.map((each) => ["endpoints", each])])
    if (!letters.includes(name)) fail(explorer, `${field}: unknown site ${name}; sites are ${letters.join(", ")}.`);
  for (const [name, others] of Object.entries(transit)) {
    if (name === transitName) fail(explorer, `transit: "${name}" is the name of the sites; choose another.`);
    const differs = letters.find((each) => others[each]?.city !== data.sites[each].city);
    if (differs !== undefined || Object.keys(others).length !== letters.length)
      fail(explorer, `transit, "${name}": must have the sites ${letters.join(", ")}, in the same cities.`);
  }
  const prepared: DesignsJson = { ...data, origin, endpoints };
  const may = deathsOf(prepared).map(({ name }) => name);
  if (dead !== undefined && !may.includes(dead))
    fail(explorer, `dead: unknown site or region "${dead}"; expected one of ${may.join(", ")}.`);
  named(explorer, "sites", () => readDesignsScenario(prepared));
  return inOrder(designsSchema, explorer, prepared);
}
