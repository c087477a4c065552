// What happens to a deployment from outside, and when: sites that announce, withdraw or die, links and sessions that fail.
// Everything else in a history follows from these by the rules of BGP.
import type { BgpAnnouncement } from "../bgp/index.js";

/** How a router notices that a neighbour is gone. What it takes to notice is most of what a failure costs. */
export type Detection =
  /** No message for the hold time (RFC 4271, 6.5). Counted in full: the last keepalive came just before the failure. */
  | { readonly kind: "hold-timer"; readonly holdMs: number }
  /** `multiplier` packets in a row, one each interval, did not come (RFC 5880, 6.8.4). */
  | { readonly kind: "bfd"; readonly intervalMs: number; readonly multiplier: number }
  /** The port goes dark. */
  | { readonly kind: "loss-of-light"; readonly ms: number };

/** What is in use: RFC 4271's suggestion, FRR's defaults for BFD, and an interface that goes down. */
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

/** Whether the routing daemon at a site knows how the service is (RFC 4786, 4.4.1). */
export type Health =
  /** It does not: the announcement stays, whatever happens to the service. */
  | { readonly kind: "static" }
  /** A health check withdraws the route `detectMs` after the service died, and announces it when it has been well for `holdDownMs`. */
  | { readonly kind: "coupled"; readonly detectMs: number; readonly holdDownMs?: number };

/** What an announcement may say otherwise when it is made again: to drain a site, or to prepend. */
export type AnnouncementChange = Partial<
  Pick<BgpAnnouncement, "neighbours" | "prepend" | "prependTo" | "med" | "communities" | "poison" | "originCode">
>;

/** The sessions between two ASes: all of them, or those that meet in a city or belong to a site. */
export interface Between {
  readonly ends: readonly [number, number];
  readonly city?: string;
  readonly site?: string;
}

/** `at` is in ms from the start. */
export type RoutingEvent = { readonly at: number } & (
  | { readonly kind: "announce"; readonly site: string; readonly change?: AnnouncementChange }
  | { readonly kind: "withdraw"; readonly site: string }
  /** The server process dies or comes back; the site's router lives. */
  | { readonly kind: "service-down" | "service-up"; readonly site: string }
  /** The whole site loses power or gets it back, its router too: neighbours have to notice. */
  | { readonly kind: "site-down"; readonly site: string; readonly detection?: Detection }
  | { readonly kind: "site-up"; readonly site: string }
  | ({ readonly kind: "link-down"; readonly detection?: Detection } & Between)
  | ({ readonly kind: "link-up" } & Between)
  /** The session is closed on both sides by hand; the link still carries packets. */
  | ({ readonly kind: "session-down" | "session-up" } & Between)
);

/** Thrown for an event, a timer or an inside of an AS that cannot be; the message names it. */
export class ConvergenceError extends Error {
  override readonly name = "ConvergenceError";
}

/** An event in words. */
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
      return `The service at site ${event.site} dies`;
    case "service-up":
      return `The service at site ${event.site} is back`;
    case "site-down":
      return `Site ${event.site} goes dark`;
    case "site-up":
      return `Site ${event.site} is back`;
  }
}
