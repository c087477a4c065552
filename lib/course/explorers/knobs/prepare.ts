// The data of "turn the knobs": sites at cities, and the seed of an Internet. Fills in defaults.
import * as z from "zod/mini";
import { ExplorerError, named, readWith } from "../core/index.js";
import { ANNOUNCED, MOST_PREPENDS } from "./controls.js";
import { readKnobsScenario, type KnobsJson } from "./data.js";

const explorer = "knobs";
const asn = z.int().check(z.minimum(1), z.maximum(0xffffffff));
const neighbours = z.union([z.int().check(z.minimum(0), z.maximum(20)), z.array(asn).check(z.maxLength(20))]);

const site = z.strictObject({
  city: z.string().check(z.minLength(1), z.maxLength(80)),
  providers: z._default(neighbours, 2),
  peers: z._default(neighbours, 1),
  withinKm: z._default(z.number().check(z.minimum(0), z.maximum(20_000)), 800),
  prepend: z._default(z.int().check(z.minimum(0), z.maximum(MOST_PREPENDS)), 0),
  announced: z._default(z.enum(ANNOUNCED), "to everybody"),
});

const internet = z.strictObject({
  ases: z._default(z.int().check(z.minimum(100), z.maximum(10_000)), 2000),
  seed: z._default(z.int(), 1),
});

const schema = z.strictObject({
  sites: z.record(z.string().check(z.regex(/^[A-H]$/, "Sites must be named by the letters A to H.")), site),
  internet: z._default(internet, { ases: 2000, seed: 1 }),
  origin: z._default(asn, 64_500),
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
