// A packet's path while routes converge: each router uses its route at that instant. Routers that do not yet agree send packets
// into loops, and a route over a failed link or to a failed site is a black hole.
import { findAs, UnknownAsError } from "../../../topology/index.js";
import { discards } from "../../bgp/index.js";
import { indexAt, valueAt, type History, type Timeline } from "./history.js";
import { momentAt, type Moment } from "./scrub.js";

export type Fate =
  | { readonly kind: "delivered"; readonly site: string }
  | { readonly kind: "black hole"; readonly why: "no route" | "link down" | "failed site" | "discarded" }
  /** The packet comes back to a router while nothing changes: it will loop until its TTL expires. */
  | { readonly kind: "loop" }
  | { readonly kind: "ttl expired" };

export interface WalkAt {
  readonly fate: Fate;
  /**
   * The ASes of the path, starting where the packet starts. An AS is named again for each router of it, and in each round of a
   * loop.
   */
  readonly ases: readonly number[];
  /** The routers of the path, as speaker numbers; parallel to `ases`. */
  readonly speakers: readonly number[];
  /** One-way delay until the end of the path, ms. */
  readonly oneWayMs: number;
}

export interface WalkAtOptions {
  /** Or the histories of several prefixes that all cover the destination: each router uses the longest it has a route for. */
  readonly history: History | readonly History[];
  /** The AS the packet starts in. */
  readonly from: number;
  /** The number of the PoP it starts at. Defaults to 0, the first. */
  readonly pop?: number;
  /** When: a time in ms, or a moment. */
  readonly at: number | Moment;
  /**
   * "frozen": everything stays as it is at that instant. "running": hops take time, and routes change meanwhile. Defaults to
   * "frozen".
   */
  readonly clock?: "frozen" | "running";
  /** Hops before the packet is dropped. Defaults to 64. */
  readonly ttl?: number;
}

/** Reads the value of a timeline at a log position. */
type Read = <T>(timeline: Timeline<T>, step: number, history: History) => T;

/**
 * Follows a packet at an instant of a history: its fate, the ASes it passes, and the one-way delay in ms.
 * @example walkAt({ history, from: 10, at: 1000 }).fate // { kind: "black hole", why: "failed site" }
 * @throws UnknownAsError
 */
export const walkAt = (options: WalkAtOptions): WalkAt => walk(options, valueAt);

/**
 * A walk through the state at one instant, and the time in ms until which it stays the same: the next change of a route, link
 * or site on it. Infinity if none of them does. @throws UnknownAsError
 */
export function walkUntil(options: Omit<WalkAtOptions, "clock">): WalkAt & { readonly untilMs: number } {
  let untilMs = Infinity;
  const walked = walk(options, (timeline, step, { log }) => {
    const i = indexAt(timeline, step);
    if (i + 1 < timeline.steps.length) untilMs = Math.min(untilMs, log[timeline.steps[i + 1] - 1].atMs);
    return timeline.values[i];
  });
  return { ...walked, untilMs };
}

function walk({ history, from, pop = 0, at, clock = "frozen", ttl = 64 }: WalkAtOptions, read: Read): WalkAt {
  const histories = longestFirst(history);
  const startMs = typeof at === "number" ? at : at.atMs;
  const { problem, wiring } = histories[0];
  const index = findAs(problem.topology, from);
  if (index < 0) throw new UnknownAsError(from, problem.topology, "The packet's start: ");
  let here = wiring.speakerOf(index, Math.min(pop, problem.routers(index).length - 1));
  const speakers = [here];
  const ases = [from];
  let oneWayMs = 0;
  const stepAt = (one: History): number =>
    typeof at === "number" || histories.length > 1 ? momentAt(one, startMs).step : at.step;
  const frozen = histories.map(stepAt);
  const stepOf = (one: History): number =>
    clock === "running" ? momentAt(one, startMs + oneWayMs).step : frozen[histories.indexOf(one)];
  const end = (fate: Fate): WalkAt => ({ fate, ases, speakers, oneWayMs });
  for (let left = ttl; left > 0; left--) {
    const used = histories.find((one) => read(one.best[here], stepOf(one), one)) ?? histories[0];
    const hop = hopAt(used, here, stepOf(used), read);
    if ("kind" in hop) return end(hop);
    oneWayMs += hop.delayMs;
    const isBack = speakers.includes(hop.to);
    here = hop.to;
    speakers.push(here);
    ases.push(used.wiring.speakers[here].asn);
    // A site uses no table: it takes the packet, or has failed.
    if (used.wiring.speakers[here].site !== undefined) {
      const taken = hopAt(used, here, stepOf(used), read);
      if ("kind" in taken) return end(taken);
    }
    if (clock === "frozen" && isBack) return end({ kind: "loop" });
  }
  return end({ kind: "ttl expired" });
}

/** One history, or several with the longest prefix first. */
export function longestFirst(history: History | readonly History[]): readonly History[] {
  const histories: readonly History[] = "log" in history ? [history] : history;
  if (histories.length === 0) throw new RangeError("Expected at least one history.");
  return [...histories].sort((a, b) => b.problem.prefix.length - a.problem.prefix.length);
}

/** What a router or a site does with a packet at a log position: the packet's fate, or the next router. */
export function hopAt(
  history: History,
  speaker: number,
  step: number,
  read: Read = valueAt,
): Fate | { readonly to: number; readonly delayMs: number } {
  const { wiring, best, links, sites, siteOf } = history;
  const arrive = (site: number): Fate =>
    read(sites[site], step, history)
      ? { kind: "delivered", site: wiring.speakers[wiring.sites[site]].site! }
      : { kind: "black hole", why: "failed site" };
  const { router, index } = wiring.speakers[speaker];
  if (router < 0) return arrive(wiring.sites.indexOf(speaker));
  const route = read(best[speaker], step, history);
  if (!route) return { kind: "black hole", why: "no route" };
  if (discards(history.problem, index, route.announcement)) return { kind: "black hole", why: "discarded" };
  if (route.via < 0) return arrive(siteOf[route.announcement]);
  const channel = wiring.channels[route.via];
  // Inside the AS the IGP takes it to the router that received the route over eBGP, whichever router reflected it.
  const to = channel.kind === "ibgp" ? wiring.speakerOf(index, route.session!.localPop) : channel.from;
  if (channel.kind === "site" && !read(sites[wiring.sites.indexOf(to)], step, history))
    return arrive(wiring.sites.indexOf(to));
  if (channel.kind !== "ibgp" && !read(links[channel.wire], step, history))
    return { kind: "black hole", why: "link down" };
  return { to, delayMs: wiring.delayMs[channel.wire] };
}

/**
 * The fate of a packet from every router at one moment, by speaker number; each router is visited once.
 * @example fatesAt(history, momentAt(history, 1000)).filter(({ kind }) => kind === "black hole").length // 4
 */
export function fatesAt(history: History, { step }: Moment): readonly Fate[] {
  const fates: (Fate | undefined)[] = history.wiring.speakers.map(() => undefined);
  const LOOP: Fate = { kind: "loop" };
  for (let speaker = 0; speaker < fates.length; speaker++) {
    const trail: number[] = [];
    let here = speaker;
    let fate = fates[here];
    while (!fate) {
      trail.push(here);
      fates[here] = LOOP; // a path that returns here is a loop
      const hop = hopAt(history, here, step);
      if ("kind" in hop) fate = hop;
      else {
        here = hop.to;
        fate = fates[here];
      }
    }
    for (const passed of trail) fates[passed] = fate;
  }
  return fates as readonly Fate[];
}
