// When the three phases give the steady state: Gao and Rexford's conditions, kept by everybody.
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "../policy.js";
import type { ResolvedProblem } from "../problem.js";

/** Whether ASes have several routers that choose for themselves. */
export const manyRouters = ({ tieBreak, topology }: ResolvedProblem): boolean =>
  tieBreak === "router" && topology.geography !== undefined;

/**
 * Without overrides and leaks, each AS prefers customer to peer to provider to drained routes, and a route only gets worse on its
 * way. An AS has to count as one router, which tells all its neighbours the same.
 */
export function isGaoRexford(problem: ResolvedProblem): boolean {
  const { localPref, policies, announcements, attributeRules, tieRules } = problem;
  const { customer, peer, provider } = localPref;
  if (manyRouters(problem) || !(customer > peer && peer > provider)) return false;
  if (attributeRules.length < 4 || tieRules.length < (problem.tieBreak === "router" ? 4 : 2)) return false;
  for (const policy of policies.values()) if (policy.leak || policy.localPref) return false;
  return provider > GRACEFUL_SHUTDOWN_LOCAL_PREF || announcements.every(({ gracefulShutdown }) => !gracefulShutdown);
}
