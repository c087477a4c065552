// The reference engine's rounds, visiting only ASes with new input. The order of visits is the same, so the outcome is the same
// even when several are possible. A state that recurs once recurs forever.
import { NoSteadyStateError } from "../engine.js";

/** Marks of which `settleInRounds` reads four at a time. */
export const marksFor = (ases: number): Uint8Array => new Uint8Array(4 * Math.ceil(ases / 4));

export interface Rounds {
  /** Index -> ASN. */
  readonly asns: Uint32Array;
  /** By AS index 1 where the AS has to be visited; made by marksFor. */
  readonly dirty: Uint8Array;
  /** Lets an AS decide and marks the neighbours it exports to; returns whether its export changed. */
  readonly visit: (index: number) => boolean;
  /** Records all current routes. The returned function says whether they recur. */
  readonly remember: () => () => boolean;
}

/** @throws NoSteadyStateError */
export function settleInRounds({ asns, dirty, visit, remember }: Rounds): void {
  const changed = new Set<number>();
  const fours = new Int32Array(dirty.buffer); // mostly zeros, which are read four at a time
  // Brent's cycle detection: compare with one saved state, and save a later one at growing intervals.
  let isBack = () => false;
  for (let round = 1, again = 8; ; round++) {
    let any = false;
    for (let four = 0; four < fours.length; four++) {
      if (fours[four] === 0) continue;
      for (let v = 4 * four; v < 4 * four + 4; v++) {
        if (dirty[v] === 0) continue;
        dirty[v] = 0;
        if (!visit(v)) continue;
        any = true;
        if (round > 8) changed.add(v); // at round 8 it is emptied anyway
      }
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
