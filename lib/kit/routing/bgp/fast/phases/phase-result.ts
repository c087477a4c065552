// The result of the phases for each AS: the key of its route and, in one number, the announcement and the neighbour it came
// from. The innermost loops touch only these two columns. And the scratch memory of the phases.
import type { CompiledAsGraph } from "../../../../topology/index.js";
import { UNREACHED } from "./key.js";

/** The columns while they are filled. */
export interface Columns {
  /** By AS index. */
  readonly key: Int32Array;
  /** By AS index, announcement << bits | index of the neighbour, which is the AS itself at an origin; -1 without a route. */
  readonly via: Int32Array;
  /** How many bits the index of an AS takes. */
  readonly bits: number;
}

export interface PhaseResult extends Columns {
  /** By AS index; -1 without a route. */
  readonly announcement: Int16Array;
}

/** Columns without any route. */
export const columnsFor = (ases: number): Columns => ({
  key: new Int32Array(ases).fill(UNREACHED),
  via: new Int32Array(ases).fill(-1),
  bits: bitsFor(ases),
});

export const bitsFor = (ases: number): number => 32 - Math.clz32(ases);

export function resultOf(key: Int32Array, via: Int32Array, bits: number): PhaseResult {
  const announcement = new Int16Array(via.length);
  for (let v = 0; v < via.length; v++) announcement[v] = via[v] >> bits;
  return { key, via, bits, announcement };
}

/** Index of the neighbour an AS's route came from; -1 without a route. */
export const nextOf = ({ via, bits }: Columns, v: number): number => (via[v] < 0 ? -1 : via[v] & ((1 << bits) - 1));

export interface Workspace {
  /** By AS index 1 where the AS has customers. */
  readonly sells: Uint8Array;
  /** 1 for every AS, and 0 for every AS. */
  readonly everybody: Uint8Array;
  readonly nobody: Uint8Array;
  readonly settled: Int32Array;
  readonly byLength: Int32Array;
  readonly fronts: readonly [Int32Array, Int32Array];
  /** By AS index, the round in which it last moved from `later` to a frontier; rounds keep counting. */
  readonly inRound: Int32Array;
  rounds: number;
}

const workspaces = new WeakMap<CompiledAsGraph, Workspace>();

/** Scratch memory that successive solutions overwrite; a solution keeps its own copy of its result. */
export function workspaceOf(topology: CompiledAsGraph): Workspace {
  const known = workspaces.get(topology);
  if (known) return known;
  const n = topology.asns.length;
  const { offsets } = topology.customers;
  const made: Workspace = {
    sells: Uint8Array.from({ length: n }, (_none, v) => Number(offsets[v + 1] > offsets[v])),
    everybody: new Uint8Array(n).fill(1),
    nobody: new Uint8Array(n),
    settled: new Int32Array(n),
    byLength: new Int32Array(n),
    fronts: [new Int32Array(2 * n), new Int32Array(2 * n)],
    inRound: new Int32Array(n),
    rounds: 0,
  };
  workspaces.set(topology, made);
  return made;
}
