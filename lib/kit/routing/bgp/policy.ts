// What each AS prefers and exports. By default an AS follows Gao & Rexford (2001): it prefers customer routes to peer routes to
// provider routes, and exports routes of peers and providers only to customers.
import type { Relationship } from "../../topology/index.js";

/** LOCAL_PREF by the relationship of the neighbour a route was learned from. */
export type LocalPrefs = Readonly<Record<Relationship, number>>;

export const DEFAULT_LOCAL_PREF: LocalPrefs = { customer: 200, peer: 150, provider: 100 };

/** The value that RFC 8326 asks for: the lowest. */
export const GRACEFUL_SHUTDOWN_LOCAL_PREF = 0;

export interface AsPolicy {
  /** LOCAL_PREF for single neighbours, by ASN; overrides the one by relationship. */
  readonly localPref?: Readonly<Record<number, number>>;
  /** Drops routes whose origin is invalid (RFC 6811). */
  readonly rov?: boolean;
  /** Leaks: exports to providers and peers what it learned from providers and peers (RFC 7908, types 1 to 4). */
  readonly leak?: boolean;
}

/** A route origin authorisation (RFC 9582): this AS may originate the prefix and more specifics up to maxLength. */
export interface Roa {
  readonly prefix: string;
  /** Defaults to the prefix's own length. */
  readonly maxLength?: number;
  readonly asn: number;
}

export interface BgpPolicies {
  /** The LOCAL_PREFs of all ASes without an override. Defaults to 200, 150 and 100. */
  readonly localPref?: LocalPrefs;
  /** Policies of single ASes, by ASN. */
  readonly ases?: Readonly<Record<number, AsPolicy>>;
  readonly roas?: readonly Roa[];
}

/**
 * Whether a route from one neighbour is exported to another: only routes from customers, or to customers.
 * @example mayExport("peer", "provider") // false
 */
export function mayExport(learnedFrom: Relationship, to: Relationship, leak = false): boolean {
  return learnedFrom === "customer" || to === "customer" || leak;
}
