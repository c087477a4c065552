// A routing problem, and the same resolved to AS indexes and place numbers (resolve.ts): the input of all engines.
import { firstAtLeast, type CompiledAsGraph, type Place } from "../../topology/index.js";
import type { Prefix } from "../prefix.js";
import type { BgpAnnouncement, Community } from "./announcement.js";
import type { IbgpTopology, ResolvedInside } from "./inside/index.js";
import type { AsPolicy, BgpPolicies, LocalPrefs } from "./policy.js";
import type { Rule, RuleName, TieBreak } from "./rules/index.js";

export interface BgpProblem {
  readonly topology: CompiledAsGraph;
  /** All of one prefix; for several use steadyStates. */
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies?: BgpPolicies;
  /** Defaults to "lowest-asn". */
  readonly tieBreak?: TieBreak;
  /** Rules to switch off, to see their effect. */
  readonly without?: readonly RuleName[];
  /** Route reflectors and IGP costs inside ASes, by ASN; with the tie-break "router". Defaults to full meshes and distances. */
  readonly insides?: Readonly<Record<number, IbgpTopology>>;
}

export interface ResolvedAnnouncement extends BgpAnnouncement {
  readonly number: number;
  /** Index of the origin AS. */
  readonly originIndex: number;
  /** Where the site is, as a place number; -1 when not given. */
  readonly place: number;
  /** Indexes of the neighbours it is announced to, in ascending order. */
  readonly told: Int32Array;
  readonly communities: readonly Community[];
  /** NO_EXPORT or NO_ADVERTISE: no AS that receives it exports it. */
  readonly noExport: boolean;
  readonly noAdvertise: boolean;
  readonly noPeer: boolean;
  readonly blackhole: boolean;
  readonly gracefulShutdown: boolean;
  /** Communities that some AS acts on when it exports. */
  readonly actions: readonly Extract<Community, { at: number }>[];
  /** Whether its origin is invalid by the ROAs. */
  readonly invalid: boolean;
}

export interface ResolvedProblem {
  readonly topology: CompiledAsGraph;
  readonly prefix: Prefix;
  readonly announcements: readonly ResolvedAnnouncement[];
  /** By AS index, the announcements it originates. */
  readonly origins: ReadonlyMap<number, readonly ResolvedAnnouncement[]>;
  readonly localPref: LocalPrefs;
  /** By AS index, the policy overrides. */
  readonly policies: ReadonlyMap<number, AsPolicy>;
  /** Whether an AS, by index, drops an announcement received from a neighbour because its prefix is too long. */
  readonly tooLong: (announcement: number, hearer: number, tellerAsn: number) => boolean;
  /** The longest prefix that an AS, by index, accepts from a neighbour, bits; Infinity without a limit. */
  readonly longestFrom: (hearer: number, tellerAsn: number) => number;
  /** Whether there is an AS with such a limit. */
  readonly limitsLength: boolean;
  /** The MED of a route without MED. */
  readonly missingMed: number;
  readonly tieBreak: TieBreak;
  /** A route in use stays: see BgpPolicies. */
  readonly preferOlder: boolean;
  /** The rules in force, up to the tied set and after it. */
  readonly attributeRules: readonly Rule[];
  readonly tieRules: readonly Rule[];
  /** The topology's places, and those of the sites. */
  readonly places: readonly Place[];
  /** Place numbers of the routers of an AS, at least one; [-1] where it counts as a single router. */
  readonly routers: (index: number) => ArrayLike<number>;
  /** The number of the router of an AS that is nearest to a place; 0 if either is unknown. */
  readonly routerNear: (index: number, place: number) => number;
  /** Great-circle km between two places; 0 when one is unknown. */
  readonly km: (place: number, other: number) => number;
  /** The inside of an AS, by its index, if it is given; otherwise iBGP is a full mesh, and costs are distances. */
  readonly insideOf: (index: number) => ResolvedInside | undefined;
  /** BGP identifier of an AS, by its index. */
  readonly routerId: (index: number) => number;
}

/** Whether the announcement goes to this neighbour of the origin, by index. */
export function isTold({ told }: ResolvedAnnouncement, index: number): boolean {
  const at = firstAtLeast(told, index);
  return at < told.length && told[at] === index;
}
