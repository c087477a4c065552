// What each AS prefers and exports. By default an AS follows Gao & Rexford (2001): it prefers customer routes to peer routes to
// provider routes, and exports routes of peers and providers only to customers.
import type { Relationship } from "../../topology/index.js";

/** LOCAL_PREF by the relationship of the neighbour a route was learned from. */
export type LocalPrefs = Readonly<Record<Relationship, number>>;

export const DEFAULT_LOCAL_PREF: LocalPrefs = { customer: 200, peer: 150, provider: 100 };

/** The value that RFC 8326 asks for: the lowest. */
export const GRACEFUL_SHUTDOWN_LOCAL_PREF = 0;

/** The longest prefix accepted, by family: a /24 and a /48 are usual on the Internet. */
export interface LongestPrefix {
  readonly v4?: number;
  readonly v6?: number;
}

export interface AsPolicy {
  /** LOCAL_PREF for single neighbours, by ASN; overrides the one by relationship. */
  readonly localPref?: Readonly<Record<number, number>>;
  /** Drops routes whose origin is invalid (RFC 6811). */
  readonly rov?: boolean;
  /** Leaks: exports to providers and peers what it learned from providers and peers (RFC 7908, types 1 to 4). */
  readonly leak?: boolean;
  /**
   * How often a neighbour's ASN may be repeated at the front of a path received from it; the AS removes more repetitions. 0 strips
   * all prepending, 2 caps it at two. Repetitions farther along the path stay. Defaults to no limit.
   */
  readonly keepPrepends?: number;
  /** Drops longer prefixes. Defaults to the limit of all ASes. */
  readonly maxLength?: LongestPrefix;
  /** The same for single neighbours, by ASN; overrides `maxLength`. */
  readonly maxLengthFrom?: Readonly<Record<number, LongestPrefix>>;
  /** Honours the community BLACKHOLE (RFC 7999). Defaults to false. */
  readonly blackhole?: boolean;
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
  /** The longest prefixes that ASes accept. Defaults to no limit. */
  readonly maxLength?: LongestPrefix;
  /** How all routers compare MULTI_EXIT_DISC. */
  readonly med?: MedOptions;
  /**
   * All routers keep the route in use when another route from outside is equal up to the router id (RFC 5004). The result then depends on
   * the order of events, so only `converge` computes it. Defaults to false.
   */
  readonly preferOlder?: boolean;
}

export interface MedOptions {
  /** Compares MED between routes of different neighbouring ASes too (Cisco, FRR: bgp always-compare-med). Defaults to false. */
  readonly always?: boolean;
  /** A route without MED counts as 0, or as 4294967295 (bgp bestpath med missing-as-worst). Defaults to "zero". */
  readonly missing?: "zero" | "worst";
}

/** Whether an AS, by index, discards packets to an announcement that carries BLACKHOLE, because it honours it (RFC 7999). */
export function discards(
  problem: {
    readonly announcements: readonly { readonly blackhole: boolean }[];
    readonly policies: ReadonlyMap<number, AsPolicy>;
  },
  index: number,
  announcement: number,
): boolean {
  return problem.announcements[announcement].blackhole && problem.policies.get(index)?.blackhole === true;
}

/**
 * Whether a route from one neighbour is exported to another: only routes from customers, or to customers.
 * @example mayExport("peer", "provider") // false
 */
export function mayExport(learnedFrom: Relationship, to: Relationship, leak = false): boolean {
  return learnedFrom === "customer" || to === "customer" || leak;
}
