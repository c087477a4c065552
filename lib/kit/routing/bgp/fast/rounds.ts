// The reference engine's rounds, visiting only the ASes that have something new to hear. Who is visited in which order is the same,
// so the outcome is the same, also where several are possible; and a state that comes back comes back forever.
import { NoSteadyStateError } from "../engine.js";

export interface Rounds {
  /** Index -> ASN. */
  readonly asns: Uint32Array;
  /** By AS index 1 where the AS has to be visited. */
  readonly dirty: Uint8Array;
  /** Lets an AS decide, and marks whom it tells; whether what it tells has changed. */
  readonly visit: (index: number) => boolean;
  /** Notes what all use now. The answer says whether they use it again. */
  readonly remember: () => () => boolean;
}

/** @throws NoSteadyStateError */
export function settleInRounds({ asns, dirty, visit, remember }: Rounds): void {
  const changed = new Set<number>();
  // Brent's way to notice a state that comes back: compare with one remembered, and remember a later one ever more seldom.
  let isBack = remember();
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
