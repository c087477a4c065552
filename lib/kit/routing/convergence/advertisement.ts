// What a speaker advertises over one channel, given its best route: between ASes by the policies that all engines share, inside
// an AS by the rules of iBGP and route reflection (RFC 4456, section 6).
import {
  exportRefusal,
  imported,
  ownRoute,
  mayExport,
  type ResolvedProblem,
  type BgpRoute,
  type RouteAtRouter,
  type Session,
} from "../bgp/index.js";
import { isSamePath, type HeldRoute } from "./loc-rib.js";
import type { Channel, Wiring } from "./speakers.js";
import { announcedBy, NOTHING, type SessionState, type Advertisement, type Arrival } from "./state.js";

export function isSameTelling(a: Advertisement, b: Advertisement): boolean {
  if (a === b) return true;
  return (
    a.kind === b.kind && a.announcement === b.announcement && a.session === b.session && isSamePath(a.path, b.path)
  );
}

/** Whether a speaker may export this route to peers and providers, and not only to customers and inside its own AS. */
export function isForAll({ problem, wiring }: SessionState, speaker: number, route: HeldRoute | undefined): boolean {
  if (!route || route.learned === "own") return false;
  return mayExport(route.learned, "peer", problem.policies.get(wiring.speakers[speaker].index)?.leak);
}

/** What a speaker says over a channel. The receiver's import, which costs most, waits until it is sent: see arrivalOf. */
export function tellingOver(exchange: SessionState, number: number): Advertisement {
  const { problem, wiring } = exchange;
  const channel = wiring.channels[number];
  if (channel.kind === "site") return siteTells(exchange, channel);
  const used = exchange.used[channel.from];
  if (!used || used.learned === "own") return NOTHING; // a site advertises its own route
  if (channel.kind === "ibgp") return tellsInside(wiring, channel, used);
  return acrossTheBorder(problem, channel.session!, used);
}

/** A site with its announcement; its AS advertises nothing more for the prefix. */
function siteTells(exchange: SessionState, channel: Channel): Advertisement {
  const { problem, versions, wiring, sites } = exchange;
  const announcement = announcedBy(exchange, sites[versions.siteNumber(wiring.speakers[channel.from].site!)]);
  const session = channel.versions!.get(announcement);
  if (!session) return NOTHING;
  return acrossTheBorder(problem, session, ownRoute(problem, problem.announcements[announcement]));
}

/** A route that the sender's policy suppresses is never sent. One that the receiver's policy drops is. */
function acrossTheBorder(problem: ResolvedProblem, session: Session, best: BgpRoute): Advertisement {
  if (exportRefusal(problem, session, best)) return NOTHING;
  const { announcement, path } = best;
  return { kind: "route", announcement, path, exported: { session, best } };
}

/** The route that a message brings its receiver, or the reason why the receiver drops it; nothing for a withdrawal. */
export function arrivalOf(problem: ResolvedProblem, channel: number, { exported, inside }: Advertisement): Arrival {
  if (!exported) return { route: inside };
  const heard = imported(problem, exported.session, exported.best);
  return "route" in heard ? { route: held(heard.route, channel) } : { refused: heard.refused };
}

const none: readonly number[] = [];

/** Field by field instead of spread: this runs for every message. */
function held(route: BgpRoute, via: number): HeldRoute {
  const { site, announcement, path, learned, neighbour, localPref, originCode, med, routerId, session } = route;
  return {
    site,
    announcement,
    path,
    learned,
    neighbour,
    localPref,
    originCode,
    med,
    routerId,
    session,
    heardBy: "ebgp",
    igpCost: 0,
    via,
    passed: none,
  };
}

/**
 * Inside an AS a router advertises its eBGP routes. It does not pass on iBGP routes unless it is a route reflector: a reflector
 * sends everything to clients, and routes of clients to every router.
 */
function tellsInside(wiring: Wiring, { number, from, to }: Channel, used: HeldRoute): Advertisement {
  const { index, router } = wiring.speakers[from];
  const hearer = wiring.speakers[to].router;
  const { isClientOf, cost } = wiring.insideOf(index);
  if (used.heardBy === "ibgp") {
    const heardFrom = wiring.speakers[wiring.channels[used.via].from].router;
    if (!isClientOf(heardFrom, router) && !isClientOf(hearer, router)) return NOTHING;
    if (used.passed.includes(to)) return NOTHING;
  }
  const { announcement, path, session } = used;
  const exit = session!.localPop;
  const shown: RouteAtRouter = { ...used, heardBy: "ibgp", igpCost: cost(hearer, exit), routerId: exit };
  return {
    kind: "route",
    announcement,
    path,
    session,
    inside: { ...shown, via: number, passed: [...used.passed, from] },
  };
}
