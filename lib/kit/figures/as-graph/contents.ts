// AS diagrams from what the library computes: a graph, its steady state, or a moment while routes settle. Each returns plain
// contents for `asGraphFigure`, which callers can extend.
import { bgpFidelity, type SteadyState, walkAsPath, type AsWalk } from "../../routing/bgp/index.js";
import {
  convergenceFidelity,
  valueAt,
  type History,
  forwardingAt,
  inFlightAt,
  type Moment,
  fatesAt,
  type Fate,
} from "../../routing/convergence/index.js";
import { type AsGraph, neighbourIndices, type CompiledAsGraph, placesOf } from "../../topology/index.js";
import type { AsGraphContents, AsMessage, AsNode, AsNodeLink, AsRouteArrow, AsSite } from "./model.js";

/**
 * The ASes and links of a graph.
 * @example asGraphContents(small).links.length // 4
 * @throws FigureError when drawn, if there are more ASes than a figure can show
 */
export function asGraphContents(graph: AsGraph | CompiledAsGraph): Pick<AsGraphContents, "ases" | "links"> {
  if ("ases" in graph)
    return { ases: graph.ases.map(({ asn, name }) => (name ? { asn, name } : { asn })), links: graph.links };
  const { asns, attributes, customers, peers } = graph;
  const ases = Array.from(asns, (asn, i): AsNode => {
    const name = attributes?.names[i];
    return name ? { asn, name } : { asn };
  });
  const links = Array.from(asns, (asn, i): AsNodeLink[] => [
    ...Array.from(neighbourIndices(customers, i), (other) => ({ provider: asn, customer: asns[other] })),
    ...Array.from(
      neighbourIndices(peers, i).filter((other) => other > i),
      (other) => ({ peers: [asn, asns[other]] as const }),
    ),
  ]);
  return { ases, links: links.flat() };
}

/**
 * The steady state: the site each AS reaches, the shares if its PoPs reach several, and the next hops.
 * @example asGraphFigure({ ...routesContents(state), name: "routes", title: "Who uses which site" })
 */
export function routesContents(state: SteadyState): AsGraphContents {
  const { topology, announcements } = state.problem;
  const { ases, links } = asGraphContents(topology);
  const walks = ases.map(({ asn }, i) => walksFrom(state, asn, i));
  const routes = walks.flatMap((own, i) => {
    const taken = own.flatMap(({ asPath, site }): AsRouteArrow[] =>
      asPath.length > 1 && site !== undefined ? [{ from: ases[i].asn, to: asPath[1], site }] : [],
    );
    return taken.filter((each, n) => taken.findIndex(({ to }) => to === each.to) === n);
  });
  const origins = new Set(announcements.map(({ origin }) => origin));
  return {
    ases: ases.map((as, i) => ({
      ...as,
      ...(origins.has(as.asn) && announcements.length > origins.size ? {} : reached(walks[i].map(({ site }) => site))),
    })),
    links,
    sites: sitesOf(state.problem),
    routes,
    fidelity: bgpFidelity,
  };
}

/** One packet from each PoP. */
function walksFrom(state: SteadyState, asn: number, index: number): AsWalk[] {
  const { geography } = state.problem.topology;
  const pops = geography ? [...placesOf(geography.pops, index)] : [];
  const cities = pops.length ? pops.map((place) => geography!.places[place].name) : [undefined];
  return cities.map((city) => walkAsPath({ state, from: city === undefined ? { asn } : { asn, city } }));
}

/** The site of an AS, from the sites that its PoPs reach. */
function reached(sites: readonly (string | undefined)[]): Pick<AsNode, "site" | "split"> {
  const names = [...new Set(sites)].sort();
  if (names.length === 1) return { site: names[0] ?? null };
  const share = (site: string) => sites.filter((each) => each === site).length / sites.length;
  return { split: names.filter((site) => site !== undefined).map((site) => ({ site, share: share(site) })) };
}

const sitesOf = ({ announcements }: SteadyState["problem"]): AsSite[] =>
  announcements
    .filter(({ site }, i) => announcements.findIndex((other) => other.site === site) === i)
    .map(({ site, origin, city }) => ({
      name: site,
      origin,
      ...onlyNeighbour(announcements, site),
      ...(city !== undefined && { place: city }),
    }));

/**
 * The neighbour of a site that is announced once, and to one neighbour only: then its mark stands on that link.
 * @example onlyNeighbour([{ site: "A", neighbours: [20] }, { site: "B", neighbours: [20, 30] }], "A") // { neighbour: 20 }
 */
