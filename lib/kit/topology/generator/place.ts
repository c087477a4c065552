// Cities for an AS graph that has none, such as CAIDA's: the links are measured, the places are random. From the top down, so
// that a customer is near one of its providers; then PoPs and meeting places by the rules of generated Internets.
import { cities as kitCities, type City } from "../../geo/index.js";
import { PEER, PROVIDER_CUSTOMER } from "../columns.js";
import { compileNumbered } from "../compile.js";
import { neighbourIndices, type CompiledAsGraph } from "../compiled.js";
import { placeRows } from "../geography.js";
import { CLIQUE_SIZE } from "./calibration.js";
import { addHubs } from "./hubs.js";
import { weightOf } from "./index.js";
import { drawMeetings } from "./meetings.js";
import { exchangesOf } from "./peering.js";
import { drawNetworkPops, nearest } from "./pops.js";
import { draw, randomFrom, type Random } from "./random.js";
import { LOOKS } from "./transit.js";
import { worldOf, type World } from "./world.js";

export interface PlaceOptions {
  /** The same seed gives the same places. */
  readonly seed: number;
  /** Defaults to the kit's table. */
  readonly cities?: readonly City[];
  /**
   * ASN -> country (ISO 3166-1 alpha-2), where it is known. The first city of such an AS is drawn there, if the table has one;
   * without it, near a provider's.
   */
  readonly countries?: ReadonlyMap<number, string>;
}

/** A network in this many cities is global, and so are its customers. */
const GLOBAL = 20;

/**
 * Gives the ASes and links of a graph PoPs, meeting places and users, all drawn from the seed.
 * @example placeAsGraph(parseAsRel("1|2|-1\n2|3|0\n").graph, { seed: 1 }).geography.pops.offsets.length // 4: one more than ASes
 * @throws RangeError for a graph that already has geography, or a seed that is not an integer
 */
