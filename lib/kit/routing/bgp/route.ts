// A route in an AS's table, with everything the decision process looks at.
import type { Relationship } from "../../topology/index.js";
import type { OriginCode } from "./announcement.js";

/** A BGP session, seen from the AS that receives the route. */
export interface Session {
  /** AS index of the receiver and its PoP number, 0 for the first. */
  readonly local: number;
  readonly localPop: number;
  /** AS index of the sender and its PoP number. */
  readonly remote: number;
  readonly remotePop: number;
  /** The relationship of the sender to the receiver. */
  readonly remoteIs: Relationship;
  /** Where they meet: a place number, or -1 when unknown. */
  readonly place: number;
  /** The announcement made here if the sender originates the prefix; otherwise -1. */
  readonly announcement: number;
  /** Number of the session among those with this neighbour: stands for the peer's address. */
  readonly order: number;
}

export interface BgpRoute {
  /** The site it leads to. */
  readonly site: string;
  /** Number of the announcement it came from. */
  readonly announcement: number;
  /** ASNs from the neighbour to the origin, prepends included; empty at the origin. */
  readonly path: readonly number[];
  /** "own" at the origin; otherwise the neighbour's relationship to this AS. */
  readonly learned: Relationship | "own";
  /** ASN it was received from; its own at the origin. */
  readonly neighbour: number;
  readonly localPref: number;
  readonly originCode: OriginCode;
  readonly med: number;
  /** BGP identifier of the neighbour's router. */
  readonly routerId: number;
  /** Absent at the origin. */
  readonly session?: Session;
}

/** A route as one router of the AS sees it: which router received it over eBGP, and how far away that router is. */
export interface RouteAtRouter extends BgpRoute {
  readonly heardBy: "ebgp" | "ibgp";
  /** The IGP's cost to the router that received it: those of `convergence.insides`, or whole km; 0 at that router. */
  readonly igpCost: number;
  /** Whether the scenario gives the costs. Defaults to false: they are whole km. */
  readonly costIsGiven?: boolean;
}
