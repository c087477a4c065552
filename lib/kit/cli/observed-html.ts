// `anycast catchment --observed --html`: writes the maps, with each AS in a city of the graph or the largest of its country.
import { cities, type Coordinates } from "../geo/index.js";
import type { ObservedAs } from "../report/observed/index.js";
import type { SteadyState } from "../routing/bgp/index.js";
import { findAs, placesOf } from "../topology/index.js";
import { Failure } from "./failure.js";

interface NamedPlace extends Coordinates {
  readonly name: string;
}

/** @throws Failure if no AS has a known place, or there are more sites than marks */
export async function writeObservedPage(
  file: string,
  { state, ases, asSizes }: { readonly state: SteadyState; readonly ases: readonly ObservedAs[]; readonly asSizes?: string }, // prettier-ignore
): Promise<void> {
  const { observedPage } = await import("../report/observed/index.js");
  const { writeWhole } = await import("../files/index.js");
  const { cityOf, places } = await placing(state, asSizes);
  let page: string;
  try {
    page = observedPage({ sites: state.sites, ases, cityOf, places });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(`--html ${file}: ${error.message}`, "Pass --as-sizes, or leave --html out.");
  }
  await writeWhole(file, page);
}

async function placing(
  { problem: { topology } }: SteadyState,
  asSizes: string | undefined,
): Promise<{ readonly cityOf: (asn: number) => NamedPlace | undefined; readonly places: string }> {
  const { geography } = topology;
  if (geography)
    return {
      cityOf(asn) {
        const index = findAs(topology, asn);
        return index < 0 ? undefined : geography.places[placesOf(geography.pops, index)[0]];
      },
      places: "Each AS stands in the first of its cities in the AS graph.",
    };
  const { readAsSizes } = await import("./as-sizes.js");
  const sizes = await readAsSizes(asSizes);
  if (!sizes)
    throw new Failure(
      "--html needs to know where ASes are.",
      "Pass --as-sizes, or fetch the data set: npx anycast-kit data get as-sizes",
    );
  const largest = new Map<string, NamedPlace>();
  for (const city of cities) if (!largest.has(city.country)) largest.set(city.country, city);
  return {
    cityOf: (asn) => largest.get(sizes.get(asn)?.country ?? ""),
    places: "Each AS stands in the largest city of its country.",
  };
}
