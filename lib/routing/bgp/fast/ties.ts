// The tied sets that the keys of the three phases imply: a neighbour's route ties where one hop from it gives the AS's own key.
import { originPath } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import type { Session } from "../route.js";
import { originRank } from "../rules/origin.js";
import { classOf, CUSTOMER_HOP, keyOf, OWN, PEER_HOP, PROVIDER_HOP, rankOf, UNREACHED, withinClass } from "./key.js";
import type { PhaseResult } from "./phases.js";
import { specialCases, type SpecialCases } from "./special.js";

/** Whether a session brings a route as good as the one the AS uses, MED apart. */
export function tiesIn(
  problem: ResolvedProblem,
  { key, announcement: used }: PhaseResult,
  special = specialCases(problem),
) {
  const { announcements } = problem;
  return ({ local, remote, remoteIs, announcement }: Session): boolean => {
    if (announcement >= 0) {
      if (special.blocks(announcement, local)) return false;
      return key[local] === directKey(problem, announcement, local, rankOf(remoteIs));
    }
    if (key[remote] === UNREACHED || (remoteIs !== "provider" && classOf(key[remote]) > 0)) return false;
    const number = used[remote];
    if (announcements[number].noExport) return false;
    const hop = remoteIs === "customer" ? CUSTOMER_HOP : remoteIs === "peer" ? PEER_HOP : PROVIDER_HOP;
    return key[local] === withinClass(key[remote]) + hop + detour(special, number, remote, local);
  };
}

/** The key of an announcement at a neighbour of its origin. */
function directKey(problem: ResolvedProblem, announcement: number, hearer: number, rank: number): number {
  const each = problem.announcements[announcement];
  const length = originPath(each, problem.topology.asns[hearer]).length;
  return keyOf(rank, length, originRank[each.originCode ?? "igp"]);
}

/** What communities and refusals add to the key on one link; NaN, which equals nothing, where the route does not pass. */
function detour(special: SpecialCases, announcement: number, teller: number, hearer: number): number {
  if (!special.any) return 0;
  if (special.blocks(announcement, hearer)) return NaN;
  const extra = special.acts(teller, announcement) ? special.extra(announcement, teller, hearer) : 0;
  return extra < 0 ? NaN : extra * CUSTOMER_HOP;
}

/**
 * Visits every tied link, ASes by rising key, so that a neighbour's own ties are known before they are asked for.
 * `announcement` is -1 except on a link from an origin.
 */
export function visitTies(
  problem: ResolvedProblem,
  { key, announcement: used }: PhaseResult,
  visit: (hearer: number, teller: number, announcement: number) => void,
): void {
  const { topology, origins, announcements } = problem;
  const special = specialCases(problem);
  const order = Int32Array.from(key, (_key, v) => v).sort((a, b) => key[a] - key[b]);
  const rows = [topology.customers, topology.peers, topology.providers];
  for (const v of order) {
    if (key[v] === UNREACHED) break;
    if (key[v] === OWN) continue;
    const rank = classOf(key[v]);
    const { offsets, targets } = rows[rank];
    for (let i = offsets[v]; i < offsets[v + 1]; i++) {
      const u = targets[i];
      if (key[u] === OWN) visitDirect(v, u, rank);
      else if (key[u] !== UNREACHED && (rank === 2 || classOf(key[u]) === 0) && !announcements[used[u]].noExport) {
        const hop = rank === 0 ? CUSTOMER_HOP : rank === 1 ? PEER_HOP : PROVIDER_HOP;
        if (key[v] === withinClass(key[u]) + hop + detour(special, used[u], u, v)) visit(v, u, -1);
      }
    }
  }

  function visitDirect(v: number, origin: number, rank: number) {
    const here = origins
      .get(origin)!
      .filter(({ told, number }) => told.includes(v) && !special.blocks(number, v))
      .filter(({ number }) => directKey(problem, number, v, rank) === key[v]);
    const lowestMed = Math.min(...here.map(({ med = 0 }) => med));
    for (const { number, med = 0 } of here) if (med === lowestMed) visit(v, origin, number);
  }
}
