// The best route of a speaker, updated message by message. Without MED the rules order all routes, so a single comparison is
// enough; with MED the decision process runs over all routes the speaker received.
import { decide, type RouteAtRouter, type Rule } from "../bgp/index.js";

/** A route in an Adj-RIB-In. */
export interface HeldRoute extends RouteAtRouter {
  /** The channel over which the speaker receives it; -1 for its own. */
  readonly via: number;
  /**
   * The speakers of the AS that passed it on, starting with the one that received it over eBGP: ORIGINATOR_ID and CLUSTER_LIST in
   * one (RFC 4456).
   */
  readonly passed: readonly number[];
}

/** What each channel last delivered, by channel number: the Adj-RIBs-In of all speakers. */
export type Heard = readonly (HeldRoute | undefined)[];

/** The whole decision process over some channels. */
export function choose(heard: Heard, channels: readonly number[], rules: readonly Rule[]): HeldRoute | undefined {
  const candidates: HeldRoute[] = [];
  for (const channel of channels) {
    const route = heard[channel];
    if (route) candidates.push(route);
  }
  return decide(candidates, rules).left[0];
}

/**
 * The same, given the best route before `changed` delivered something new. Valid only when the rules order all routes: MED does
 * not (it compares only routes of one neighbouring AS).
 */
export function chooseAgain(
  heard: Heard,
  channels: readonly number[],
  rules: readonly Rule[],
  used: HeldRoute | undefined,
  changed: number,
): HeldRoute | undefined {
  const route = heard[changed];
  if (used === undefined) return route;
  if (used.via !== changed) return route && isBetter(route, used, rules) ? route : used;
  if (route && !isBetter(used, route, rules)) return route;
  let best: HeldRoute | undefined;
  for (const channel of channels) {
    const other = heard[channel];
    if (other && (!best || isBetter(other, best, rules))) best = other;
  }
  return best;
}

function isBetter(a: HeldRoute, b: HeldRoute, rules: readonly Rule[]): boolean {
  for (const rule of rules) {
    const difference = rule.compare(a, b);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Whether two routes are equivalent for forwarding and export. */
export function isSameRoute(a: HeldRoute | undefined, b: HeldRoute | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return a.via === b.via && a.announcement === b.announcement && a.session === b.session && isSamePath(a.path, b.path);
}

export function isSamePath(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
