// The data of "turn the knobs": sites at cities, and the seed of an Internet. Fills in defaults.
import * as z from "zod/mini";
import { asnField, cityField, ExplorerError, internetField, named, readWith, siteLetter } from "../core/index.js";
import { ANNOUNCED, MOST_PREPENDS } from "./controls.js";
import { readKnobsScenario, type KnobsJson } from "./data.js";

const explorer = "knobs";
const neighbours = z.union([z.int().check(z.minimum(0), z.maximum(20)), z.array(asnField).check(z.maxLength(20))]);

const site = z.strictObject({
  city: cityField,
  providers: z._default(neighbours, 2),
  peers: z._default(neighbours, 1),
  withinKm: z._default(z.number().check(z.minimum(0), z.maximum(20_000)), 800),
  prepend: z._default(z.int().check(z.minimum(0), z.maximum(MOST_PREPENDS)), 0),
  announced: z._default(z.enum(ANNOUNCED), "to everybody"),
});

const schema = z.strictObject({
  sites: z.record(siteLetter, site),
  internet: internetField,
  origin: z._default(asnField, 64_500),
  address: z._default(z.string().check(z.maxLength(50)), "192.0.2.53"),
});

/** @throws ExplorerError that names the field, the site or the city */
export function prepareKnobs(json: unknown): KnobsJson {
  const data = readWith(schema, explorer, json);
  const count = Object.keys(data.sites).length;
  if (count < 1)
    throw new ExplorerError(`Explorer "${explorer}": sites: must have at least one, such as { A: { city: "Tokyo" } }.`);
  named(explorer, "sites", () => readKnobsScenario(data));
  return data;
}
