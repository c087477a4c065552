// A scenario as routers and cables: one router for each AS, or for each of its PoPs when routers choose individually; one for
// each site, connected only to the neighbours it announces to. Plain data: bird-config.ts and network-script.ts write it out.
import type { ResolvedAnnouncement, Roa, SteadyState } from "../routing/bgp/index.js";
import type { Damping } from "../routing/convergence/index.js";
import type { Relationship } from "../topology/index.js";

export interface PlannedRouter {
  /** Position in the plan. */
  readonly number: number;
  readonly asn: number;
  /** Index of the AS in the topology. */
  readonly index: number;
  /** Such as "AS64500", "AS64500 Seattle", "AS64500 site A". */
  readonly name: string;
  readonly city?: string;
  /** Number of the PoP, 0 for the first or only router; absent at a site. */
  readonly pop?: number;
  /** At a site: its announcement, and the number of its steady state. */
  readonly announces?: { readonly state: number; readonly announcement: ResolvedAnnouncement };
  /** BGP identifier, as a number. */
  readonly routerId: number;
  /**
   * The same for a daemon with one identifier for all sessions (FRR): in the order of the identifiers and, inside an AS, of the PoPs.
   */
  readonly singleId: number;
  readonly sessions: readonly PlannedSession[];
}

export interface PlannedSession {
  /** The name of the protocol in BIRD, unique at its router. */
  readonly protocol: string;
  readonly family: 4 | 6;
  readonly interface: string;
  readonly local: string;
  readonly remote: string;
  readonly remoteRouter: number;
  readonly remoteAsn: number;
  /** The relationship of the other AS; absent inside an AS. */
  readonly remoteIs?: Relationship;
  /** The model's name of this session: see sessionKey. */
  readonly key: string;
  /** The identifier used on this session. */
  readonly routerId: number;
  /** Whether it waits for the other side to connect. */
  readonly passive: boolean;
  /** Inside an AS: the IGP's cost to the other router. */
  readonly igpCost?: number;
  /** Inside an AS: the other router is a client of this one, a route reflector. */
  readonly isClient?: boolean;
  /** How it detects that the other end has failed. Defaults to the daemon's own timers. */
  readonly detection?: SessionDetection;
}

/** Keepalives are sent three times in a hold time (RFC 4271, 4.4). In whole seconds, as FRR has them. */
export const keepaliveMs = (holdMs: number): number => Math.floor(holdMs / 3000) * 1000;

export interface SessionDetection {
  /** Hold time, in whole seconds of 3 or more (RFC 4271, 4.2). */
  readonly holdMs: number;
  readonly bfd?: { readonly intervalMs: number; readonly multiplier: number };
}

/** A cable between two interfaces. */
export interface PlannedLink {
  readonly ends: readonly [LinkEnd, LinkEnd];
  /** Where it meets, if known. */
  readonly city?: string;
}

export interface LinkEnd {
  readonly router: number;
  readonly interface: string;
  /** Its address, and that of the other end. */
  readonly addresses: readonly (readonly [own: string, other: string])[];
  /** Inside an AS: the IGP's cost of the link, as the metric of its route. */
  readonly metric?: number;
  /** Addresses of the router at the other end on its sessions with others: next hops of routes that a reflector passes on. */
  readonly reaches?: readonly string[];
  /** The other end is a site of the router's own AS: a static route to its prefix. The nearest site has the lowest metric. */
  readonly ownRoute?: OwnRoute;
}

export interface OwnRoute {
  readonly prefix: string;
  readonly metric: number;
}

export interface RoutersPlan {
  readonly name: string;
  /** One for each prefix, the longest first. */
  readonly states: readonly SteadyState[];
  readonly roas: readonly Roa[];
  /** Whether all routers keep the route in use: see BgpPolicies. */
  readonly preferOlder?: boolean;
  /** Route-flap damping, by ASN, for daemons that have it. */
  readonly damping?: Readonly<Record<number, Damping>>;
  readonly routers: readonly PlannedRouter[];
  readonly links: readonly PlannedLink[];
  /** Announcements that events make later. */
  readonly later?: readonly ResolvedAnnouncement[];
}
