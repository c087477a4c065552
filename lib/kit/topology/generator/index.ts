// A generated Internet: seeded, with tiers, regions, exchange points and PoPs in real cities, and with the statistics of the
// real AS graph of 2025 (calibration.ts). Lessons use it when no CAIDA file is available. ASNs and names are invented.
import { cities as kitCities, type City } from "../../geo/index.js";
import { compileNumbered } from "../compile.js";
import { PEER, PROVIDER_CUSTOMER } from "../columns.js";
import type { CompiledAsGraph } from "../compiled.js";
import { placeRows } from "../geography.js";
import { CALIBRATED_AT, CLIQUE_SIZE, STUB_SHARE } from "./calibration.js";
import { addHubs } from "./hubs.js";
import { drawMeetings } from "./meetings.js";
import { drawPeerings, drawPeerWishes, exchangesOf } from "./peering.js";
import { drawNetworkPops, settleEmpty } from "./pops.js";
import { draw, randomFrom, type Random } from "./random.js";
import { drawSellers } from "./sellers.js";
import { drawTransit } from "./transit.js";
import { worldOf, type World } from "./world.js";

export interface GenerateOptions {
  /** 100 .. 100,000. */
  readonly ases: number;
  /** Any integer; the same seed gives the same Internet. */
  readonly seed: number;
  /**
   * Home cities of networks, largest population first, at most one for every five networks. Each city is home to at least one
   * network. Defaults to the kit's table, in which small towns may have none.
   */
  readonly cities?: readonly City[];
}

export type Tier = "clique" | "transit" | "stub";

export interface GeneratedInternet {
  readonly graph: CompiledAsGraph;
  /** By AS index. */
  readonly tiers: readonly Tier[];
  /** ASNs of the clique: they all peer with each other and have no providers. */
  readonly clique: readonly number[];
  /** Cities with an exchange point. */
  readonly exchanges: readonly string[];
}

/**
 * Generates an Internet from a seed: ASes with tiers, regions, exchange points and PoPs in real cities. ASNs and names are
 * invented.
 * @example generateInternet({ ases: 300, seed: 1 }).graph.asns.length // 300
 * @throws RangeError for a number of ASes out of range, or a seed that is not an integer
 */
export function generateInternet({ ases, seed, cities }: GenerateOptions): GeneratedInternet {
  if (!(Number.isInteger(ases) && ases >= 100 && ases <= 100_000))
    throw new RangeError(`ases must be an integer from 100 to 100,000 (got ${ases}).`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer (got ${seed}).`);
  const random = randomFrom(seed);
  if (cities && cities.length > ases / 5)
    throw new RangeError(
      `${ases} ASes can have at most ${Math.floor(ases / 5)} cities, one for every five (got ${cities.length}).`,
    );
  const world = worldOf(cities ?? kitCities);
  const clique = Math.max(3, Math.round(CLIQUE_SIZE * (ases / CALIBRATED_AT) ** 0.25));
  const selling = Math.max(clique + 1, Math.round(ases * (1 - STUB_SHARE)));
  const sellers = drawSellers(selling, ases, clique, random);
  const sizes = sellers.size;
  const wishes = drawPeerWishes(ases, sizes, clique, random);
  const exchanges = exchangesOf(world, ases);
  const pops = Array.from(wishes, (wish, network) =>
    drawNetworkPops({
      ...{ world, random, exchanges, wish, size: sizes[network] ?? 0, isTop: network < clique },
      home: draw(world.everywhere, random),
    }),
  );
  if (cities) settleEmpty(pops, selling, world.places.length);
  const transit = drawTransit({ world, random, networks: ases, clique, sellers, pops });
  const peering = drawPeerings({ random, clique, wishes, pops, exchanges, transit });

  // Old networks have low ASNs and tend to be large: the order of ASNs is the order of ranks with noise.
  const shaken = Float64Array.from({ length: ases }, (_none, i) => Math.log(i + 5) + 0.7 * random.normal());
  const byAsn = Int32Array.from({ length: ases }, (_none, i) => i).sort((a, b) => shaken[a] - shaken[b] || a - b);
  const indexOf = new Int32Array(ases);
  byAsn.forEach((network, index) => (indexOf[network] = index));
  const index = (network: number) => indexOf[network];
  const links = transit.provider.length + peering.one.length;
  const a = new Int32Array(links);
  const b = new Int32Array(links);
  const kind = new Int8Array(links).fill(PEER);
  a.set(transit.provider.map(index));
  b.set(transit.customer.map(index));
  kind.fill(PROVIDER_CUSTOMER, 0, transit.provider.length);
  a.set(peering.one.map(index), transit.provider.length);
  b.set(peering.other.map(index), transit.provider.length);

  const asns = Uint32Array.from({ length: ases }, (_none, i) => i + 1);
  const compiled = compileNumbered(asns, a, b, kind, true);
  const present = addHubs({ world, random: randomFrom(seed ^ 0x5eed), sizes, clique, networks: ases, pops });
  const ordered = Array.from(byAsn, (network) => present[network]);
  const tierOf = (network: number): Tier => (network < clique ? "clique" : network < selling ? "transit" : "stub");
  const homes = ordered.map(([home]) => home);
  const graph: CompiledAsGraph = {
    ...compiled,
    geography: {
      places: world.places,
      pops: placeRows(ordered),
      meetings: drawMeetings(world, transit, peering, present, clique),
    },
    attributes: {
      names: Array.from(byAsn, (network, i) => nameOf(world, tierOf(network), homes[i], i + 1)),
      countries: homes.map((home) => world.countries[world.country[home]]),
      weights: Float64Array.from(byAsn, (network) => weightOf(random, tierOf(network))),
      routerIds: asns,
    },
  };
  return {
    graph,
    tiers: Array.from(byAsn, tierOf),
    clique: Array.from({ length: clique }, (_none, network) => index(network) + 1).sort((x, y) => x - y),
    exchanges: Array.from(exchanges, (place) => world.places[place].name),
  };
}

/** Users, in thousands: most behind stubs and small providers, log-normal. */
export function weightOf(random: Random, tier: Tier): number {
  return Math.max(1, Math.round(Math.exp((tier === "stub" ? 1 : 2.5) + 1.8 * random.normal())));
}

const kindOf = { transit: "Transit", stub: "Network" } as const;
/** A backbone is everywhere, so no city names it. */
const nameOf = (world: World, tier: Tier, home: number, asn: number) =>
  tier === "clique" ? `Backbone ${asn}` : `${world.places[home].name} ${kindOf[tier]} ${asn}`;
export { randomFrom, type Random } from "./random.js";
