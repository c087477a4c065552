// The steady state for any policy and any number of routers in an AS: rounds over the columns of all sessions.
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "../policy.js";
import type { ResolvedProblem } from "../problem.js";
import { nearestSites } from "../rib.js";
import { alwaysMed, originRank } from "../rules/index.js";
import { insideChooser } from "./inside-chooser.js";
import { paths } from "./paths.js";
import { marksFor, settleInRounds } from "./rounds.js";
import { sessionTable, type SessionTable } from "./session-table.js";
import { specialCases } from "./phases/index.js";
import { tieBreaker } from "./tie-breaker.js";

export const NO_ROUTE = -1;
export const OWN_ROUTE = -2;

export interface WorklistResult {
  readonly table: SessionTable;
  /** By router: the session its route arrived on, NO_ROUTE or OWN_ROUTE. */
  readonly session: Int32Array;
  readonly announcement: Int16Array;
}

const PROVIDER = 2;

/** @throws NoSteadyStateError */
export function worklist(problem: ResolvedProblem): WorklistResult {
  const { topology, announcements, policies, origins } = problem;
  const table = sessionTable(problem);
  const { offsets, routers, remote, remoteRouter, remoteIs } = table;
  const n = topology.asns.length;
  const special = specialCases(problem);
  const leaks = new Uint8Array(n);
  for (const [index, { leak }] of policies) leaks[index] = Number(leak === true);
  const inForce = (name: string) => problem.attributeRules.some((rule) => rule.name === name);
  const always = alwaysMed(problem);
  const anyMed = announcements.some(({ med = problem.missingMed }) => med !== problem.missingMed);
  const [usePref, useLength, useOrigin, useMed] = ["local-pref", "as-path-length", "origin", "med"].map(inForce);
  const origin = announcements.map(({ originCode = "igp" }) => originRank[originCode]);
  const breakTie = tieBreaker(problem, table);
  const medOf = (s: number) => announcements[table.announcement[s]]?.med ?? problem.missingMed;
  const areComparable = (s: number, other: number) => always || remote[other] === remote[s];
  const chooseInside = insideChooser(problem, table, { useMed: useMed && anyMed, medOf, areComparable });
  const path = paths();

  // The best route of each router, and the class it was learned in: 0 (own or from a customer), 1, 2.
  const session = new Int32Array(routers[n]).fill(NO_ROUTE);
  const announcement = new Int16Array(routers[n]).fill(-1);
  const learned = new Int8Array(routers[n]);
  const length = new Int32Array(routers[n]);
  const pathOf = new Int32Array(routers[n]);

  const dirty = marksFor(n);
  const wake = (v: number) => {
    for (let s = offsets[v]; s < offsets[v + 1]; s++) dirty[remote[s]] = 1;
  };
  for (const [index, own] of origins) {
    nearestSites(problem, index).forEach((site, router) => {
      session[routers[index] + router] = OWN_ROUTE;
      announcement[routers[index] + router] = own[site].number;
    });
    for (const { told } of own) for (const hearer of told) dirty[hearer] = 1;
  }

  const tied: number[] = [];
  const tiedLength: number[] = [];
  /** The announcement that a session currently carries, -1 for none; leaves the path length in `heardLength`. */
  let heardLength = 0;
  const hears = (v: number, s: number): number => {
    const r = remoteRouter[s];
    let number = table.announcement[s];
    if (number >= 0) heardLength = table.length[s];
    else {
      if (session[r] === NO_ROUTE) return -1;
      const teller = remote[s];
      if (remote[session[r]] === v) return -1;
      if (learned[r] !== 0 && remoteIs[s] !== PROVIDER && leaks[teller] === 0) return -1;
      number = announcement[r];
      if (announcements[number].noExport) return -1;
      const extra = special.any && special.acts(teller, number) ? special.extra(number, teller, v) : 0;
      if (extra < 0 || path.holds(pathOf[r], v)) return -1;
      heardLength = length[r] + 1 + extra;
    }
    return special.any && special.blocks(number, v, remote[s]) ? -1 : number;
  };

  const activate = (v: number): boolean => {
    tied.length = tiedLength.length = 0;
    let bestPref = 0;
    let bestLength = 0;
    let bestOrigin = 0;
    for (let s = offsets[v]; s < offsets[v + 1]; s++) {
      const number = hears(v, s);
      if (number < 0) continue;
      const pref = usePref
        ? announcements[number].gracefulShutdown
          ? GRACEFUL_SHUTDOWN_LOCAL_PREF
          : table.localPref[s]
        : 0;
      const hops = useLength ? heardLength : 0;
      const code = useOrigin ? origin[number] : 0;
      if (tied.length > 0) {
        const worse = bestPref - pref || hops - bestLength || code - bestOrigin;
        if (worse > 0) continue;
        if (worse < 0) tied.length = tiedLength.length = 0;
      }
      bestPref = pref;
      bestLength = hops;
      bestOrigin = code;
      tied.push(s);
      tiedLength.push(heardLength);
    }
    if (useMed && anyMed && tied.length > 1 && !problem.insideOf(v)) dropHigherMed();
    return settle(v);
  };

  /** Among tied routes from one neighbour only those with its lowest MED stay; they are adjacent. */
  const dropHigherMed = () => {
    const stays = tied.map((s) => tied.every((other) => !areComparable(s, other) || medOf(other) >= medOf(s)));
    let kept = 0;
    stays.forEach((stay, i) => {
      if (!stay) return;
      tied[kept] = tied[i];
      tiedLength[kept++] = tiedLength[i];
    });
    tied.length = tiedLength.length = kept;
  };

  /** Records the current route of each router of the AS; returns whether a neighbour could see the change. */
  const settle = (v: number): boolean => {
    let differs = false;
    const inside = tied.length > 0 ? problem.insideOf(v) : undefined;
    const chosen = inside && chooseInside(v, inside, tied);
    for (let r = routers[v]; r < routers[v + 1]; r++) {
      const choice = chosen ? chosen[r - routers[v]] : breakTie(v, r - routers[v], tied);
      const s = choice < 0 ? NO_ROUTE : tied[choice];
      if (s === NO_ROUTE) {
        differs ||= session[r] !== NO_ROUTE;
        session[r] = s;
        announcement[r] = -1;
        continue;
      }
      const direct = table.announcement[s] >= 0;
      const number = direct ? table.announcement[s] : announcement[remoteRouter[s]];
      const rest = direct ? path.empty : pathOf[remoteRouter[s]];
      const candidate = path.prepend(remote[s], rest);
      const same =
        session[r] !== NO_ROUTE &&
        announcement[r] === number &&
        learned[r] === remoteIs[s] &&
        path.same(pathOf[r], candidate);
      session[r] = s;
      length[r] = tiedLength[choice];
      if (same) continue;
      differs = true;
      announcement[r] = number;
      learned[r] = remoteIs[s];
      pathOf[r] = candidate;
    }
    return differs;
  };

  const remember = () => {
    const then = { announcement: announcement.slice(), learned: learned.slice(), path: pathOf.slice() };
    return () => {
      for (let r = 0; r < routers[n]; r++) {
        if (announcement[r] !== then.announcement[r] || learned[r] !== then.learned[r]) return false;
        if (announcement[r] >= 0 && !path.same(pathOf[r], then.path[r])) return false;
      }
      return true;
    };
  };
  const visit = (v: number) => {
    if (origins.has(v) || !activate(v)) return false;
    wake(v);
    return true;
  };
  settleInRounds({ asns: topology.asns, dirty, visit, remember });
  return { table, session, announcement };
}
