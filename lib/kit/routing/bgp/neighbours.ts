// Whom an origin can tell: all neighbours of an AS, with what they are to it. Put together once for a topology: the same sites are
// asked about again and again.
import { neighbourIndices, type CompiledAsGraph } from "../../topology/index.js";

export interface Neighbours {
  /** In ascending order. */
  readonly indexes: Int32Array;
  /** Parallel: 0 if the AS is its neighbour's customer, 1 if they are peers, 2 if it is its neighbour's provider. */
  readonly is: Uint8Array;
}

const known = new WeakMap<CompiledAsGraph, Map<number, Neighbours>>();

export function neighboursOf(topology: CompiledAsGraph, index: number): Neighbours {
  let ofGraph = known.get(topology);
  if (!ofGraph) known.set(topology, (ofGraph = new Map<number, Neighbours>()));
  let found = ofGraph.get(index);
  if (!found) ofGraph.set(index, (found = mergeNeighbours(topology, index)));
  return found;
}

/** The same, not kept: merges three sorted rows. */
export function mergeNeighbours(topology: CompiledAsGraph, index: number): Neighbours {
  const own = [topology.providers, topology.peers, topology.customers].map((each) => neighbourIndices(each, index));
  const count = own.reduce((sum, { length }) => sum + length, 0);
  const indexes = new Int32Array(count);
  const is = new Uint8Array(count);
  const at = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    let least = -1;
    for (let r = 0; r < 3; r++)
      if (at[r] < own[r].length && (least < 0 || own[r][at[r]] < own[least][at[least]])) least = r;
    indexes[i] = own[least][at[least]++];
    is[i] = least;
  }
  return { indexes, is };
}
