// A prefix at several PoPs of one hosting network, on an AS graph: each PoP a new AS with the neighbours that the network has
// there. Shares by number of ASes and by addresses, equally good routes to several PoPs split evenly among them.
import { findAs, neighbourIndices, type CompiledAsGraph } from "anycast-kit/topology";
import { joinAses } from "./joined.js";
import { siteSetsOf, steadyState } from "anycast-kit/routing";

export interface PopNeighbours {
  readonly pop: string;
  readonly providers: readonly number[];
  readonly peers: readonly number[];
}

/** What one PoP's announcement adds to the plain one. */
export interface PopChange {
  readonly prepend?: number;
  readonly prependTo?: Readonly<Record<number, number>>;
}

export interface PopShares {
  /** PoP -> fraction of the ASes that are reached, and of their addresses. */
  readonly byAses: Readonly<Record<string, number>>;
  readonly byAddresses: Readonly<Record<string, number>>;
  /** Fraction of the ASes that have equally good routes to several PoPs. */
  readonly tied: number;
}

const FIRST_POP_ASN = 4_200_100_001;

export interface PopDeployment {
  readonly graph: CompiledAsGraph;
  readonly pops: readonly string[];
}

/** @throws RangeError for a PoP none of whose neighbours is in the graph */
export function deployPops(graph: CompiledAsGraph, pops: readonly PopNeighbours[]): PopDeployment {
  const known = (asn: number) => findAs(graph, asn) >= 0;
  const joined = pops.map(({ pop, providers, peers }, i) => {
    const above = [...new Set(providers)].filter(known);
    const beside = [...new Set(peers)].filter((asn) => known(asn) && !above.includes(asn));
    if (above.length + beside.length === 0) throw new RangeError(`No neighbour of ${pop} is in the AS graph.`);
    return { asn: FIRST_POP_ASN + i, providers: above, peers: beside };
  });
  return { graph: joinAses(graph, joined), pops: pops.map(({ pop }) => pop) };
}

/** @param addressesOf how many addresses an AS has */
export function popShares(
  { graph, pops }: PopDeployment,
  changes: Readonly<Record<string, PopChange>>,
  addressesOf: (asn: number) => number,
): PopShares {
  const announcements = pops.map((site, i) => {
    const { prepend, prependTo } = changes[site] ?? {};
    const neighbour = ([asn]: [string, number]) => {
      const index = findAs(graph, FIRST_POP_ASN + i);
      const other = findAs(graph, Number(asn));
      return (
        neighbourIndices(graph.providers, index).includes(other) || neighbourIndices(graph.peers, index).includes(other)
      );
    };
    return {
      site,
      origin: FIRST_POP_ASN + i,
      ...(prepend !== undefined && { prepend }),
      ...(prependTo && { prependTo: Object.fromEntries(Object.entries(prependTo).filter(neighbour)) }),
    };
  });
  const { words, bits } = siteSetsOf(steadyState({ topology: graph, announcements, tieBreak: "all" }));
  const ases = pops.map(() => 0);
  const addresses = pops.map(() => 0);
  let tied = 0;
  for (let v = 0; v < graph.asns.length; v++) {
    const own = pops.flatMap((_pop, i) => ((bits[v * words + (i >> 5)] >>> (i & 31)) & 1 ? [i] : []));
    if (own.length > 1) tied++;
    const weight = addressesOf(graph.asns[v]);
    for (const i of own) {
      ases[i] += 1 / own.length;
      addresses[i] += weight / own.length;
    }
  }
  const fractions = (counts: readonly number[]) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return Object.fromEntries(pops.map((pop, i) => [pop, counts[i] / total]));
  };
  return { byAses: fractions(ases), byAddresses: fractions(addresses), tied: tied / graph.asns.length };
}
