// External events of a deployment: sites that announce, withdraw or fail, links and sessions that fail. Everything else in a
// history follows from them by the rules of BGP.
import type { BgpAnnouncement } from "../bgp/index.js";

/** How a router detects a failed neighbour. Detection is most of the duration of an outage. */
export type Detection =
  /** No message for the hold time (RFC 4271, 6.5). Counted in full: the last keepalive arrived just before the failure. */
  | { readonly kind: "hold-timer"; readonly holdMs: number }
  /** `multiplier` packets in a row, one per interval, did not arrive (RFC 5880, 6.8.4). */
  | { readonly kind: "bfd"; readonly intervalMs: number; readonly multiplier: number }
  /** The port loses its signal. */
  | { readonly kind: "loss-of-light"; readonly ms: number };

/** Common values: RFC 4271's suggestion, FRR's defaults for BFD, and an interface that goes down. */
export const DETECTION = {
  holdTimer: { kind: "hold-timer", holdMs: 90_000 },
  bfd: { kind: "bfd", intervalMs: 300, multiplier: 3 },
  lossOfLight: { kind: "loss-of-light", ms: 10 },
} as const satisfies Record<string, Detection>;

/**
 * From the failure to its detection, ms.
 * @example detectionMs({ kind: "bfd", intervalMs: 300, multiplier: 3 }) // 900
 */
export function detectionMs(detection: Detection): number {
  switch (detection.kind) {
    case "hold-timer":
      return detection.holdMs;
    case "bfd":
      return detection.intervalMs * detection.multiplier;
    case "loss-of-light":
      return detection.ms;
  }
}

/** Whether the announcement of a site depends on the health of its service (RFC 4786, 4.4.1). */
export type Health =
  /** It does not: the announcement stays when the service fails. */
  { readonly kind: "static" } | HealthCheck;

/**
 * A health check acts `detectMs` after the service fails: it withdraws the route, or announces it with `dePrefer`. When the service
 * has been healthy for `holdDownMs`, it restores the announcement.
 */
export interface HealthCheck {
  readonly kind: "coupled";
  readonly detectMs: number;
  /** Defaults to 0. */
  readonly holdDownMs?: number;
  /** The changes that make the route less preferred, such as `{ prepend: 3 }`. Absent: the check withdraws the route. */
  readonly dePrefer?: AnnouncementChange;
  /**
   * How real routers run it: a probe each `intervalMs`; it acts after `fall` failures in a row, and after `rise` successes.
   * Defaults to a third of `detectMs`, 3 and 1.
   */
  readonly check?: { readonly intervalMs: number; readonly fall: number; readonly rise: number };
  /**
   * On real routers, when the check removes the service address: before or after it changes the route, or never. Defaults to "kept".
   */
  readonly address?: "kept" | "removed-before" | "removed-after";
}

/** What a health check changes of the announcement; undefined if it withdraws it, or if there is no check. */
export const dePreferOf = (health: Health): AnnouncementChange | undefined =>
  health.kind === "coupled" ? health.dePrefer : undefined;

/** The attributes that a new announcement of a site may change: to drain the site, or to prepend. */
export type AnnouncementChange = Partial<
  Pick<BgpAnnouncement, "neighbours" | "prepend" | "prependTo" | "med" | "communities" | "poison" | "originCode">
>;

/** The sessions between two ASes: all of them, or only the sessions in a city or of a site. */
export interface Between {
  readonly ends: readonly [number, number];
  readonly city?: string;
  readonly site?: string;
}

/** `at` is in ms from the start. */
export type RoutingEvent = { readonly at: number } & (
  | { readonly kind: "announce"; readonly site: string; readonly change?: AnnouncementChange }
  | { readonly kind: "withdraw"; readonly site: string }
  /** The server process fails or recovers; the site's router stays up. */
  | { readonly kind: "service-down" | "service-up"; readonly site: string }
  /** The whole site, including its router, loses or regains power: neighbours have to detect it. */
  | { readonly kind: "site-down"; readonly site: string; readonly detection?: Detection }
  | { readonly kind: "site-up"; readonly site: string }
  | ({ readonly kind: "link-down"; readonly detection?: Detection } & Between)
  | ({ readonly kind: "link-up" } & Between)
  /** The session is shut down on both sides by an operator; the link still carries packets. */
  | ({ readonly kind: "session-down" | "session-up" } & Between)
);

/** Thrown for an invalid event, timer or iBGP topology; the message names it. */
export class ConvergenceError extends Error {
  override readonly name = "ConvergenceError";
  constructor(
    message: string,
    /** The invalid event; the message begins with its place in the list, "events[2]". */
    readonly event?: RoutingEvent,
  ) {
    super(message);
  }
}

/**
 * An event in words.
 * @example describeEvent({ at: 1000, kind: "site-down", site: "A", detection: DETECTION.bfd }) // "Site A loses power"
 */
export function describeEvent(event: RoutingEvent): string {
  if ("ends" in event) {
    const [a, b] = event.ends;
    const where = `${event.city ? ` in ${event.city}` : ""}${event.site ? ` at site ${event.site}` : ""}`;
    const [what, state] = event.kind.split("-");
    return `${what === "link" ? "Link" : "Session"} AS${a} - AS${b}${where} goes ${state}`;
  }
  switch (event.kind) {
    case "announce":
      return `Site ${event.site} announces${event.change ? `, now with ${Object.keys(event.change).join(", ")}` : ""}`;
    case "withdraw":
      return `Site ${event.site} withdraws`;
    case "service-down":
      return `The service at site ${event.site} fails`;
    case "service-up":
      return `The service at site ${event.site} is back`;
    case "site-down":
      return `Site ${event.site} loses power`;
    case "site-up":
      return `Site ${event.site} is back`;
  }
}
