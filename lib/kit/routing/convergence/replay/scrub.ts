// Random access to a history: any instant, any step, forward and back. A moment is a log position: the state after its first entries.
import { describeEvent } from "../events.js";
import { valueAt, type History, type LogEntry } from "./history.js";
import type { HeldRoute } from "../loc-rib.js";

/** A place in a history. */
export interface Moment {
  /** Number of log entries so far. */
  readonly step: number;
  readonly atMs: number;
}

/**
 * The moment after all events up to and at `atMs`.
 * @example momentAt(history, 1000).step // 3
 */
export function momentAt({ log }: History, atMs: number): Moment {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log[middle].atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return { step: low, atMs };
}

/**
 * The moment after the first `step` entries; clamped to the history.
 * @example momentAfter(history, 2).atMs // 1000
 */
export function momentAfter({ log }: History, step: number): Moment {
  const kept = Math.min(Math.max(Math.trunc(step), 0), log.length);
  return { step: kept, atMs: kept === 0 ? 0 : log[kept - 1].atMs };
}

/**
 * The moment one log entry later; the last one stays.
 * @example stepForward(history, momentAfter(history, 2)).step // 3
 */
export const stepForward = (history: History, { step }: Moment): Moment => momentAfter(history, step + 1);
/**
 * The moment one log entry earlier; the first one stays.
 * @example stepBack(history, momentAfter(history, 2)).step // 1
 */
export const stepBack = (history: History, { step }: Moment): Moment => momentAfter(history, step - 1);

/**
 * The log entries after `fromMs`, up to and at `toMs`.
 * @example entriesBetween(history, 0, 1000).map(({ kind }) => kind) // ["event","site","link"]
 */
export function entriesBetween(history: History, fromMs: number, toMs: number): readonly LogEntry[] {
  return history.log.slice(momentAt(history, fromMs).step, momentAt(history, toMs).step);
}

/** Where a speaker sends packets to the prefix. */
export interface Forwarding {
  readonly asn: number;
  /** The router's city, where the AS has several. */
  readonly city?: string;
  /** Absent when it has no route. */
  readonly nextHop?:
    | { readonly kind: "site"; readonly site: string }
    | { readonly kind: "as"; readonly asn: number }
    | { readonly kind: "router"; readonly city: string };
  /** The AS path of the route in use. */
  readonly path?: readonly number[];
  /** The site that the route was announced by. */
  readonly site?: string;
}

/**
 * The forwarding state: every router, by ascending ASN.
 * @example forwardingAt(history, momentAt(history, 500)).map(({ asn, site }) => `AS${asn} ${site}`) // ["AS10 A","AS20 B","AS30 A","AS64501 A","AS64502 B"]
 */
export function forwardingAt(history: History, { step }: Moment): Forwarding[] {
  const { wiring, best } = history;
  const routers = wiring.speakers.filter(({ router }) => router >= 0);
  return routers.map(({ number, asn, city }) => {
    const route = valueAt(best[number], step);
    const here = { asn, ...(city !== undefined && { city }) };
    return route ? { ...here, nextHop: nextHopOf(history, number, route), path: route.path, site: route.site } : here;
  });
}

function nextHopOf({ wiring, problem }: History, speaker: number, route: HeldRoute): Forwarding["nextHop"] {
  if (route.via < 0) return { kind: "site", site: route.site };
  const { kind, from } = wiring.channels[route.via];
  if (kind === "site") return { kind: "site", site: route.site };
  if (kind === "ebgp") return { kind: "as", asn: wiring.speakers[from].asn };
  const exit = wiring.speakers[wiring.speakerOf(wiring.speakers[speaker].index, route.session!.localPop)];
  return { kind: "router", city: exit.city ?? problem.topology.asns[exit.index].toString() };
}

/**
 * Messages in flight at a moment.
 * @example inFlightAt(history, momentAt(history, 1910)).length // 1
 */
export function inFlightAt({ log }: History, { step }: Moment): readonly Extract<LogEntry, { sentMs: number }>[] {
  const found: Extract<LogEntry, { sentMs: number }>[] = [];
  for (let i = step; i < log.length; i++) {
    const entry = log[i];
    if ("sentMs" in entry && entry.sentStep <= step) found.push(entry);
  }
  return found;
}

/**
 * The Adj-RIB-In of a speaker at a moment: what each channel last delivered, by channel number.
 * @example heardAt(history, history.wiring.speakerOf(indexOfAs(small, 10), 0), momentAt(history, 500)).size // 2
 */
export function heardAt(history: History, speaker: number, { step }: Moment): ReadonlyMap<number, HeldRoute> {
  const { log, wiring, heardBefore } = history;
  const heard = new Map<number, HeldRoute>();
  for (const channel of wiring.hears[speaker]) {
    const route = heardBefore[channel];
    if (route) heard.set(channel, route);
  }
  const own = new Set(wiring.hears[speaker]);
  for (let i = 0; i < step; i++) {
    const entry = log[i];
    if (entry.kind === "session" && !entry.up)
      for (const channel of wiring.wires[entry.wire].channels) heard.delete(channel);
    if ((entry.kind !== "update" && entry.kind !== "withdrawal" && entry.kind !== "reuse") || !own.has(entry.channel))
      continue;
    if (entry.route) heard.set(entry.channel, entry.route);
    else heard.delete(entry.channel);
  }
  return heard;
}

/**
 * One log entry in words.
 * @example describeEntry(history, history.log[2]) // "The link between site A and AS30 carries no packets"
 */
export function describeEntry({ wiring }: Pick<History, "wiring">, entry: LogEntry): string {
  const name = (speaker: number): string => {
    const { asn, city, site, router } = wiring.speakers[speaker];
    if (site !== undefined) return `site ${site}`;
    return `AS${asn}${router > 0 || (city && wiring.speakers[speaker + 1]?.asn === asn) ? ` in ${city}` : ""}`;
  };
  switch (entry.kind) {
    case "event":
      return describeEvent(entry.event);
    case "update": {
      const { from, to } = wiring.channels[entry.channel];
      if (!entry.route) return `${name(to)} drops an update from ${name(from)}: ${entry.refused?.kind ?? "refused"}`;
      return `${name(to)} receives from ${name(from)} path ${entry.route.path.join(" ")}`;
    }
    case "withdrawal": {
      const { from, to } = wiring.channels[entry.channel];
      return `${name(to)} receives a withdrawal from ${name(from)}`;
    }
    case "reuse": {
      const { from, to } = wiring.channels[entry.channel];
      return `${name(to)} no longer damps the route of ${name(from)}`;
    }
    case "best":
      return entry.route
        ? `${name(entry.speaker)} uses ${entry.route.path.length > 0 ? `path ${entry.route.path.join(" ")}` : "its own route"} to site ${entry.route.site}`
        : `${name(entry.speaker)} has no route`;
    case "session":
    case "link": {
      const [a, b] = wiring.wires[entry.wire].ends;
      // The ports may be up: behind a switch a router sees no difference until it detects the failure.
      const state = entry.kind === "link" ? ["carries no packets", "carries packets again"] : ["is down", "is up"];
      return `The ${entry.kind} between ${name(a)} and ${name(b)} ${state[Number(entry.up)]}`;
    }
    case "site":
      return `Site ${wiring.speakers[wiring.sites[entry.site]].site} ${entry.answers ? "answers" : "does not answer"}`;
  }
}
