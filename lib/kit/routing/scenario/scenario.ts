// A scenario: topology, announcements, policies, events and timing. One plain value from which every figure and number derives;
// schema.ts defines its JSON form.
import type { AsGraph } from "../../topology/index.js";
import type { BgpAnnouncement, BgpPolicies, RuleName, TieBreak } from "../bgp/index.js";
import type { ConvergenceProblem, Health, RoutingEvent } from "../convergence/index.js";

export interface Scenario {
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly description?: string;
  readonly topology: AsGraph;
  /** Exchanges with a route server; their peerings are among the topology's links. */
  readonly routeServers?: readonly RouteServer[];
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies: BgpPolicies;
  readonly tieBreak: TieBreak;
  readonly without: readonly RuleName[];
  readonly events: readonly RoutingEvent[];
  readonly convergence: ScenarioTiming;
  readonly clients: readonly ScenarioClient[];
  readonly seed: number;
}

/** A route server of an exchange (RFC 7947). */
export interface RouteServer {
  /** Such as "LINX LON1". */
  readonly name: string;
  /** Where the exchange is. Defaults to unknown. */
  readonly city?: string;
  /** ASNs of the members, at least two. */
  readonly members: readonly number[];
}

/** How the events are played; not used by steady states. */
export interface ScenarioTiming extends Pick<
  ConvergenceProblem,
  "timing" | "insides" | "damping" | "start" | "maxSteps"
> {
  /** How announcements depend on the service, for all sites or per site. Defaults to static. */
  readonly health?: Health | { readonly bySite: Readonly<Record<string, Health>> };
  /** Which message is delivered next. Defaults to "time". */
  readonly order?: "time" | "fifo" | "random";
}

export interface ScenarioClient {
  readonly asn: number;
  readonly city?: string;
  readonly weight?: number;
}

/**
 * Thrown for text that is not a valid scenario; the message names the file, the field, and the AS, link, site or event if there
 * is one.
 */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}
