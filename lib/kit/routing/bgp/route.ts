// A route as it stands in an AS's table, with everything the decision process looks at.
import type { Relationship } from "../../topology/index.js";
import type { OriginCode } from "./announcement.js";

/** A BGP session, seen from the AS that hears the route. */
export interface Session {
  /** AS index of the hearer and its PoP number, 0 for the first. */
  readonly local: number;
  readonly localPop: number;
  /** AS index of the teller and its PoP number. */
  readonly remote: number;
  readonly remotePop: number;
  /** What the teller is to the hearer. */
  readonly remoteIs: Relationship;
  /** Where they meet: a place number, or -1 where no geography is known. */
  readonly place: number;
  /** The announcement that is made here, where the teller originates the prefix; else -1. */
  readonly announcement: number;
  /** Number of the session among those with this neighbour: stands for the peer's address. */
  readonly order: number;
}

export interface BgpRoute {
  /** The site it leads to. */
  readonly site: string;
  /** Number of the announcement it came from. */
  readonly announcement: number;
  /** ASNs from the neighbour to the origin, prepends included; empty at the origin itself. */
  readonly path: readonly number[];
  /** "own" at the origin; else what the neighbour is to this AS. */
  readonly learned: Relationship | "own";
  /** ASN it was heard from; its own at the origin. */
  readonly neighbour: number;
  readonly localPref: number;
  readonly originCode: OriginCode;
  readonly med: number;
  /** BGP identifier of the neighbour's router. */
  readonly routerId: number;
  /** Absent at the origin. */
  readonly session?: Session;
}

/** A route as one router of the AS sees it: who in the AS heard it, and how far away that is. */
export interface RouteAtRouter extends BgpRoute {
  readonly heardBy: "ebgp" | "ibgp";
  /** Distance inside the AS to the router that heard it, whole km; 0 at that router. */
  readonly igpCost: number;
}
