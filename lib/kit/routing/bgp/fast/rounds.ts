// The reference engine's rounds, visiting only ASes with new input. The order of visits is the same, so the outcome is the same
// even when several are possible. A state that recurs once recurs forever.
import { NoSteadyStateError } from "../engine.js";

export interface Rounds {
  /** Index -> ASN. */
  readonly asns: Uint32Array;
  /** By AS index 1 where the AS has to be visited. */
  readonly dirty: Uint8Array;
  /** Lets an AS decide and marks the neighbours it exports to; returns whether its export changed. */
  readonly visit: (index: number) => boolean;
  /** Records all current routes. The returned function says whether they recur. */
  readonly remember: () => () => boolean;
}

/** @throws NoSteadyStateError */
export function settleInRounds({ asns, dirty, visit, remember }: Rounds): void {
  const changed = new Set<number>();
  // Brent's cycle detection: compare with one saved state, and save a later one at growing intervals.
  let isBack = () => false;
  for (let round = 1, again = 8; ; round++) {
    let any = false;
    for (let v = 0; v < dirty.length; v++) {
      if (dirty[v] === 0) continue;
      dirty[v] = 0;
      if (!visit(v)) continue;
      any = true;
      if (round > 8) changed.add(v); // at round 8 it is emptied anyway
    }
    if (!any) return;
    if (round > 8 && isBack())
      throw new NoSteadyStateError([...changed].sort((a, b) => a - b).map((index) => asns[index]));
    if (round === again) {
      again *= 2;
      isBack = remember();
      changed.clear();
    }
  }
}