export function onlyNeighbour(
  announcements: readonly { readonly site: string; readonly neighbours?: readonly number[] }[],
  site: string,
): Pick<AsSite, "neighbour"> {
  const [{ neighbours = [] }, ...others] = announcements.filter((each) => each.site === site);
  return others.length === 0 && neighbours.length === 1 ? { neighbour: neighbours[0] } : {};
}

/**
 * A moment while routes settle: the site each AS would reach now, including black holes and loops, messages in flight, failed
 * links and sites.
 * @example asGraphFigure({ ...momentContents(history, momentAt(history, 1500)), name: "at-1500", title: "1.5 s after" }).name // "at-1500"
 */
export function momentContents(history: History, moment: Moment): AsGraphContents {
  const { wiring, problem, links: lives } = history;
  const { ases, links } = asGraphContents(problem.topology);
  const fates = fatesAt(history, moment);
  const speakersOf = (asn: number) => wiring.speakers.filter((each) => each.asn === asn && each.router >= 0);
  const originOf = (site: string) => problem.announcements.find((each) => each.site === site)!.origin;
  const routes = forwardingAt(history, moment).flatMap(({ asn, nextHop, site }): AsRouteArrow[] => {
    if (!nextHop || nextHop.kind === "router" || site === undefined) return [];
    const to = nextHop.kind === "as" ? nextHop.asn : originOf(nextHop.site);
    return to === asn ? [] : [{ from: asn, to, site }];
  });
  const joins = (a: number, b: number) =>
    wiring.wires.filter(({ ends }) => {
      const asns = ends.map((end) => wiring.speakers[end].asn);
      return asns.includes(a) && asns.includes(b) && a !== b;
    });
  const isDown = (link: AsNodeLink) => {
    const wires = "peers" in link ? joins(...link.peers) : joins(link.provider, link.customer);
    return wires.length > 0 && wires.every(({ number }) => !valueAt(lives[number], moment.step));
  };
  return {
    ases: ases.map((as) => ({ ...as, ...fateOf(speakersOf(as.asn).map(({ number }) => fates[number])) })),
    links: links.map((link) => (isDown(link) ? { ...link, down: true } : link)),
    sites: sitesOf(problem).map((site) => (isServing(history, site.name, moment) ? site : { ...site, dead: true })),
    routes: routes.filter((each, i) => routes.findIndex(({ from, to }) => from === each.from && to === each.to) === i),
    messages: messagesAt(history, moment),
    fidelity: convergenceFidelity,
  };
}

function fateOf(fates: readonly Fate[]): Pick<AsNode, "site" | "split" | "loop"> {
  if (fates.some(({ kind }) => kind === "loop" || kind === "ttl expired")) return { loop: true, site: null };
  return reached(fates.map((fate) => (fate.kind === "delivered" ? fate.site : undefined)));
}

/** Whether a site answers, and some neighbour receives its announcement. */
function isServing({ wiring, sites, log, heardBefore }: History, name: string, { step }: Moment): boolean {
  const number = wiring.sites.findIndex((speaker) => wiring.speakers[speaker].site === name);
  if (number < 0 || !valueAt(sites[number], step)) return false;
  const channels = wiring.channels.filter(({ kind, from }) => kind === "site" && from === wiring.sites[number]);
  return channels.some((channel) => {
    for (let i = step - 1; i >= 0; i--) {
      const entry = log[i];
      if (entry.kind === "session" && entry.wire === channel.wire && !entry.up) return false;
      if ((entry.kind === "update" || entry.kind === "withdrawal") && entry.channel === channel.number)
        return entry.route !== undefined;
    }
    return heardBefore[channel.number] !== undefined;
  });
}

/** Messages between ASes. */
function messagesAt(history: History, moment: Moment): AsMessage[] {
  const { wiring } = history;
  return inFlightAt(history, moment).flatMap((entry): AsMessage[] => {
    if (entry.kind !== "update" && entry.kind !== "withdrawal") return [];
    const { kind, from, to } = wiring.channels[entry.channel];
    if (kind === "ibgp") return [];
    const progress = (moment.atMs - entry.sentMs) / Math.max(1e-9, entry.atMs - entry.sentMs);
    const ends = { from: wiring.speakers[from].asn, to: wiring.speakers[to].asn, kind: entry.kind };
    return [{ ...ends, progress, ...(entry.route ? { site: entry.route.site } : {}) }];
  });
}
