// When the three phases give the steady state: Gao and Rexford's conditions, kept by everybody.
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "../policy.js";
import type { ResolvedProblem } from "../problem.js";

/**
 * Without overrides and leaks, each AS prefers customer to peer to provider to drained routes, and a route only gets worse on its way.
 * Where routers of one AS choose for themselves, all announcements must be told apart by nothing but their path, for only then
 * it does not matter to the neighbours which of the tied routes they hear.
 */
export function isGaoRexford(problem: ResolvedProblem): boolean {
  const { localPref, policies, announcements, attributeRules, tieRules, tieBreak } = problem;
  const { customer, peer, provider } = localPref;
  if (!(customer > peer && peer > provider)) return false;
  if (attributeRules.length < 4 || tieRules.length < (tieBreak === "router" ? 4 : 2)) return false;
  for (const policy of policies.values()) if (policy.leak || policy.localPref) return false;
  if (announcements.some(({ gracefulShutdown }) => gracefulShutdown) && provider <= GRACEFUL_SHUTDOWN_LOCAL_PREF)
    return false;
  if (tieBreak !== "router" || !problem.topology.geography) return true;
  const plain = ({ communities, poison, invalid, originCode = "igp" }: (typeof announcements)[number]) =>
    communities.length === 0 && !poison?.length && !invalid && originCode === "igp";
  return announcements.every(plain);
}
