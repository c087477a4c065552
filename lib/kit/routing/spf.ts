// Shortest paths first (Dijkstra 1959; RFC 2328, section 16.1) with every equally short path kept: the ECMP DAG.
// Typed arrays throughout: routers are numbers, adjacencies are compressed sparse rows.
import type { Network } from "./network.js";

/** A network ready for path computation: row i of `targets` and `costs` runs from offsets[i] to offsets[i + 1]. */
export interface CompiledNetwork {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly costs: Float64Array;
}

/** Distances and the shortest-path DAG from a set of roots, each at its own starting distance. */
export interface ShortestPaths {
  /** Cost from the nearest root, Infinity when there is no path; indexed as CompiledNetwork.ids. */
  readonly distance: Float64Array;
  /** Number of shortest paths from the roots. Exact up to 2^53. */
  readonly pathCount: Float64Array;
  /** Reached routers, nearest first. */
  readonly order: Int32Array;
}

/** Lays a network out in compressed sparse rows. */
export function compileNetwork(network: Network): CompiledNetwork {
  const ids = network.routers.map((router) => router.id);
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const offsets = new Int32Array(ids.length + 1);
  const ends = network.links.map(({ ends: [a, b] }) => [indexOf.get(a)!, indexOf.get(b)!] as const);
  for (const [a, b] of ends) {
    offsets[a + 1]++;
    offsets[b + 1]++;
  }
  for (let i = 0; i < ids.length; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const targets = new Int32Array(2 * ends.length);
  const costs = new Float64Array(2 * ends.length);
  ends.forEach(([a, b], i) => {
    targets[next[a]] = b;
    costs[next[a]++] = network.links[i].cost;
    targets[next[b]] = a;
    costs[next[b]++] = network.links[i].cost;
  });
  return { ids, indexOf, offsets, targets, costs };
}

/** A root, and its starting distance (0 unless the root announces with a metric). */
export interface Root {
  readonly router: number;
  readonly metric: number;
}

/**
 * Shortest paths from one or more roots at once. With several roots, each router's distance is that to the nearest root: this
 * is anycast inside a network.
 */
export function shortestPaths(network: CompiledNetwork, roots: readonly Root[]): ShortestPaths {
  const n = network.ids.length;
  const { offsets, targets, costs } = network;
  const distance = new Float64Array(n).fill(Infinity);
  const pathCount = new Float64Array(n);
  const order = new Int32Array(n);
  const done = new Uint8Array(n);
  const heap = new Heap(distance);
  for (const { router, metric } of roots) {
    if (metric > distance[router]) continue;
    pathCount[router] = metric === distance[router] ? pathCount[router] + 1 : 1;
    distance[router] = metric;
    heap.push(router);
  }
  let reached = 0;
  for (let u = heap.pop(); u >= 0; u = heap.pop()) {
    if (done[u]) continue;
    done[u] = 1;
    order[reached++] = u;
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const v = targets[e];
      const through = distance[u] + costs[e];
      if (through > distance[v]) continue;
      if (through === distance[v]) {
        pathCount[v] += pathCount[u];
        continue;
      }
      distance[v] = through;
      pathCount[v] = pathCount[u];
      heap.push(v);
    }
  }
  return { distance, pathCount, order: order.subarray(0, reached) };
}

/** A binary heap of router numbers by distance; a router whose distance decreased is pushed again and its stale entry skipped. */
class Heap {
  private readonly items: number[] = [];
  private readonly keys: number[] = [];
  constructor(private readonly distance: Float64Array) {}

  push(router: number): void {
    const { items, keys } = this;
    const key = this.distance[router];
    let i = items.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (keys[parent] <= key) break;
      items[i] = items[parent];
      keys[i] = keys[parent];
      i = parent;
    }
    items[i] = router;
    keys[i] = key;
  }

  /** The nearest router, or -1 when none is left. */
  pop(): number {
    const { items, keys } = this;
    if (items.length === 0) return -1;
    const top = items[0];
    const item = items.pop()!;
    const key = keys.pop()!;
    if (items.length > 0) {
      let i = 0;
      for (let child = 1; child < items.length; child = 2 * i + 1) {
        if (child + 1 < items.length && keys[child + 1] < keys[child]) child++;
        if (keys[child] >= key) break;
        items[i] = items[child];
        keys[i] = keys[child];
        i = child;
      }
      items[i] = item;
      keys[i] = key;
    }
    return top;
  }
}
