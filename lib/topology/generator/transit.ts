// Who sells transit to whom. Networks are ranked by size; a provider always ranks above its customer, so that no cycle can be.
import { CUSTOMERS, MOST_CUSTOMERS, quantile, STUB_PROVIDERS, TRANSIT_PROVIDERS } from "./calibration.js";
import { draw, weightedList, type Random, type WeightedList } from "./random.js";
import type { World } from "./world.js";

export interface TransitLinks {
  /** Network numbers: link i is provider[i] - customer[i]. */
  readonly provider: Int32Array;
  readonly customer: Int32Array;
}

/**
 * How large each network that sells transit is, largest first: the customers it would have in the real graph, but no larger a part
 * of this one than the largest is there.
 */
export function transitSizes(count: number, networks: number): Float64Array {
  const size = (rank: number) => Math.min(networks * MOST_CUSTOMERS, quantile(CUSTOMERS, 1 - (rank + 0.5) / count));
  return Float64Array.from({ length: count }, (_none, rank) => size(rank));
}

/** Where a customer looks for its next provider: in its country, else in its region, else anywhere. */
const LOOKS = { country: 0.7, region: 0.2 };

export interface TransitOptions {
  readonly world: World;
  readonly random: Random;
  readonly networks: number;
  readonly clique: number;
  readonly sizes: Float64Array;
  /** Places of each network, the home first. */
  readonly pops: readonly (readonly number[])[];
}

export function drawTransit({ world, random, networks, clique, sizes, pops }: TransitOptions): TransitLinks {
  const sellers = sizes.length;
  const ranks = Int32Array.from({ length: sellers }, (_none, rank) => rank);
  const presence = (of: Int32Array) =>
    pops.slice(0, sellers).map((list) => [...new Set(list.map((place) => of[place]))]);
  const inCountry = presence(world.country);
  const inRegion = presence(world.region);
  // A network present in many countries divides its pull among them: all in all it attracts what its size says.
  const listsOf = (where: readonly (readonly number[])[], count: number): WeightedList[] => {
    const present: number[][] = Array.from({ length: count }, () => []);
    where.forEach((list, rank) => list.forEach((at) => present[at].push(rank)));
    return present.map((list) => weightedList(list, (rank) => sizes[rank] / where[rank].length));
  };
  const countries = listsOf(inCountry, world.countries.length);
  const regions = listsOf(inRegion, world.byRegion.length);
  const everywhere = weightedList(ranks, (rank) => sizes[rank]);

  // Links of network i are first[i] .. first[i + 1] - 1, up to the last step.
  const most = TRANSIT_PROVIDERS.length * networks + sellers;
  const provider = new Int32Array(most);
  const customer = new Int32Array(most);
  const first = new Int32Array(networks + 1);
  let links = 0;
  for (let network = clique; network < networks; network++) {
    const home = pops[network][0];
    const wanted = 1 + drawIndex(network < sellers ? TRANSIT_PROVIDERS : STUB_PROVIDERS, random);
    first[network] = links;
    for (let tries = 4 * wanted; links - first[network] < wanted && tries > 0; tries--) {
      const scope = random.uniform();
      const near =
        scope < LOOKS.country
          ? countries[world.country[home]]
          : scope < LOOKS.country + LOOKS.region
            ? regions[world.region[home]]
            : everywhere;
      let found = draw(near, random, above(near, network));
      if (found < 0) found = draw(everywhere, random, above(everywhere, network));
      let twice = false;
      for (let i = first[network]; i < links; i++) twice ||= provider[i] === found;
      if (twice) continue;
      provider[links] = found;
      customer[links++] = network;
    }
  }
  first[networks] = links;
  // Who is to sell has somebody to sell to: a seller that nobody chose gets a stub that does not buy from it yet.
  const sold = new Uint8Array(sellers);
  for (let i = 0; i < links; i++) sold[provider[i]] = 1;
  for (let rank = 0; rank < sellers; rank++) {
    if (sold[rank] === 1) continue;
    provider[links] = rank;
    customer[links++] = sellers + random.below(networks - sellers);
  }
  return { provider: provider.slice(0, links), customer: customer.slice(0, links) };
}

/** How many items of a list, which rises, lie below a network's own number. */
function above({ items }: WeightedList, network: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle] < network) low = middle + 1;
    else high = middle;
  }
  return low;
}

function drawIndex(chances: readonly number[], random: Random): number {
  let left = random.uniform();
  for (let i = 0; i < chances.length; i++) if ((left -= chances[i]) < 0) return i;
  return chances.length - 1;
}
