// A link-state IGP (OSPF, RFC 2328) at rest: every router computes shortest paths over the same map and fills its FIB. When
// several routers announce one prefix, each router uses the nearest announcer: this is anycast inside a domain.
import { compareRoutes, type Fib, type Fibs, type NextHop, type Route } from "./fib.js";
import { NetworkError, router as routerOf, type Network } from "./network.js";
import type { Prefix } from "./prefix.js";
import { compileNetwork, shortestPaths, type CompiledNetwork } from "./spf.js";

/** A prefix announced into the IGP: a site attached to a router. */
export interface IgpAnnouncement {
  readonly prefix: Prefix;
  readonly router: string;
  readonly site: string;
  /** Metric added to every path to this announcement. Defaults to 0. */
  readonly metric?: number;
}

/**
 * The FIB of every router once the IGP has converged. Equally short ways, also ways to different sites, are all kept.
 * @example igpFibs(network, deployment.announcements).size // 11
 * @throws NetworkError if an announcement names an unknown router
 */
export function igpFibs(network: Network, announcements: readonly IgpAnnouncement[]): Fibs {
  const compiled = compileNetwork(network);
  const routes = network.routers.map((): Route[] => []);
  for (const group of byPrefix(announcements)) {
    for (const { router, metric = 0, site } of group) {
      routerOf(network, router);
      if (!(metric >= 0)) throw new NetworkError(`Site ${site}: the metric must be 0 or more (got ${metric}).`);
    }
    addRoutes(compiled, group, routes);
  }
  return new Map(
    compiled.ids.map((id, i): [string, Fib] => [id, { router: id, routes: routes[i].sort(compareRoutes) }]),
  );
}

function byPrefix(announcements: readonly IgpAnnouncement[]): IgpAnnouncement[][] {
  const groups = new Map<string, IgpAnnouncement[]>();
  for (const each of announcements) {
    const group = groups.get(each.prefix.text);
    if (group) group.push(each);
    else groups.set(each.prefix.text, [each]);
  }
  return [...groups.values()];
}

/** Adds the route to one prefix at every router that can reach an announcer of it. */
function addRoutes(network: CompiledNetwork, announcements: readonly IgpAnnouncement[], routes: Route[][]): void {
  const { ids, offsets, targets, costs } = network;
  const roots = announcements.map((each) => ({ router: network.indexOf.get(each.router)!, metric: each.metric ?? 0 }));
  const { distance, order } = shortestPaths(network, roots);
  for (const here of order) {
    const nextHops: NextHop[] = announcements
      .filter((_, i) => roots[i].router === here && roots[i].metric === distance[here])
      .map(({ site }) => ({ kind: "site", site }));
    const connected = nextHops.length > 0;
    for (let e = offsets[here]; e < offsets[here + 1]; e++)
      if (distance[targets[e]] + costs[e] === distance[here])
        nextHops.push({ kind: "router", router: ids[targets[e]] });
    routes[here].push({
      prefix: announcements[0].prefix,
      source: connected ? "connected" : "igp",
      metric: distance[here],
      nextHops: nextHops.sort(compareNextHops),
    });
  }
}

const label = (hop: NextHop) => (hop.kind === "site" ? `0${hop.site}` : `1${hop.router}`);
const compareNextHops = (a: NextHop, b: NextHop) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0);
