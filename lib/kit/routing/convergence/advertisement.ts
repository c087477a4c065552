// What a speaker has to say over one channel, given what it uses: between ASes by the policies that all engines share, inside an
// AS by the rules of iBGP and route reflection (RFC 4456, section 6).
import {
  hear,
  ownRoute,
  mayExport,
  type ResolvedProblem,
  type BgpRoute,
  type RouteAtRouter,
  type Session,
} from "../bgp/index.js";
import { isSamePath, type HeldRoute } from "./loc-rib.js";
import type { Channel, Wiring } from "./speakers.js";
import { isAnnounced, NOTHING, type SessionState, type Advertisement } from "./state.js";

export function isSameTelling(a: Advertisement, b: Advertisement): boolean {
  if (a === b) return true;
  return (
    a.kind === b.kind && a.announcement === b.announcement && a.session === b.session && isSamePath(a.path, b.path)
  );
}

/** Whether a speaker that uses this route may tell peers and providers of it, and not only customers and its own AS. */
export function isForAll({ problem, wiring }: SessionState, speaker: number, route: HeldRoute | undefined): boolean {
  if (!route || route.learned === "own") return false;
  return mayExport(route.learned, "peer", problem.policies.get(wiring.speakers[speaker].index)?.leak);
}

export function tellingOver(exchange: SessionState, number: number): Advertisement {
  const { problem, wiring } = exchange;
  const channel = wiring.channels[number];
  if (channel.kind === "site") return siteTells(exchange, channel);
  const used = exchange.used[channel.from];
  if (!used || used.learned === "own") return NOTHING; // a site tells for itself
  if (channel.kind === "ibgp") return tellsInside(wiring, channel, used);
  return acrossTheBorder(problem, channel, channel.session!, used);
}

/** A site with its announcement; the AS it belongs to says nothing more about the prefix. */
function siteTells({ problem, versions, wiring, sites }: SessionState, channel: Channel): Advertisement {
  const state = sites[versions.siteNumber(wiring.speakers[channel.from].site!)];
  const session = channel.versions!.get(state.version);
  if (!isAnnounced(state) || !session) return NOTHING;
  return acrossTheBorder(problem, channel, session, ownRoute(problem, problem.announcements[state.version]));
}

function acrossTheBorder(
  problem: ResolvedProblem,
  { number }: Channel,
  session: Session,
  used: BgpRoute,
): Advertisement {
  const heard = hear(problem, session, used);
  const { announcement, path } = used;
  if ("route" in heard)
    return { kind: "route", announcement, path, session: undefined, route: held(heard.route, number) };
  // What the teller's policy keeps back is never sent; what the hearer's policy drops has still been said.
  return heard.by === "teller" ? NOTHING : { kind: "route", announcement, path, refused: heard.refused };
}

const none: readonly number[] = [];

/** Written out, not spread: this runs for every message. */
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
 * Inside an AS a router tells what it heard from outside. What it heard inside it keeps, unless it is a route reflector: that
 * tells clients everything, and everybody what it heard from clients.
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
    route: { ...shown, via: number, passed: [...used.passed, from] },
  };
}
