// Whether routes can settle in more than one state. When an AS prefers a peer's or a provider's route, or leaks, the history of
// messages decides which site each AS uses (Griffin and Huston, RFC 4264: "BGP wedgies"), so one state is not the whole answer.
import type { Solution } from "./engine.js";
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "./policy.js";
import type { ResolvedProblem } from "./problem.js";
import { exportsOf, ribOf, type Rib } from "./rib.js";
import type { BgpRoute, Session } from "./route.js";
import { sessionsOf } from "./sessions.js";
import { stateOf, type SteadyState } from "./steady-state.js";

export interface StableStates {
  /** The given state, then others in the order found. */
  readonly states: readonly SteadyState[];
  /** Whether the search was exhaustive: if so, these are all states. */
  readonly complete: boolean;
}

/** Largest graph, in ASes, for the exhaustive search. */
const SMALL = 300;
/** Limit on decisions of ASes in one search, over all orders. */
const MOST_DECISIONS = 200_000;
/** Limit on partly decided graphs in the exhaustive search. */
const MOST_PARTS = 20_000;
/** Orders in which ASes decide, besides the sites one by one. */
const RANDOM_ORDERS = 24;
/** Largest number of states listed. */
const MOST_STATES = 8;

/**
 * The stable states of a problem with a known solution. ASes receive and decide in other orders, each site first in turn; on a
 * small graph the search is exhaustive. Under Gao and Rexford's conditions there is one state and no search.
 * @example stableStates(steadyState(disagree())).states.length // 2
 */
export function stableStates(state: SteadyState): StableStates {
  const { problem, question } = state;
  if (isSafe(problem)) return { states: [state], complete: true };
  const table = tableOfSessions(problem);
  const found = new Map<string, SteadyState>([[textOf(problem, state.solution.bestOf), state]]);
  const add = (ribs: readonly Rib[]) => {
    const text = ribs.map(exportsOf).join("/");
    if (!found.has(text) && found.size < MOST_STATES) found.set(text, stateOf(question, problem, solutionOf(ribs)));
  };
  const complete = table.deciding.length <= SMALL && everyPart(table, add);
  let budget = MOST_DECISIONS;
  for (const order of ordersOf(table)) {
    const ribs = settle(table, order, () => budget-- > 0);
    if (ribs) add(ribs);
    if (budget <= 0) break;
  }
  return { states: [...found.values()], complete: complete && found.size < MOST_STATES };
}

/**
 * Gao and Rexford's conditions (2001): each AS prefers customer to peer to provider routes and leaks nothing, and the graph has
 * no provider cycle (this is checked). Then there is one stable state. When routers choose individually, MED must be absent
 * too. A router that prefers the older route makes the result depend on the order of messages.
 */
export function isSafe({
  localPref,
  policies,
  announcements,
  tieBreak,
  preferOlder,
  topology,
  attributeRules,
}: ResolvedProblem): boolean {
  if (preferOlder) return false;
  const { customer, peer, provider } = localPref;
  if (!(customer > peer && peer > provider && provider > GRACEFUL_SHUTDOWN_LOCAL_PREF)) return false;
  if (attributeRules.length < 4) return false;
  for (const policy of policies.values()) if (policy.leak || policy.localPref) return false;
  return tieBreak !== "router" || topology.geography === undefined || announcements.every(({ med }) => !med);
}

interface Table {
  readonly problem: ResolvedProblem;
  /** By AS index. */
  readonly sessions: readonly (readonly Session[])[];
  /** Deciding ASes: all but the origins. */
  readonly deciding: readonly number[];
  readonly start: readonly Rib[];
}

const NOBODY: Rib = { tied: [], best: [] };

function tableOfSessions(problem: ResolvedProblem): Table {
  const indexes = Array.from(problem.topology.asns, (_asn, index) => index);
  return {
    problem,
    sessions: indexes.map((index) => (problem.origins.has(index) ? [] : sessionsOf(problem, index))),
    deciding: indexes.filter((index) => !problem.origins.has(index)),
    start: indexes.map((index) => (problem.origins.has(index) ? ribOf(problem, index, [], () => undefined) : NOBODY)),
  };
}

/** An order: the site that announces first, if any, and a permutation of the deciding ASes. */
interface Order {
  readonly first?: number;
  readonly ases: readonly number[];
}

