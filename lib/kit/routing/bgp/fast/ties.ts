// The tied sets that the keys of the phases imply: a neighbour's route ties when one more hop yields the AS's own key.
import { relationshipTo, type CompiledAsGraph } from "../../../topology/index.js";
import { originPathLength } from "../exchange.js";
import { isTold, type ResolvedProblem } from "../problem.js";
import type { Session } from "../route.js";
import { originRank } from "../rules/index.js";
import {
  classOf,
  CUSTOMER_HOP,
  DRAINED,
  DRAINED_HOP,
  keyOf,
  lengthOf,
  nextOf,
  OWN,
  PEER_HOP,
  type PhaseResult,
  PROVIDER_HOP,
  rankOf,
  specialCases,
  type SpecialCases,
  UNREACHED,
  withinClass,
} from "./phases/index.js";

/** Whether a session carries a route as good as the best route of the AS, ignoring MED. */
export function tiesIn(problem: ResolvedProblem, phases: PhaseResult, special = specialCases(problem)) {
  const { topology, announcements } = problem;
  return ({ local, remote, remoteIs, announcement }: Session): boolean => {
    const { key, announcement: used } = phases;
    if (announcement >= 0) {
      if (special.blocks(announcement, local, remote)) return false;
      return key[local] === directKey(problem, announcement, local, rankOf(remoteIs));
    }
    if (key[remote] === UNREACHED || (remoteIs !== "provider" && !hasCustomerRoute(topology, phases, remote)))
      return false;
    const number = used[remote];
    if (announcements[number].noExport) return false;
    return key[local] === oneHop(key[remote], rankOf(remoteIs)) + detour(special, number, remote, local);
  };
}

/** Whether the route of an AS came from a customer, so that it is exported to every neighbour. */
function hasCustomerRoute(topology: CompiledAsGraph, phases: PhaseResult, v: number): boolean {
  return classOf(phases.key[v]) === DRAINED
    ? relationshipTo(topology, v, nextOf(phases, v)) === "customer"
    : classOf(phases.key[v]) === 0;
}

const HOPS = [CUSTOMER_HOP, PEER_HOP, PROVIDER_HOP] as const;

/** A key one hop farther, received from a customer (0), a peer (1), a provider (2). */
const oneHop = (key: number, rank: 0 | 1 | 2): number =>
  classOf(key) === DRAINED ? key + DRAINED_HOP : withinClass(key) + HOPS[rank];

/** The key of an announcement at a neighbour of its origin. */
function directKey(problem: ResolvedProblem, announcement: number, hearer: number, rank: number): number {
  const each = problem.announcements[announcement];
  const length = originPathLength(each, problem.topology.asns[hearer], problem.policies.get(hearer)?.keepPrepends);
  return keyOf(each.gracefulShutdown ? DRAINED : rank, length, originRank[each.originCode ?? "igp"]);
}

/** What communities and refusals add to the key on one link; NaN, which equals nothing, where the route does not pass. */
function detour(special: SpecialCases, announcement: number, teller: number, hearer: number): number {
  if (!special.any) return 0;
  if (special.blocks(announcement, hearer, teller)) return NaN;
  const extra = special.acts(teller, announcement) ? special.extra(announcement, teller, hearer) : 0;
  return extra < 0 ? NaN : extra * CUSTOMER_HOP;
}

/**
 * Visits every tied link, those of one AS together, ASes by ascending key, so that a neighbour's own ties are known before they
 * are needed. `announcement` is -1 except on a link from an origin; `link` is the link's number, -1 if links have none.
 */
export function visitTies(
  problem: ResolvedProblem,
  phases: PhaseResult,
  visit: (hearer: number, teller: number, announcement: number, link: number) => void,
): void {
  const { topology, origins, announcements } = problem;
  const { key, announcement: used } = phases;
  const special = specialCases(problem);
  const rows = [topology.customers, topology.peers, topology.providers];
  const anyRank = [0, 1, 2] as const;
  for (const v of byRisingKey(key)) {
    if (key[v] === UNREACHED) break;
    if (key[v] === OWN) continue;
    const ownClass = classOf(key[v]);
    for (const rank of ownClass === DRAINED ? anyRank : [anyRank[ownClass]]) {
      const { offsets, targets, links } = rows[rank];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const u = targets[i];
        if (key[u] >= key[v]) continue; // a hop makes every route worse
        if (key[u] === OWN) visitDirect(v, u, rank, links ? links[i] : -1);
        else if (rank < 2 && !hasCustomerRoute(topology, phases, u)) continue;
        else if (announcements[used[u]].noExport) continue;
        else if (key[v] === oneHop(key[u], rank) + detour(special, used[u], u, v))
          visit(v, u, -1, links ? links[i] : -1);
      }
    }
  }

  function visitDirect(v: number, origin: number, rank: number, link: number) {
    const here = origins
      .get(origin)!
      .filter((each) => isTold(each, v) && !special.blocks(each.number, v, origin))
      .filter(({ number }) => directKey(problem, number, v, rank) === key[v]);
    const lowestMed = Math.min(...here.map(({ med = 0 }) => med));
    for (const { number, med = 0 } of here) if (med === lowestMed) visit(v, origin, number, link);
  }
}

/** ASes by class and length of their routes: a counting sort. Those without a route come last. */
function byRisingKey(key: Int32Array): Int32Array {
  let longest = 0;
  for (let v = 0; v < key.length; v++) if (key[v] !== UNREACHED) longest = Math.max(longest, lengthOf(key[v]));
  const last = (DRAINED + 1) * (longest + 1);
  const slotOf = (v: number) => (key[v] === UNREACHED ? last : classOf(key[v]) * (longest + 1) + lengthOf(key[v]));
  const free = new Int32Array(last + 2);
  for (let v = 0; v < key.length; v++) free[slotOf(v) + 1]++;
  for (let slot = 0; slot <= last; slot++) free[slot + 1] += free[slot];
  const order = new Int32Array(key.length);
  for (let v = 0; v < key.length; v++) order[free[slotOf(v)]++] = v;
  return order;
}
