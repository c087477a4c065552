// The reference engine: each AS in turn receives its neighbours' routes, decides and exports; rounds repeat until nothing
// changes. Short and readable, and the reference for every faster engine.
import { NoSteadyStateError, refuseHistory, type Engine } from "./engine.js";
import { exportsOf, ribOf, type Rib } from "./rib.js";
import type { BgpRoute } from "./route.js";
import { sessionsOf } from "./sessions.js";

/**
 * Repeats each AS's decision until none changes: slow, and short enough to read.
 * @example steadyState({ topology: small, announcements, engine: referenceEngine }).catchments.A // 3
 * @throws NoSteadyStateError if routes never settle
 */
export const referenceEngine: Engine = (problem) => {
  refuseHistory(problem);
  const { asns } = problem.topology;
  const sessions = Array.from(asns, (_asn, index) => sessionsOf(problem, index));
  // Initially only the origins have a route.
  const ribs: Rib[] = Array.from(asns, (_asn, index) =>
    problem.origins.has(index) ? ribOf(problem, index, [], () => undefined) : { tied: [], best: [] },
  );
  const bestOf = (index: number, router: number): BgpRoute | undefined => ribs[index].best[router];

  /** One round: each AS in turn, lowest ASN first. Returns the ASes whose export changed. */
  const round = (): number[] =>
    sessions.flatMap((heardOver, index) => {
      const before = exportsOf(ribs[index]);
      ribs[index] = ribOf(problem, index, heardOver, bestOf);
      return exportsOf(ribs[index]) === before ? [] : [index];
    });

  const seen = new Map<string, number>();
  const history: number[][] = [];
  for (;;) {
    const changed = round();
    if (changed.length === 0) break;
    const state = ribs.map(exportsOf).join("/");
    const repeats = seen.get(state);
    history.push(changed);
    if (repeats !== undefined) {
      // The same state again: the rounds in between repeat forever.
      const oscillating = new Set(history.slice(repeats + 1).flat());
      throw new NoSteadyStateError([...oscillating].map((index) => asns[index]).sort((a, b) => a - b));
    }
    seen.set(state, history.length - 1);
  }
  return { bestOf, announcementOf: () => Int16Array.from(ribs, ({ best }) => best[0]?.announcement ?? -1) };
};