function* ordersOf({ problem, deciding }: Table): Generator<Order> {
  const backwards = [...deciding].reverse();
  for (const { number } of problem.announcements) {
    yield { first: number, ases: deciding };
    yield { first: number, ases: backwards };
  }
  yield { ases: backwards };
  // A linear congruential generator (Numerical Recipes): the same orders each time.
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let i = 0; i < RANDOM_ORDERS; i++) {
    const ases = [...deciding];
    for (let at = ases.length - 1; at > 0; at--) {
      const other = random(at + 1);
      [ases[at], ases[other]] = [ases[other], ases[at]];
    }
    yield { ases };
  }
}

/** Rounds in one order until nothing changes; undefined when they do not settle within the limit. */
function settle(table: Table, { first, ases }: Order, goOn: () => boolean): readonly Rib[] | undefined {
  const { problem, sessions } = table;
  const ribs = [...table.start];
  const bestOf = bestIn(ribs);
  const rounds = (heardBy: (index: number) => readonly Session[]): boolean => {
    for (let round = 0; round < 2 * ases.length + 4; round++) {
      let changed = false;
      for (const index of ases) {
        if (!goOn()) return false;
        const before = exportsOf(ribs[index]);
        ribs[index] = ribOf(problem, index, heardBy(index), bestOf);
        changed ||= exportsOf(ribs[index]) !== before;
      }
      if (!changed) return true;
    }
    return false;
  };
  const isEarly = ({ announcement }: Session) => announcement < 0 || announcement === first;
  if (first !== undefined) rounds((index) => sessions[index].filter(isEarly));
  return rounds((index) => sessions[index]) ? ribs : undefined;
}

/**
 * Every stable state. In each of them an AS can decide once, after the AS it forwards to has decided. Each partly decided graph
 * is visited once. @returns whether the search completed
 */
function everyPart(table: Table, add: (ribs: readonly Rib[]) => void): boolean {
  const { problem, sessions, deciding, start } = table;
  const seen = new Set<string>();
  const stack: { readonly ribs: readonly Rib[]; readonly left: readonly number[] }[] = [
    { ribs: start, left: deciding },
  ];
  for (let part = stack.pop(); part; part = stack.pop()) {
    if (seen.size >= MOST_PARTS || seen.size * deciding.length > MOST_DECISIONS) return false;
    const { ribs, left } = part;
    const bestOf = bestIn(ribs);
    const ready = left.flatMap((index) => {
      const rib = ribOf(problem, index, sessions[index], bestOf);
      return rib.best.length > 0 ? [{ index, rib }] : [];
    });
    if (ready.length === 0) {
      // No other AS receives a route. The state is stable if every AS would decide the same again.
      if (
        deciding.every((index) => exportsOf(ribOf(problem, index, sessions[index], bestOf)) === exportsOf(ribs[index]))
      )
        add(ribs);
      continue;
    }
    // An AS that can receive nothing more from undecided ASes decides now, without loss of generality.
    const undecided = new Set(left);
    const sure = ready.filter(({ index }) => sessions[index].every(({ remote }) => !undecided.has(remote)));
    for (const { index, rib } of sure.length > 0 ? sure.slice(0, 1) : ready) {
      const next = [...ribs];
      next[index] = { tied: [], best: rib.best };
      const text = next.map(exportsOf).join("/");
      if (seen.has(text)) continue;
      seen.add(text);
      stack.push({ ribs: next, left: left.filter((other) => other !== index) });
    }
  }
  return true;
}

const bestIn =
  (ribs: readonly Rib[]) =>
  (index: number, router: number): BgpRoute | undefined =>
    ribs[index].best[router];

const solutionOf = (ribs: readonly Rib[]): Solution => ({
  bestOf: bestIn(ribs),
  announcementOf: () => Int16Array.from(ribs, ({ best }) => best[0]?.announcement ?? -1),
});

function textOf(problem: ResolvedProblem, bestOf: Solution["bestOf"]): string {
  return Array.from(problem.topology.asns, (_asn, index) => {
    const best = Array.from(problem.routers(index), (_place, router) => bestOf(index, router));
    return exportsOf({ tied: [], best: best.some((route) => route !== undefined) ? best : [] });
  }).join("/");
}
