// Transit links. A provider always has a lower number than its customer, which rules out cycles.
import { STUB_PROVIDERS, TRANSIT_PROVIDERS } from "./calibration.js";
import { draw, weightedList, type Random, type WeightedList } from "./random.js";
import type { Sellers } from "./sellers.js";
import type { World } from "./world.js";

export interface TransitLinks {
  /** Network numbers: link i is provider[i] - customer[i]. */
  readonly provider: Int32Array;
  readonly customer: Int32Array;
}

/** Where a customer looks for its next provider: in its country, else in its region, else anywhere. */
export const LOOKS = { country: 0.8, region: 0.15 };

export interface TransitOptions {
  readonly world: World;
  readonly random: Random;
  readonly networks: number;
  readonly clique: number;
  readonly sellers: Sellers;
  /** Places of each network, the home first. */
  readonly pops: readonly (readonly number[])[];
}

export function drawTransit(options: TransitOptions): TransitLinks {
  const { world, random, networks, clique, pops } = options;
  const { size: sizes, content } = options.sellers;
  const sellers = sizes.length;
  const ranks = Int32Array.from({ length: sellers }, (_none, rank) => rank);
  const presence = (of: Int32Array) =>
    pops.slice(0, sellers).map((list) => [...new Set(list.map((place) => of[place]))]);
  const inCountry = presence(world.country);
  const inRegion = presence(world.region);
  // A network present in many countries divides its attraction among them, so that the total matches its size.
  const listsOf = (where: readonly (readonly number[])[], count: number): WeightedList[] => {
    const present: number[][] = Array.from({ length: count }, () => []);
    where.forEach((list, rank) => list.forEach((at) => present[at].push(rank)));
    return present.map((list) => weightedList(list, (rank) => sizes[rank] / where[rank].length));
  };
  const countries = listsOf(inCountry, world.countries.length);
  const regions = listsOf(inRegion, world.byRegion.length);
  const everywhere = weightedList(ranks, (rank) => sizes[rank]);

  const wantedBy = (network: number): number => {
    if (network >= sellers) return 1 + drawIndex(STUB_PROVIDERS, random);
    if (content[network] > 0) return content[network];
    // Larger networks have more providers: this exponent keeps the mean and reproduces the slope of the real graph.
    const wanted = (1 + drawIndex(TRANSIT_PROVIDERS, random)) * 0.79 * sizes[network] ** 0.17;
    return Math.max(1, Math.floor(wanted + random.uniform()));
  };

  // Links of network i are first[i] .. first[i + 1] - 1, up to the last step.
  const wanted = Int32Array.from({ length: networks }, (_none, network) => (network < clique ? 0 : wantedBy(network)));
  const most = wanted.reduce((sum, each) => sum + each, sellers);
  const provider = new Int32Array(most);
  const customer = new Int32Array(most);
  const first = new Int32Array(networks + 1);
  let links = 0;
  const add = (network: number, found: number) => {
    for (let i = first[network]; i < links; i++) if (provider[i] === found) return;
    provider[links] = found;
    customer[links++] = network;
  };
  for (let network = clique; network < networks; network++) {
    const home = pops[network][0];
    first[network] = links;
    for (let tries = 4 * wanted[network]; links - first[network] < wanted[network] && tries > 0; tries--) {
      // A content network also buys from small networks, wherever its users are.
      if (content[network] > 0 && random.uniform() < 0.6) {
        add(network, random.below(network));
        continue;
      }
      const scope = content[network] > 0 ? 1 : random.uniform();
      const near =
        scope < LOOKS.country
          ? countries[world.country[home]]
          : scope < LOOKS.country + LOOKS.region
            ? regions[world.region[home]]
            : everywhere;
      let found = draw(near, random, above(near, network));
      if (found < 0) found = draw(everywhere, random, above(everywhere, network));
      add(network, found);
    }
  }
  first[networks] = links;
  // Every seller has a customer: a seller without one gets a stub that does not buy from it yet.
  const sold = new Uint8Array(sellers);
  for (let i = 0; i < links; i++) sold[provider[i]] = 1;
  for (let rank = 0; rank < sellers; rank++) {
    if (sold[rank] === 1) continue;
    provider[links] = rank;
    customer[links++] = sellers + random.below(networks - sellers);
  }
  return { provider: provider.slice(0, links), customer: customer.slice(0, links) };
}

/** Number of items of a sorted list below a network's own number. */
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