export function placeAsGraph(
  graph: CompiledAsGraph,
  { seed, cities = kitCities, countries }: PlaceOptions,
): CompiledAsGraph {
  if (graph.geography) throw new RangeError("This AS graph already has places.");
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer (got ${seed}).`);
  const random = randomFrom(seed);
  const world = worldOf(cities);
  const networks = graph.asns.length;
  const { order, clique } = fromTheTop(graph);
  // Networks are numbered by rank, the clique first, as the generator numbers its own.
  const rank = new Int32Array(networks);
  order.forEach((as, network) => (rank[as] = network));
  const exchanges = exchangesOf(world, networks);
  const sizes = Float64Array.from(order, (as) => neighbourIndices(graph.customers, as).length);
  const pops: number[][] = [];
  const numberOf = new Map(world.countries.map((code, number) => [code, number]));
  order.forEach((as, network) => {
    const sellers = Array.from(neighbourIndices(graph.providers, as), (seller) => rank[seller]).filter(
      (seller) => seller < network,
    );
    const country = numberOf.get(countries?.get(graph.asns[as]) ?? "");
    const home =
      country === undefined ? drawHome(world, random, pops, sellers, sizes) : draw(world.byCountry[country], random);
    const wish = neighbourIndices(graph.peers, as).length;
    pops.push(drawNetworkPops({ world, random, exchanges, home, size: sizes[network], wish, isTop: network < clique }));
  });
  const present = addHubs({ world, random: randomFrom(seed ^ 0x5eed), sizes, clique, networks, pops });
  const transit = pairs(graph.customers, order, rank);
  const peerings = pairs(graph.peers, order, rank, (one, other) => one < other);
  const peering = { ...peerings, place: meetingPlaces(world, peerings, present, clique) };
  const { asns } = graph;
  const index = (network: number) => order[network];
  const compiled = compileNumbered(
    asns,
    Int32Array.from([...transit.one, ...peering.one], index),
    Int32Array.from([...transit.other, ...peering.other], index),
    Int8Array.from({ length: graph.links }, (_none, i) => (i < transit.one.length ? PROVIDER_CUSTOMER : PEER)),
    true,
  );
  const tierOf = (as: number) =>
    rank[as] < clique ? "clique" : neighbourIndices(graph.customers, as).length > 0 ? "transit" : "stub";
  return {
    ...compiled,
    geography: {
      places: world.places,
      pops: placeRows(Array.from(asns, (_asn, as) => present[rank[as]])),
      meetings: drawMeetings(world, { provider: transit.one, customer: transit.other }, peering, present, clique),
    },
    attributes: {
      names: Array.from(asns, (asn) => `AS${asn}`),
      countries: Array.from(asns, (_asn, as) => world.countries[world.country[pops[rank[as]][0]]]),
      weights: Float64Array.from(asns, (_asn, as) => weightOf(random, tierOf(as))),
      routerIds: asns,
    },
  };
}

/** AS indexes, each after its providers; those of a provider cycle at the end. First the clique: the largest without providers. */
function fromTheTop({ asns, providers, customers }: CompiledAsGraph): { order: Int32Array; clique: number } {
  const open = Int32Array.from(asns, (_asn, as) => neighbourIndices(providers, as).length);
  const size = (as: number) => neighbourIndices(customers, as).length;
  const top = Array.from(open.keys()).filter((as) => open[as] === 0);
  top.sort((a, b) => size(b) - size(a) || a - b);
  const clique = Math.min(CLIQUE_SIZE, top.filter((as) => size(as) > 0).length);
  const order = [...top];
  for (const as of order)
    for (const customer of neighbourIndices(customers, as)) if (--open[customer] === 0) order.push(customer);
  const cyclic = Array.from(open.keys()).filter((as) => open[as] > 0);
  return { order: Int32Array.from([...order, ...cyclic]), clique };
}

/** Near a PoP of the smallest placed provider; by population if that provider is global. */
function drawHome(
  world: World,
  random: Random,
  pops: readonly (readonly number[])[],
  sellers: readonly number[],
  sizes: Float64Array,
): number {
  if (sellers.length === 0) return draw(world.everywhere, random);
  const seller = sellers.reduce((least, each) => (sizes[each] < sizes[least] ? each : least));
  const its = pops[seller];
  const scope = random.uniform();
  const near = its[random.below(its.length)];
  if (its.length > GLOBAL || scope >= LOOKS.country + LOOKS.region) return draw(world.everywhere, random);
  return draw(
    scope < LOOKS.country ? world.byCountry[world.country[near]] : world.byRegion[world.region[near]],
    random,
  );
}

/** Links as pairs of network numbers, in runs of the same first one. */
function pairs(
  { offsets, targets }: CompiledAsGraph["peers"],
  order: Int32Array,
  rank: Int32Array,
  isWanted: (one: number, other: number) => boolean = () => true,
): { one: Int32Array; other: Int32Array } {
  const one: number[] = [];
  const other: number[] = [];
  order.forEach((as, network) => {
    for (let i = offsets[as]; i < offsets[as + 1]; i++) {
      const neighbour = rank[targets[i]];
      if (!isWanted(network, neighbour)) continue;
      one.push(network);
      other.push(neighbour);
    }
  });
  return { one: Int32Array.from(one), other: Int32Array.from(other) };
}

/**
 * The first meeting place of two peers: a city they share, otherwise the PoP of one that is nearest to the other's home. -1 in
 * the clique.
 */
function meetingPlaces(
  world: World,
  { one, other }: { readonly one: Int32Array; readonly other: Int32Array },
  pops: readonly (readonly number[])[],
  clique: number,
): Int32Array {
  const mark = new Int32Array(world.places.length).fill(-1);
  let marked = -1;
  return Int32Array.from(one, (network, i) => {
    const peer = other[i];
    if (network < clique && peer < clique) return -1;
    if (marked !== network) for (const place of pops[network]) mark[place] = network;
    marked = network;
    const shared = pops[peer].find((place) => mark[place] === network);
    return shared ?? nearest(world, pops[peer][0], pops[network]);
  });
}
