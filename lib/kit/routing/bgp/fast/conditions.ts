// When the three phases give the steady state: every AS keeps Gao and Rexford's conditions.
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "../policy.js";
import type { ResolvedProblem } from "../problem.js";
import { alwaysMed } from "../rules/index.js";
import { specialCases } from "./phases/index.js";

/** Whether ASes have several routers that choose individually. */
export const manyRouters = ({ tieBreak, topology }: ResolvedProblem): boolean =>
  tieBreak === "router" && topology.geography !== undefined;

/** Whether MED is compared in another way than RFC 4271's, which only the work list of sessions does. */
export const otherMed = (problem: ResolvedProblem): boolean => problem.missingMed > 0 || alwaysMed(problem);

/**
 * Without overrides and leaks, each AS prefers customer to peer to provider to drained routes, and every hop makes a route
 * worse. An AS must count as one router, which exports the same route to all neighbours.
 */
export function isGaoRexford(problem: ResolvedProblem): boolean {
  const { localPref, policies, announcements, attributeRules, tieRules } = problem;
  const { customer, peer, provider } = localPref;
  if (manyRouters(problem) || otherMed(problem) || !(customer > peer && peer > provider)) return false;
  if (attributeRules.length < 4 || tieRules.length < (problem.tieBreak === "router" ? 4 : 2)) return false;
  for (const policy of policies.values()) if (policy.leak || policy.localPref) return false;
  return provider > GRACEFUL_SHUTDOWN_LOCAL_PREF || announcements.every(({ gracefulShutdown }) => !gracefulShutdown);
}

/** Whether all ASes treat all announcements of the problem alike, and none is drained. */
export const isPlain = (problem: ResolvedProblem): boolean =>
  !specialCases(problem).any && !problem.announcements.some(({ gracefulShutdown }) => gracefulShutdown);
