// The data of "who gets the load": sites at cities, the seed of an Internet, their room and the bots. Fills in defaults.
import * as z from "zod/mini";
import { asnField, cityField, ExplorerError, internetField, named, readWith, siteLetter } from "../core/index.js";
import { ENDS, readLoadScenario, type LoadJson } from "./data.js";

const explorer = "load";
const between = ({ min, max }: { min: number; max: number }) => z.number().check(z.minimum(min), z.maximum(max));

const site = z.strictObject({ city: cityField, providers: z.array(asnField).check(z.minLength(1), z.maxLength(20)) });

const schema = z.strictObject({
  sites: z.record(siteLetter, site),
  internet: internetField,
  room: z._default(
    z.union([z.strictObject({ times: between(ENDS.times) }), z.strictObject({ each: between(ENDS.each) })]),
    { times: 1.5 },
  ),
  bots: z._default(
    z.strictObject({
      city: z.string().check(z.maxLength(80)),
      withinKm: between(ENDS.withinKm),
      load: between(ENDS.load),
    }),
    {
      city: "",
      withinKm: 3000,
      load: 0,
    },
  ),
});

/** @throws ExplorerError that names the field, the site or the city */
export function prepareLoad(json: unknown): LoadJson {
  const data = readWith(schema, explorer, json);
  const sites = Object.keys(data.sites).length;
  if (sites < 2) throw new ExplorerError(`Explorer "${explorer}": sites: expected 2 to 8 sites, got ${sites}.`);
  const { users } = named(explorer, "sites", () => readLoadScenario(data));
  const { city } = data.bots;
  if (city && !users.cities.some((each) => each.city === city))
    throw new ExplorerError(
      `Explorer "${explorer}": bots: no users live in "${city}". Name a city of the Internet's PoPs.`,
    );
  return data;
}
