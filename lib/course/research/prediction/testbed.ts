// The PEERING testbed on an AS graph: one new AS for each site, joined to the networks it announces to. Where a site announced
// alone and no route collector saw a provider of its upstream, that link did not carry the prefix: it is taken away.
import { csvParse } from "d3-dsv";
import muxesCsv from "../../generated/peering-muxes.js";
import type { Coordinates } from "anycast-kit/geo";
import { findAs, neighbourIndices, type Adjacency, type CompiledAsGraph } from "anycast-kit/topology";
import type { PairQuestion } from "./experiment.js";
import { joinAses, type NewAs } from "./joined.js";

/** The ASN of PEERING itself, whose peers in an AS graph are those of its exchange points. */
const PEERING = 47065;
/** Sites get ASNs from here on: private ones (RFC 6996), used by no CAIDA file. */
const FIRST_SITE_ASN = 4_200_000_001;
/** A peer of an upstream with that many customers would have been seen by some collector. */
const LARGE = 200;

export interface SiteFacts extends Coordinates {
  readonly providers: readonly number[];
  readonly peers: readonly number[];
  /** Whether it peers at the exchange point where most of PEERING's peers are. */
  readonly exchange: boolean;
}

/** What data/peering-muxes.csv says of a site; undefined for one that it does not have. */
export function siteFacts(site: string): SiteFacts | undefined {
  const rows = csvParse(muxesCsv).filter(({ mux }) => mux === site);
  if (rows.length === 0) return undefined;
  const of = (kind: string) => rows.filter((each) => each.kind === kind).map(({ asn }) => Number(asn));
  const { lat, lon } = rows[0];
  return {
    lat: Number(lat),
    lon: Number(lon),
    providers: of("provider"),
    peers: of("peer"),
    exchange: rows.some(({ kind }) => kind === "exchange"),
  };
}

export interface Testbed {
  readonly graph: CompiledAsGraph;
  /** Site -> the ASN it was given; absent for a site of which no neighbour is known or in the graph. */
  readonly origins: ReadonlyMap<string, number>;
  /** Links that the single-site announcements contradict: "provider customer", or two peers with the lower ASN first. */
  readonly removed: readonly string[];
}

export interface TestbedOptions {
  /** All experiments, without their observations: what was seen while sites announced alone. */
  readonly questions: readonly PairQuestion[];
  /** Take away what the single-site announcements contradict. */
  readonly prune: boolean;
  /** Site -> the AS of the graph that announces it. Defaults to none: sites are PEERING's, each a new AS. */
  readonly origins?: ReadonlyMap<string, number>;
}

export function buildTestbed(
  graph: CompiledAsGraph,
  { questions, prune, origins: given = new Map() }: TestbedOptions,
): Testbed {
  const sites = [...new Set(questions.flatMap((each) => each.sites))].sort();
  const neighbours = (rows: Adjacency, asn: number) => {
    const index = findAs(graph, asn);
    return index < 0 ? [] : Array.from(neighbourIndices(rows, index), (other) => graph.asns[other]);
  };
  const seen = new Map(sites.map((site) => [site, usuallySeen(site, questions)]));
  const removed = new Set<string>();
  const joined: NewAs[] = [];
  const origins = new Map<string, number>();
  sites.forEach((site, i) => {
    const own = given.get(site);
    if (own !== undefined) return void origins.set(site, own);
    const facts = siteFacts(site);
    if (!facts) return;
    const known = (asn: number) => findAs(graph, asn) >= 0;
    const providers = facts.providers.filter(known);
    const exchange = facts.exchange ? neighbours(graph.peers, PEERING) : [];
    const peers = [...new Set([...facts.peers, ...exchange])].filter((asn) => known(asn) && !providers.includes(asn));
    if (providers.length + peers.length === 0) return;
    const origin = FIRST_SITE_ASN + i;
    origins.set(site, origin);
    joined.push({ asn: origin, providers, peers });
    const unseen = (asn: number) => !seen.get(site)!.has(asn);
    if (prune)
      for (const upstream of providers) {
        for (const provider of neighbours(graph.providers, upstream)) {
          if (unseen(provider)) removed.add(`${provider} ${upstream}`);
          else
            for (const next of neighbours(graph.providers, provider))
              if (unseen(next)) removed.add(`${next} ${provider}`);
        }
        for (const peer of neighbours(graph.peers, upstream))
          if (unseen(peer) && neighbours(graph.customers, peer).length > LARGE)
            removed.add(`${Math.min(peer, upstream)} ${Math.max(peer, upstream)}`);
      }
  });
  return { graph: joinAses(graph, joined, removed), origins, removed: [...removed].sort() };
}

/** The ASes seen in at least half of the site's announcements alone: what is seen once may be left over from before. */
function usuallySeen(site: string, questions: readonly PairQuestion[]): ReadonlySet<number> {
  const lists = questions.flatMap(({ sites, seenAlone }) => seenAlone.filter((_list, i) => sites[i] === site));
  const times = new Map<number, number>();
  for (const list of lists) for (const asn of new Set(list)) times.set(asn, (times.get(asn) ?? 0) + 1);
  return new Set([...times].filter(([, count]) => 2 * count >= lists.length).map(([asn]) => asn));
}
