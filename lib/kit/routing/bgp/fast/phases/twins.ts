// Stubs without peers that have the same providers hear the same routes: they are twins, and one row is enough to solve them all.
import type { Adjacency, CompiledAsGraph } from "../../../../topology/index.js";
import type { Descent, ProviderRows } from "./descent.js";

export interface Twins {
  /** Rows of providers: first those of ASes with customers, each after its providers; then those of stubs, one for all twins. */
  readonly rows: Pick<ProviderRows, "offsets" | "senders">;
  /** By row of an AS with customers, its number as a seller. */
  readonly numbers: Int32Array;
  /** By AS index, its row. */
  readonly rowOf: Int32Array;
  /** For each AS its peers, by their rows. */
  readonly peers: Adjacency;
}

const known = new WeakMap<Descent, Twins>();

/** Computed once per topology: CAIDA's graph of 2025-09 has 78,638 ASes and 45,782 rows. */
export function twinsOf(topology: CompiledAsGraph, descent: Descent): Twins {
  const found = known.get(descent) ?? findTwins(topology, descent);
  known.set(descent, found);
  return found;
}

function findTwins({ asns, providers, peers }: CompiledAsGraph, { sellers, stubs, numberOf }: Descent): Twins {
  const n = asns.length;
  const rowOf = new Int32Array(n);
  const offsets = [...sellers.offsets];
  const senders = [...sellers.senders];
  sellers.ases.forEach((v, k) => (rowOf[v] = k));
  const addRow = (k: number): number => {
    for (let at = stubs.offsets[k]; at < stubs.offsets[k + 1]; at++) senders.push(stubs.senders[at]);
    return offsets.push(senders.length) - 2;
  };
  // A trie of the rows of stubs without peers: the number of a node and the next provider give the number of another node.
  const nodes = new Map<number, number>();
  const rows: number[] = [];
  stubs.ases.forEach((v, k) => {
    if (peers.offsets[v] < peers.offsets[v + 1]) {
      rowOf[v] = addRow(k);
      return;
    }
    let node = 0;
    for (let at = providers.offsets[v]; at < providers.offsets[v + 1]; at++) {
      const edge = node * n + providers.targets[at];
      node = nodes.get(edge) ?? nodes.size + 1;
      nodes.set(edge, node);
    }
    rowOf[v] = rows[node] ??= addRow(k);
  });
  return {
    rows: { offsets: Int32Array.from(offsets), senders: Int32Array.from(senders) },
    numbers: sellers.ases.map((v) => numberOf[v]),
    rowOf,
    peers: { offsets: peers.offsets, targets: Int32Array.from(peers.targets, (u) => rowOf[u]) },
  };
}
