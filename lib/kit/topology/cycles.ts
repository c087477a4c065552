// Provider cycles: Tarjan's strongly connected components (1972) over the customer rows, without recursion.
// When no AS is its own indirect provider, every component is a single AS (Gao & Rexford 2001, condition 1).
import type { Adjacency } from "./compiled.js";

/**
 * Finds the cycles of providers: the strongly connected components of more than one AS (Tarjan 1972). Each has its AS indexes in
 * ascending order.
 * @example providerCycles(small.customers) // []
 */
export function providerCycles({ offsets, targets }: Adjacency): Int32Array[] {
  const n = offsets.length - 1;
  if (isAcyclic({ offsets, targets })) return [];
  const order = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const onStack = new Uint8Array(n);
  const next = offsets.slice(0, n);
  const stack: number[] = [];
  const components: Int32Array[] = [];
  let time = 0;
  for (let root = 0; root < n; root++) {
    if (order[root] >= 0) continue;
    const path = [root];
    const enter = (v: number) => {
      order[v] = low[v] = time++;
      stack.push(v);
      onStack[v] = 1;
    };
    enter(root);
    while (path.length > 0) {
      const v = path[path.length - 1];
      if (next[v] < offsets[v + 1]) {
        const w = targets[next[v]++];
        if (order[w] < 0) {
          enter(w);
          path.push(w);
        } else if (onStack[w]) low[v] = Math.min(low[v], order[w]);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[v]);
      if (low[v] !== order[v]) continue;
      const component = stack.splice(stack.lastIndexOf(v));
      for (const member of component) onStack[member] = 0;
      if (component.length > 1) components.push(Int32Array.from(component).sort());
    }
  }
  return components.sort((x, y) => x[0] - y[0]);
}

/** Kahn's algorithm (1962): whether every AS can be removed after all its providers. */
function isAcyclic({ offsets, targets }: Adjacency): boolean {
  const n = offsets.length - 1;
  const left = new Int32Array(n);
  for (let i = 0; i < targets.length; i++) left[targets[i]]++;
  const queue = new Int32Array(n);
  let tail = 0;
  for (let v = 0; v < n; v++) if (left[v] === 0) queue[tail++] = v;
  for (let head = 0; head < tail; head++) {
    const v = queue[head];
    for (let i = offsets[v]; i < offsets[v + 1]; i++) if (--left[targets[i]] === 0) queue[tail++] = targets[i];
  }
  return tail === n;
}
