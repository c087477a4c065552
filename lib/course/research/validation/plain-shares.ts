// The plain model's shares of a deployment: every site announced by the networks that carry it, routes by contract, AS path and
// nothing else. Nothing is fitted.
import { findAs, type CompiledAsGraph } from "anycast-kit/topology";
import { siteSetsOf, steadyState, type BgpAnnouncement } from "anycast-kit/routing";
import { joinAses, type NewAs, type PopNeighbours } from "../prediction/index.js";
import type { PublishedAnnouncement } from "./published-deployments.js";

type Shares = Readonly<Record<string, number>>;

export interface PlainShares {
  /** Site -> percent of the reached ASes; a tie between sites is split evenly. */
  readonly split: Shares;
  /** The same if every tie goes to the neighbour with the lowest ASN, as in `anycast catchment`. */
  readonly lowestAsn: Shares;
  /** Percent of the reached ASes that have equally good routes to several sites. */
  readonly tied: number;
}

const FIRST_POP_ASN = 4_200_200_001;

/**
 * A carrier that the graph does not have is left out.
 * @param pops the neighbours of hosting networks by PoP
 * @throws RangeError for a site none of whose carriers is in the graph, or whose PoP is not listed
 */
export function plainShares(
  graph: CompiledAsGraph,
  { sites, prepend = {} }: Pick<PublishedAnnouncement, "sites" | "prepend">,
  pops: ReadonlyMap<string, PopNeighbours>,
): PlainShares {
  const known = (asn: number) => findAs(graph, asn) >= 0;
  const joined: NewAs[] = [];
  const names = Object.keys(sites);
  const announcements: BgpAnnouncement[] = [];
  /** By announcement, the site that it is of: a site has one announcement for each network that carries it. */
  const siteOf: number[] = [];
  names.forEach((site, i) => {
    const carrier = sites[site];
    const origins = "hostedAt" in carrier ? [joinPop(carrier.hostedAt)] : carrier.filter(known);
    if (origins.length === 0) throw new RangeError(`No network that carries ${site} is in the AS graph.`);
    for (const origin of origins) {
      announcements.push({ site: `${site} by AS${origin}`, origin, prepend: prepend[site] ?? 0 });
      siteOf.push(i);
    }
  });
  const topology = joined.length > 0 ? joinAses(graph, joined) : graph;
  const state = steadyState({ topology, announcements, tieBreak: "all" });
  const { words, bits } = siteSetsOf(state);
  const split = names.map(() => 0);
  let tied = 0;
  for (let v = 0; v < topology.asns.length; v++) {
    const own = siteOf.filter((_site, i) => (bits[v * words + (i >> 5)] >>> (i & 31)) & 1);
    for (const i of own) split[i] += 1 / own.length;
    if (new Set(own).size > 1) tied++;
  }
  const lowest = names.map(() => 0);
  announcements.forEach(({ site }, i) => (lowest[siteOf[i]] += state.catchments[site]));
  const percents = (counts: readonly number[]): Shares =>
    Object.fromEntries(names.map((site, i) => [site, rounded((100 * counts[i]) / state.reached)]));
  return { split: percents(split), lowestAsn: percents(lowest), tied: rounded((100 * tied) / state.reached) };

  function joinPop(pop: string): number {
    const neighbours = pops.get(pop);
    if (neighbours === undefined) throw new RangeError(`No neighbours are listed for the PoP ${pop}.`);
    const providers = [...new Set(neighbours.providers)].filter(known);
    const peers = [...new Set(neighbours.peers)].filter((asn) => known(asn) && !providers.includes(asn));
    const asn = FIRST_POP_ASN + joined.length;
    joined.push({ asn, providers, peers });
    return asn;
  }
}

export const rounded = (value: number): number => Number(value.toFixed(1));
