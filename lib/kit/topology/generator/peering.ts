// Peering links: within the clique, and at exchange points, which are in the large cities. Each peering network has a target
// number of peers; the networks with the largest targets choose first, among the members of their exchanges.
import { MOST_PEERS, PEERING_SHARE, PEERINGS_PER_AS, quantile, STUB_PEERS, TRANSIT_PEERS } from "./calibration.js";
import { draw, weightedList, type Random, type WeightedList } from "./random.js";
import type { TransitLinks } from "./transit.js";
import type { World } from "./world.js";

export interface PeerLinks {
  readonly one: Int32Array;
  readonly other: Int32Array;
  /** The exchange's place, -1 for links of the clique, which meet in private. */
  readonly place: Int32Array;
}

/**
 * Target number of peers of each network; 0 for most. Slightly above the number of links to create, because not every target is
 * met.
 */
export function drawPeerWishes(networks: number, sizes: Float64Array, clique: number, random: Random): Int32Array {
  const sellers = sizes.length;
  const wishes = new Float64Array(networks);
  // The largest network peers with the same share of the graph as in the real one.
  const most = networks * MOST_PEERS;
  for (let i = 0; i < networks; i++) {
    const seller = i < sellers;
    if (i < clique) wishes[i] = 30;
    else if (random.uniform() < (seller ? PEERING_SHARE.transit : PEERING_SHARE.stub))
      wishes[i] = Math.min(most, quantile(seller ? TRANSIT_PEERS : STUB_PEERS, random.uniform()));
  }
  giveLarger(wishes, sizes, clique, random);
  const total = wishes.reduce((sum, wish) => sum + wish, 0);
  const scale = (2 * PEERINGS_PER_AS * networks * SURPLUS) / total;
  return Int32Array.from(wishes, (wish) => (wish === 0 ? 0 : Math.max(1, Math.round(Math.min(most, wish * scale)))));
}

/** Networks with more customers tend to have more peers: reassigns the targets of transit sellers by size plus noise. */
function giveLarger(wishes: Float64Array, sizes: Float64Array, clique: number, random: Random): void {
  const luck = Float64Array.from(sizes, (size) => Math.log(size) + LUCK * random.normal());
  const order = Int32Array.from(sizes, (_size, network) => network)
    .subarray(clique)
    .sort((a, b) => luck[a] - luck[b] || a - b);
  const rising = wishes.slice(clique, sizes.length).sort();
  order.forEach((network, i) => (wishes[network] = rising[i]));
}

/** Standard deviation of that noise, as a power of e. */
const LUCK = 2.5;

/** Exchange points: the largest cities, more of them in a larger Internet. Place numbers. */
export function exchangesOf(world: World, networks: number): Int32Array {
  const count = Math.min(world.places.length, Math.max(3, Math.round(1.2 * Math.sqrt(networks))));
  return Int32Array.from({ length: count }, (_none, place) => place);
}

/** Some targets are not met, so the sum of targets is slightly above the goal. */
const SURPLUS = 1.065;

/** A network with a larger target has an open peering policy. */
export const OPEN = 300;

export interface PeeringOptions {
  readonly random: Random;
  readonly clique: number;
  readonly wishes: Int32Array;
  /** Places of each network; a PoP at an exchange makes it a member. */
  readonly pops: readonly (readonly number[])[];
  readonly exchanges: Int32Array;
  /** Networks do not peer with their providers or customers. */
  readonly transit: TransitLinks;
}

export function drawPeerings({ random, clique, wishes, pops, exchanges, transit }: PeeringOptions): PeerLinks {
  const members = new Map<number, number[]>(Array.from(exchanges, (place) => [place, []]));
  wishes.forEach((wish, network) => {
    if (wish > 0) for (const place of pops[network]) members.get(place)?.push(network);
  });
  // By place, for exchanges are places.
  const lists: WeightedList[] = [];
  for (const [place, list] of members) lists[place] = weightedList(list, (network) => wishes[network]);
  const left = wishes.slice();
  const most = wishes.reduce((sum, wish) => sum + wish, 0) + clique * clique;
  const links = { one: new Int32Array(most), other: new Int32Array(most), place: new Int32Array(most) };
  let count = 0;
  const neighbours = chains(wishes.length, most + transit.provider.length);
  transit.provider.forEach((seller, i) => neighbours.join(seller, transit.customer[i]));
  const connect = (one: number, other: number, place: number) => {
    links.one[count] = one;
    links.other[count] = other;
    links.place[count++] = place;
    neighbours.join(one, other);
    left[one]--;
    left[other]--;
  };
  for (let i = 0; i < clique; i++) for (let j = 0; j < i; j++) connect(j, i, -1);

  const taken = new Int32Array(wishes.length).fill(-1);
  const order = Array.from(wishes, (_wish, network) => network)
    .filter((network) => wishes[network] > 0)
    .sort((a, b) => wishes[b] - wishes[a] || a - b);
  for (const network of order) {
    const at = pops[network].filter((place) => lists[place] !== undefined);
    if (at.length === 0) continue;
    const choice = weightedList(at, (place) => lists[place].sums[lists[place].items.length]);
    taken[network] = network;
    neighbours.forEach(network, (other) => (taken[other] = network));
    for (let tries = 3 * left[network] + 10; left[network] > 0 && tries > 0; tries--) {
      const place = at.length === 1 ? at[0] : draw(choice, random);
      const list = lists[place];
      // An open network peers with any member; others prefer networks with large targets.
      const open = wishes[network] > OPEN && random.uniform() < 0.6;
      const other = open ? list.items[random.below(list.items.length)] : draw(list, random);
      if (taken[other] === network || left[other] <= 0) continue;
      taken[other] = network;
      connect(network, other, place);
    }
  }
  return { one: links.one.slice(0, count), other: links.other.slice(0, count), place: links.place.slice(0, count) };
}

/** The neighbours of each network as chains through typed arrays. */
function chains(networks: number, most: number) {
  const last = new Int32Array(networks).fill(-1);
  const before = new Int32Array(2 * most);
  const end = new Int32Array(2 * most);
  let count = 0;
  const add = (network: number, other: number) => {
    end[count] = other;
    before[count] = last[network];
    last[network] = count++;
  };
  return {
    join(one: number, other: number) {
      add(one, other);
      add(other, one);
    },
    forEach(network: number, visit: (other: number) => void) {
      for (let i = last[network]; i >= 0; i = before[i]) visit(end[i]);
    },
  };
}
