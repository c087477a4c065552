// Lower bounds of path lengths that hold in every steady state, whatever ASes prefer: the shortest path over which a route could be
// exported, where an AS that leaks exports every route to all neighbours.
import type { ResolvedProblem } from "../problem.js";
import type { AsMachine } from "./as-worklist.js";
import { classOf, lengthOf } from "./key.js";
import type { PhaseResult } from "./phase-result.js";

/** Longer than every path. */
export const NEVER = 2 ** 22;

export interface ShortestRoutes {
  /** By AS index, the length of the shortest route that the AS might have. */
  readonly any: Int32Array;
  /** The same of a route that it would export to providers and peers. */
  readonly up: Int32Array;
}

/** @param phases a steady state without policies: there an AS with a customer's route has the shortest */
export function shortestRoutes(
  { topology, origins }: ResolvedProblem,
  { direct, leaks }: Pick<AsMachine, "direct" | "leaks">,
  phases: PhaseResult,
): ShortestRoutes {
  const { asns, customers, peers, providers } = topology;
  const n = asns.length;
  const up = new Int32Array(n).fill(NEVER);
  const any = new Int32Array(n).fill(NEVER);
  /** ASes by the length of their shortest route; an AS that got a shorter one stands in the earlier list too. */
  const byLength: number[][] = [];
  const reach = (v: number, length: number) => {
    if (length >= any[v]) return;
    any[v] = length;
    (byLength[length] ??= []).push(v);
  };
  for (let v = 0; v < n; v++) {
    if (phases.via[v] < 0 || origins.has(v) || classOf(phases.key[v]) !== 0) continue;
    up[v] = lengthOf(phases.key[v]);
    reach(v, up[v]);
  }
  for (const [v, offers] of direct) for (const { length } of offers) reach(v, length);
  for (let v = 0; v < n; v++)
    if (up[v] < NEVER) for (let i = peers.offsets[v]; i < peers.offsets[v + 1]; i++) reach(peers.targets[i], up[v] + 1);

  /** An AS that leaks, or hears a leak from a customer, exports upwards what it would not have. */
  const raise = (v: number, length: number) => {
    if (length >= up[v] || origins.has(v)) return;
    up[v] = length;
    reach(v, length);
    for (let i = peers.offsets[v]; i < peers.offsets[v + 1]; i++) reach(peers.targets[i], length + 1);
    for (let i = providers.offsets[v]; i < providers.offsets[v + 1]; i++)
      raised.push([providers.targets[i], length + 1]);
  };
  const raised: [v: number, length: number][] = [];
  for (let length = 0; length < byLength.length; length++) {
    const list = byLength[length] ?? [];
    // The list grows while it is read.
    for (let k = 0; k < list.length; k++) {
      const v = list[k];
      if (any[v] !== length) continue;
      if (leaks[v] === 1) raise(v, length);
      for (let at = raised.pop(); at; at = raised.pop()) raise(...at);
      for (let i = customers.offsets[v]; i < customers.offsets[v + 1]; i++) reach(customers.targets[i], length + 1);
    }
  }
  return { any, up };
}
