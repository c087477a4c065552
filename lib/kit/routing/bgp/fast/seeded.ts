// The steady state where a few ASes have a LOCAL_PREF or a leak of their own: the phases without them, then the work list from there.
// Returns undefined when uniqueness of the steady state is not proven; the work list then starts from scratch.
import { neighbourIndices } from "../../../topology/index.js";
import { NoSteadyStateError } from "../engine.js";
import { localPrefOf } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import { asMachine, type AsMachine, type AsWorklistResult } from "./as-worklist.js";
import { isGaoRexford } from "./conditions.js";
import { classOf, descentOf, nextOf, type PhaseResult, threePhases } from "./phases/index.js";
import { isOnlyState } from "./only-state.js";

export interface Seeded {
  /** The only steady state; absent when there may be others. */
  readonly only?: AsWorklistResult;
  /** When two were found: the AS whose policy allows several. */
  readonly several?: number;
}

/**
 * The reasons for there being one steady state:
 * - Preferences among customers, or among peers and providers, are free as long as every customer comes before all others (Gao & Rexford
 *   2001, guideline A, in a graph without provider cycles).
 * - What customers export to an AS does not depend on the AS: their own customer routes come from below it. So the one AS that
 * may prefer another route to a customer's exports to its providers and peers its best customer route or nothing. Both are
 * tried.
 * - The lowest AS that leaks has no customer route whatever others do, so no AS leaks when all that may leak use a customer's
 * route. And one that leaks a route of N, where N has it from its own customers, always does: what comes back to N by the leak
 * is longer.
 * For several such ASes at once, isOnlyState looks for an order in which every AS's route is certain.
 */
export function seeded(problem: ResolvedProblem, ranks: Int32Array): Seeded {
  const { topology, origins, policies, announcements } = problem;
  const leakers = [...policies].filter(([v, { leak }]) => leak && !origins.has(v)).map(([v]) => v);
  const wishers = [...policies].filter(([v, { localPref }]) => localPref && !origins.has(v)).map(([v]) => v);
  const risky = wishers.filter((v) => !putsCustomersFirst(problem, v));
  const without = new Map([...policies].map(([v, policy]) => [v, { ...policy, leak: false, localPref: undefined }]));
  const plain = { ...problem, policies: without };
  if (!isGaoRexford(plain) || announcements.some(({ gracefulShutdown }) => gracefulShutdown)) return {};
  const descent = descentOf(topology, ranks);
  if (!descent) return {};
  const phases = threePhases(plain, ranks);
  const active = leakers.filter((v) => classOf(phases.key[v]) !== 0);
  const machine = asMachine(problem, ranks, phases);
  const isKnownCase =
    risky.length > 0
      ? risky.length === 1 && leakers.length === 0
      : active.length === 0 ||
        (active.length === 1 && wishers.length === 0 && leaksForSure(problem, phases, active[0]));
  try {
    if (isKnownCase && risky.length > 0)
      return settleRisky(machine, risky[0], wishers, classOf(phases.key[risky[0]]) === 0);
    if (!isKnownCase && machine.anySpecial) return {};
    wishers.forEach(machine.ask);
    machine.settle();
    if (!isKnownCase)
      return isOnlyState(problem, machine, phases, [...new Set([...wishers, ...leakers])], descent)
        ? { only: machine }
        : {};
  } catch (error) {
    if (error instanceof NoSteadyStateError) return {};
    throw error;
  }
  const leaksNow = leakers.some((v) => machine.next[v] >= 0 && machine.learned[v] !== 0);
  return leaksNow && active.length === 0 ? {} : { only: machine };
}

/** Tries both exports of an AS to its providers and peers: its best customer route, and nothing. */
function settleRisky(machine: AsMachine, v: number, wishers: readonly number[], hasCustomerRoute: boolean): Seeded {
  const usesCustomer = () => machine.next[v] >= 0 && machine.learned[v] === 0;
  if (hasCustomerRoute) machine.limit(v, "hears customers");
  wishers.forEach(machine.ask);
  machine.settle();
  if (hasCustomerRoute) {
    machine.limit(v, undefined);
    machine.settle();
  }
  if (!usesCustomer()) {
    // It had a customer route and did not keep it, or never receives one.
    return hasCustomerRoute || !machine.hearsCustomers(v) ? { only: machine } : {};
  }
  const restore = machine.save();
  machine.limit(v, "tells customers");
  machine.settle();
  if (!usesCustomer()) return { several: v };
  restore();
  return { only: machine };
}

/** Whether each of its customers comes before all its peers and providers. */
function putsCustomersFirst(problem: ResolvedProblem, v: number): boolean {
  const { topology } = problem;
  const prefs = (is: "customer" | "peer" | "provider") =>
    Array.from(neighbourIndices(topology[`${is}s`], v), (u) => localPrefOf(problem, v, topology.asns[u], is));
  const least = prefs("customer").reduce((a, b) => Math.min(a, b), Infinity);
  return [...prefs("peer"), ...prefs("provider")].every((pref) => pref < least);
}

/** Whether an AS that leaks uses a route that its neighbour has from a customer, or originates, and no community suppresses routes. */
function leaksForSure(problem: ResolvedProblem, phases: PhaseResult, v: number): boolean {
  const { announcements, origins, policies, limitsLength } = problem;
  const from = nextOf(phases, v);
  const anySpecial = announcements.some(
    ({ noExport, noPeer, actions, poison = [], invalid }) =>
      noExport || noPeer || invalid || actions.length > 0 || poison.length > 0,
  );
  const alters = [...policies.values()].some(({ rov, keepPrepends }) => rov || keepPrepends !== undefined);
  return from >= 0 && !anySpecial && !limitsLength && !alters && (origins.has(from) || classOf(phases.key[from]) === 0);
}
