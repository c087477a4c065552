// What a speaker advertises over one channel, given its best route: between ASes by the policies that all engines share, inside
// an AS by the rules of iBGP and route reflection (RFC 4456, section 6).
import {
  exportRefusal,
  imported,
  isUnmarked,
  ownRoute,
  mayExport,
  pathSent,
  type ResolvedProblem,
  type BgpRoute,
  type RouteAtRouter,
  type Session,
} from "../bgp/index.js";
import { isSamePath, type HeldRoute } from "./loc-rib.js";
import type { Channel, Wiring } from "./speakers.js";
import { announcedBy, NOTHING, type SessionState, type Advertisement, type Message } from "./state.js";

export function isSameTelling(a: Advertisement, b: Advertisement): boolean {
  if (a === b) return true;
  return (
    a.kind === b.kind && a.announcement === b.announcement && a.session === b.session && isSamePath(a.path, b.path)
  );
}

/** Whether a speaker may export this route to peers and providers, and not only to customers and inside its own AS. */
function isForAll({ problem, wiring }: SessionState, speaker: number, route: HeldRoute | undefined): boolean {
  if (!route || route.learned === "own") return false;
  return mayExport(route.learned, "peer", problem.policies.get(wiring.speakers[speaker].index)?.leak);
}

/** From now on a speaker uses this route, and advertises it. */
export function use(exchange: SessionState, speaker: number, route: HeldRoute | undefined): void {
  exchange.used[speaker] = route;
  exchange.saysToAll[speaker] = Number(isForAll(exchange, speaker, route));
  // A site advertises its own route.
  exchange.says[speaker] =
    route && route.learned !== "own"
      ? { kind: "route", announcement: route.announcement, path: route.path, best: route }
      : NOTHING;
}

/** What a speaker says over a channel. The receiver's import, which costs most, waits until it is sent: see messageWith. */
export function tellingOver(exchange: SessionState, number: number): Advertisement {
  const { wiring, says, saysToAll, used, problem } = exchange;
  if (number >= wiring.between) return tellsSiteOrInside(exchange, wiring.channels[number]);
  // To another AS. Numbers are read before objects, for most channels instead of them: this runs for each channel at each change.
  const from = wiring.tellerOf[number];
  const telling = says[from];
  if (telling === NOTHING) return NOTHING;
  const route = used[from]!;
  if (isUnmarked(problem.announcements[route.announcement])) {
    if (!saysToAll[from] && !wiring.isToCustomer[number]) return NOTHING;
    return route.neighbour === wiring.hearerAsn[number] ? NOTHING : telling;
  }
  return exportRefusal(problem, wiring.channels[number].session!, route) ? NOTHING : telling;
}

function tellsSiteOrInside(exchange: SessionState, channel: Channel): Advertisement {
  if (channel.kind === "site") return siteTells(exchange, channel);
  const used = exchange.used[channel.from];
  return used && used.learned !== "own" ? tellsInside(exchange.wiring, channel, used) : NOTHING;
}

/** A site with its announcement; its AS advertises nothing more for the prefix. A route of one's own is never refused. */
function siteTells(exchange: SessionState, channel: Channel): Advertisement {
  const { problem, versions, wiring, sites } = exchange;
  const announcement = announcedBy(exchange, sites[versions.siteNumber(wiring.speakers[channel.from].site!)]);
  const over = channel.versions!.get(announcement);
  if (!over) return NOTHING;
  const best = ownRoute(problem, problem.announcements[announcement]);
  return { kind: "route", announcement, path: best.path, best, over };
}

/** The message that carries an advertisement, with the route that it brings its receiver, or the reason why the receiver drops it. */
export function messageWith(exchange: SessionState, channel: number, telling: Advertisement): Message {
  const { problem, wiring, nowMs: sentMs, log } = exchange;
  const { best, inside, over = wiring.channels[channel].session! } = telling;
  const sentStep = log.length;
  if (!best) return { telling, route: inside, refused: undefined, sentMs, sentStep, next: undefined };
  const heard = imported(problem, over, best, pathOf(problem, over, telling, best));
  return "route" in heard
    ? { telling, route: held(heard.route, channel), refused: undefined, sentMs, sentStep, next: undefined }
    : { telling, route: undefined, refused: heard.refused, sentMs, sentStep, next: undefined };
}

/** The path of an advertisement as it is sent: one array for all neighbours if it is the same to all. */
function pathOf(problem: ResolvedProblem, over: Session, telling: Advertisement, best: BgpRoute): readonly number[] {
  if (best.learned === "own" || !isUnmarked(problem.announcements[best.announcement]))
    return pathSent(problem, over, best);
  return (telling.sentPath ??= pathSent(problem, over, best));
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
