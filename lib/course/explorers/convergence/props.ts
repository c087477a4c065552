// The data of "watch routes settle": a small AS graph, sites, clients; and the options of its controls.
import { DETECTION, type BgpAnnouncement, type BgpPolicies, type Detection, type Mrai } from "anycast-kit/routing";
import type { AsGraph } from "anycast-kit/topology";

/** What happens to a site, as labelled in the control. */
export const HAPPENINGS = ["loses power", "loses its service", "withdraws", "drains, then withdraws", "flaps"] as const;
/** How neighbours notice that a site is dark (RFC 5880; RFC 4271, 10), and what that is for the library. */
export const NOTICED = {
  "loss of light, 0.01 s": DETECTION.lossOfLight,
  "BFD, 0.9 s": DETECTION.bfd,
  "hold timer, 30 s": { kind: "hold-timer", holdMs: 30_000 },
  "hold timer, 90 s": DETECTION.holdTimer,
  "hold timer, 180 s": { kind: "hold-timer", holdMs: 180_000 },
} as const satisfies Readonly<Record<string, Detection>>;
export const DETECTIONS = Object.keys(NOTICED) as (keyof typeof NOTICED)[];
/** How the announcement depends on the service (RFC 4786, 4.4.1). */
export const ANNOUNCEMENTS = ["a static route", "a health check, 3 s", "a health check, 3 s, hold-down 30 s"] as const;
export const MRAIS = ["off", "on"] as const;

/** The data `explore("convergence", ...)` takes. */
export interface ConvergenceProps {
  /** Up to 40 ASes, as `defineAsGraph` returns them. */
  readonly topology: AsGraph;
  /** One for each site; sites are named by letters A to H. */
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies?: BgpPolicies;
  /** ASNs of the clients. Defaults to the ASes without customers that announce nothing. */
  readonly clients?: readonly number[];
  /** Queries of each client per second. Defaults to 1,000. */
  readonly perSecond?: number;
  /** One-way delay of a link, ms. Defaults to 10 to 60. */
  readonly linkDelayMs?: number | readonly [number, number];
  /** The MRAI when it is on. Defaults to 30 s, for advertisements only. */
  readonly mrai?: Mrai;
  /** For link delays and jitter. Defaults to 1. */
  readonly seed?: number;
  /** Initial positions of the controls. Defaults to the first site going dark, BFD, a static route and no MRAI. */
  readonly site?: string;
  readonly happening?: (typeof HAPPENINGS)[number];
  readonly detection?: (typeof DETECTIONS)[number];
  readonly announcement?: (typeof ANNOUNCEMENTS)[number];
  readonly mraiIs?: (typeof MRAIS)[number];
}

/** The same in a page, with all defaults filled in except policies and MRAI. */
export type ConvergenceJson = Required<Omit<ConvergenceProps, "policies" | "mrai">> &
  Pick<ConvergenceProps, "policies" | "mrai">;
