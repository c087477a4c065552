// An AS graph in the form that routing reads: compressed sparse rows of typed arrays, one set of rows per relationship.
// ASes are numbered by ascending ASN, so that "lowest ASN" and "lowest index" are the same.
import type { Geography } from "./geography.js";
import { firstAtLeast } from "./sorted.js";

/** Rows of neighbours: those of AS i are targets[offsets[i]] .. targets[offsets[i + 1] - 1], by ascending index. */
export interface Adjacency {
  /** One more than there are ASes. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** The number of each entry's link, parallel to targets; present only if links carry more than a relationship. */
  readonly links?: Int32Array;
}

export interface CompiledAsGraph {
  /** Index -> ASN, in ascending order. */
  readonly asns: Uint32Array;
  /** The providers of AS i. */
  readonly providers: Adjacency;
  /** The customers of AS i: the same links seen from the other end. */
  readonly customers: Adjacency;
  /** The peers of AS i; each link appears twice. */
  readonly peers: Adjacency;
  /** Number of links, each counted once. */
  readonly links: number;
  /** Where ASes have PoPs and links meet, if known. */
  readonly geography?: Geography;
  /** Names and weights of the ASes, by AS index, if known. */
  readonly attributes?: AsAttributes;
}

export interface AsAttributes {
  readonly names: readonly string[];
  /** ISO 3166-1 alpha-2, or "". */
  readonly countries: readonly string[];
  /** Users or addresses, in the unit of the graph's author. */
  readonly weights: Float64Array;
  /** BGP identifiers; the ASN when an AS has none. */
  readonly routerIds: Uint32Array;
}

/** Thrown when an ASN is not in the graph. */
export class UnknownAsError extends Error {
  override readonly name = "UnknownAsError";
  constructor(
    readonly asn: number,
    graph: CompiledAsGraph,
    what = "",
  ) {
    super(`${what}AS${asn} is not in the graph of ${graph.asns.length} ASes.`);
  }
}

/**
 * The index of this ASN, or -1. Binary search.
 * @example findAs(small, 65000) // -1
 */
export function findAs({ asns }: Pick<CompiledAsGraph, "asns">, asn: number): number {
  const at = firstAtLeast(asns, asn);
  return asns[at] === asn ? at : -1;
}

/**
 * The index of this ASN.
 * @example indexOfAs(small, 30) // 2
 * @throws UnknownAsError
 */
export function indexOfAs(graph: CompiledAsGraph, asn: number): number {
  const index = findAs(graph, asn);
  if (index < 0) throw new UnknownAsError(asn, graph);
  return index;
}

/**
 * The neighbours of AS `index` in one adjacency, as a view: no copy.
 * @example neighbourIndices(small.customers, indexOfAs(small, 10)).length // 1
 */
export function neighbourIndices({ offsets, targets }: Adjacency, index: number): Int32Array {
  return targets.subarray(offsets[index], offsets[index + 1]);
}

export type Relationship = "provider" | "customer" | "peer";

/**
 * What `other` is to `index`: its provider, customer or peer; undefined if they are not neighbours.
 * @example relationshipTo(small, indexOfAs(small, 30), indexOfAs(small, 10)) // "provider"
 */
export function relationshipTo(graph: CompiledAsGraph, index: number, other: number): Relationship | undefined {
  if (entryOf(graph.providers, index, other) >= 0) return "provider";
  if (entryOf(graph.customers, index, other) >= 0) return "customer";
  if (entryOf(graph.peers, index, other) >= 0) return "peer";
  return undefined;
}

/**
 * Position in targets of `other` in the sorted row of `index`; -1 if absent.
 * @example entryOf(small.customers, indexOfAs(small, 10), indexOfAs(small, 20)) // -1: AS20 is a peer of AS10
 */
export function entryOf({ offsets, targets }: Adjacency, index: number, other: number): number {
  const end = offsets[index + 1];
  const at = firstAtLeast(targets, other, offsets[index], end);
  return at < end && targets[at] === other ? at : -1;
}
