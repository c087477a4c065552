// Lower bounds of path lengths that hold in every steady state, whatever ASes prefer: the shortest path over which a route could be
// exported, where an AS that leaks exports every route to all neighbours.
import type { Adjacency } from "../../../topology/index.js";
import type { ResolvedProblem } from "../problem.js";
import type { AsMachine } from "./as-worklist.js";
import { CLASS, type Descent, lengthOf, type PhaseResult } from "./phases/index.js";

/** Longer than every path. */
export const NEVER = 2 ** 22;

export interface ShortestRoutes {
  /** By AS index, the length of the shortest route that the AS might have; only for ASes with customers, which export it. */
  readonly any: Int32Array;
  /** The same of a route that it would export to providers and peers. */
  readonly up: Int32Array;
}

/**
 * @param phases a steady state without policies: there an AS with a customer's route has the shortest
 * @param descent ASes with customers, each after its providers
 */
export function shortestRoutes(
  { topology, origins, policies }: ResolvedProblem,
  { direct, leaks }: Pick<AsMachine, "direct" | "leaks">,
  phases: PhaseResult,
  descent: Descent,
): ShortestRoutes {
  const { asns, customers, peers, providers } = topology;
  const n = asns.length;
  const up = new Int32Array(n).fill(NEVER);
  const any = new Int32Array(n).fill(NEVER);
  const isOrigin = new Uint8Array(n);
  for (const v of origins.keys()) isOrigin[v] = 1;
  const { key } = phases;
  for (let v = 0; v < n; v++) {
    if (key[v] >= CLASS || isOrigin[v] === 1) continue;
    up[v] = lengthOf(key[v]);
    if (up[v] < any[v]) any[v] = up[v];
    reachPeers(peers, v, up[v] + 1, any);
  }
  for (const [v, offers] of direct) for (const { length } of offers) any[v] = Math.min(any[v], length);

  const least = (v: number, { offsets, targets }: Adjacency, exported: Int32Array): number => {
    let found = NEVER;
    for (let i = offsets[v]; i < offsets[v + 1]; i++)
      if (exported[targets[i]] < found && isOrigin[targets[i]] === 0) found = exported[targets[i]];
    return found === NEVER ? NEVER : found + 1;
  };
  const leakers = [...policies.keys()].filter((v) => leaks[v] === 1 && isOrigin[v] === 0);
  // A leak raises what other ASes export upwards, so routes come down once more, and may reach another leak.
  for (let raises = true; raises;) {
    descend(descent, any, isOrigin);
    raises = false;
    for (const v of leakers) {
      const length = Math.min(any[v], least(v, providers, any), least(v, peers, up), least(v, customers, up));
      if (length >= up[v]) continue;
      raises = true;
      raise(v, length);
    }
  }
  return { any, up };

  /** An AS that leaks, or receives a leak from a customer, exports upwards what it would not have. */
  function raise(leaker: number, shortest: number): void {
    const raised: [v: number, length: number][] = [[leaker, shortest]];
    for (let at = raised.pop(); at; at = raised.pop()) {
      const [v, length] = at;
      if (length >= up[v] || isOrigin[v] === 1) continue;
      up[v] = length;
      any[v] = Math.min(any[v], length);
      reachPeers(peers, v, length + 1, any);
      for (let i = providers.offsets[v]; i < providers.offsets[v + 1]; i++)
        raised.push([providers.targets[i], length + 1]);
    }
  }
}

function reachPeers({ offsets, targets }: Adjacency, v: number, length: number, any: Int32Array): void {
  for (let i = offsets[v], end = offsets[v + 1]; i < end; i++) if (any[targets[i]] > length) any[targets[i]] = length;
}

/** Gives each AS with customers the shortest route of its providers, if it is shorter. They stand close together in `told`. */
function descend({ sellers, numberOf, told }: Descent, any: Int32Array, isOrigin: Uint8Array): void {
  const { ases, offsets, senders } = sellers;
  for (let k = 0; k < ases.length; k++) {
    const v = ases[k];
    let shortest = any[v];
    for (let at = offsets[k], end = offsets[k + 1]; at < end; at++) shortest = Math.min(shortest, told[senders[at]]);
    any[v] = shortest;
    told[numberOf[v]] = isOrigin[v] === 1 || shortest === NEVER ? NEVER : shortest + 1;
  }
}
