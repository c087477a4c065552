// The steady state for any policy where each AS counts as one router: rounds over the rows of the graph itself. What an AS tells
// is one number, so that most of what it hears is dismissed by one comparison.
import { relationshipTo } from "../../../topology/index.js";
import { localPrefOf, originPath } from "../exchange.js";
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "../policy.js";
import type { ResolvedProblem } from "../problem.js";
import { originRank } from "../rules/index.js";
import { nearestSites } from "../rib.js";
import { paths } from "./paths.js";
import { settleInRounds } from "./rounds.js";
import { specialCases } from "./special.js";

export interface AsWorklistResult {
  /** By AS index the neighbour its route came by; itself at an origin, -1 without a route. */
  readonly next: Int32Array;
  readonly announcement: Int16Array;
}

/** Room for path lengths and origin codes below one step of LOCAL_PREF. */
const PREF_STEP = 2 ** 24;
const UNTOLD = 2 ** 30;
const relationships = ["customer", "peer", "provider"] as const;

/** An announcement as a neighbour of its origin hears it. */
interface Direct {
  readonly origin: number;
  readonly learned: number;
  readonly announcement: number;
  readonly length: number;
  readonly key: number;
}

/**
 * @param ranks the smaller rank wins among equally good neighbours
 * @throws NoSteadyStateError
 */
export function asWorklist(problem: ResolvedProblem, ranks: Int32Array): AsWorklistResult {
  const { topology, announcements, policies, origins } = problem;
  const { asns, customers, peers, providers } = topology;
  const n = asns.length;
  const special = specialCases(problem);
  const path = paths();
  const hears = [customers, peers, providers];
  const tells = [providers, peers, customers];
  const inForce = (name: string) => problem.attributeRules.some((rule) => rule.name === name);
  const [usePref, useLength, useOrigin, useMed] = ["local-pref", "as-path-length", "origin", "med"].map(inForce);

  // A key is the place of the LOCAL_PREF among all, then AS-path length, then ORIGIN: the smaller is the better.
  const prefs = [
    ...relationships.map((relationship) => problem.localPref[relationship]),
    ...[...policies.values()].flatMap(({ localPref }) => Object.values(localPref ?? {})),
    GRACEFUL_SHUTDOWN_LOCAL_PREF,
  ].sort((a, b) => b - a);
  const prefKey = (pref: number) => (usePref ? prefs.indexOf(pref) * PREF_STEP : 0);
  const hop = useLength ? 4 : 0;
  const codes = announcements.map(({ originCode = "igp" }) => (useOrigin ? originRank[originCode] : 0));
  const usual = relationships.map((relationship) => prefKey(problem.localPref[relationship]));
  const drained = Uint8Array.from(announcements, ({ gracefulShutdown }) => Number(gracefulShutdown));
  const drainedPref = prefKey(GRACEFUL_SHUTDOWN_LOCAL_PREF);
  const silent = Uint8Array.from(announcements, ({ noExport }) => Number(noExport));
  const hasPolicy = new Uint8Array(n);
  const leaks = new Uint8Array(n);
  for (const [index, { leak, localPref }] of policies) {
    hasPolicy[index] = Number(localPref !== undefined);
    leaks[index] = Number(leak === true);
  }
  const prefOf = (hearer: number, teller: number, number: number, is: number): number => {
    if (drained[number] === 1) return drainedPref;
    return hasPolicy[hearer] === 1 ? prefKey(localPrefOf(problem, hearer, asns[teller], relationships[is])) : usual[is];
  };

  // What each AS uses. `up` and `down` are what it tells to providers and peers, and to customers: a key less the LOCAL_PREF.
  const next = new Int32Array(n).fill(-1);
  const announcement = new Int16Array(n).fill(-1);
  const key = new Float64Array(n).fill(Infinity);
  const learned = new Int8Array(n);
  const length = new Int32Array(n);
  const pathOf = new Int32Array(n);
  const up = new Int32Array(n).fill(UNTOLD);
  const down = new Int32Array(n).fill(UNTOLD);
  const toldIn = [up, up, down];

  const dirty = new Uint8Array(n);
  const isOrigin = new Uint8Array(n);
  const direct = new Map<number, Direct[]>();
  for (const [origin, own] of origins) {
    isOrigin[origin] = 1;
    next[origin] = origin;
    announcement[origin] = own[nearestSites(problem, origin)[0]].number;
    for (const { told } of own) for (const hearer of told) dirty[hearer] = 1;
  }
  for (const hearer of dirty.keys())
    if (dirty[hearer] === 1)
      direct.set(
        hearer,
        [...origins.keys()].flatMap((origin) => directFrom(origin, hearer)),
      );

  /** The best of an origin's announcements at one of its neighbours. */
  function directFrom(origin: number, hearer: number): Direct[] {
    const is = relationships.indexOf(relationshipTo(topology, hearer, origin)!);
    let best: Direct | undefined;
    for (const each of origins.get(origin)!) {
      const { number } = each;
      if (!each.told.includes(hearer) || special.blocks(number, hearer)) continue;
      const hops = originPath(each, asns[hearer]).length;
      const offer = prefOf(hearer, origin, number, is) + hops * hop + codes[number];
      const higherMed = useMed && best && (each.med ?? 0) >= (announcements[best.announcement].med ?? 0);
      if (best && (offer > best.key || (offer === best.key && (!useMed || higherMed)))) continue;
      best = { origin, learned: is, announcement: number, length: hops, key: offer };
    }
    return best ? [best] : [];
  }

  let bestKey = Infinity;
  let bestTeller = -1;
  let bestNumber = -1;
  let bestLength = 0;
  let bestLearned = 0;
  const choose = (offer: number, teller: number, number: number, hops: number, is: number) => {
    bestKey = offer;
    bestTeller = teller;
    bestNumber = number;
    bestLength = hops;
    bestLearned = is;
  };
  /** Looks at one row of neighbours for a better route than the best so far. */
  const hearRow = (v: number, is: number) => {
    const { offsets, targets } = hears[is];
    const told = toldIn[is];
    for (let i = offsets[v], end = offsets[v + 1]; i < end; i++) {
      const teller = targets[i];
      if (told[teller] === UNTOLD) continue;
      const number = announcement[teller];
      const pref = hasPolicy[v] === 1 || drained[number] === 1 ? prefOf(v, teller, number, is) : usual[is];
      let offer = pref + told[teller];
      if (offer > bestKey || (offer === bestKey && ranks[teller] >= ranks[bestTeller])) continue;
      if (next[teller] === v) continue; // split horizon
      let hops = length[teller] + 1;
      if (special.any) {
        if (special.blocks(number, v)) continue;
        const extra = special.acts(teller, number) ? special.extra(number, teller, v) : 0;
        offer += extra * hop;
        hops += extra;
        if (extra < 0 || offer > bestKey || (offer === bestKey && ranks[teller] >= ranks[bestTeller])) continue;
      }
      if (path.holds(pathOf[teller], v)) continue;
      choose(offer, teller, number, hops, is);
    }
  };
  const decide = (v: number) => {
    choose(Infinity, -1, -1, 0, 0);
    for (const offer of direct.get(v) ?? [])
      if (offer.key < bestKey || (offer.key === bestKey && ranks[offer.origin] < ranks[bestTeller]))
        choose(offer.key, offer.origin, offer.announcement, offer.length, offer.learned);
    hearRow(v, 0);
    hearRow(v, 1);
    hearRow(v, 2);
  };

  /** Lets an AS use the best it hears, and wakes the neighbours that this can move. */
  const visit = (v: number): boolean => {
    if (isOrigin[v] === 1) return false;
    decide(v);
    key[v] = bestKey;
    if (bestTeller < 0) {
      if (next[v] < 0) return false;
      next[v] = announcement[v] = -1;
      up[v] = down[v] = UNTOLD;
      wake(v);
      return true;
    }
    const rest = isOrigin[bestTeller] === 1 ? path.empty : pathOf[bestTeller];
    const same =
      next[v] === bestTeller &&
      announcement[v] === bestNumber &&
      learned[v] === bestLearned &&
      path.extends(pathOf[v], bestTeller, rest);
    if (same) return false;
    next[v] = bestTeller;
    announcement[v] = bestNumber;
    learned[v] = bestLearned;
    length[v] = bestLength;
    pathOf[v] = path.prepend(bestTeller, rest);
    down[v] = silent[bestNumber] === 1 ? UNTOLD : (bestLength + 1) * hop + codes[bestNumber];
    up[v] = bestLearned === 0 || leaks[v] === 1 ? down[v] : UNTOLD;
    wake(v);
    return true;
  };
  /** Whoever uses the AS's route, or may find its new one as good as its own, has to decide again. */
  const wake = (v: number) => {
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = tells[is];
      const pref = drained[announcement[v]] === 1 ? drainedPref : usual[is];
      const offer = toldIn[is][v] === UNTOLD ? Infinity : toldIn[is][v] + pref;
      for (let i = offsets[v], end = offsets[v + 1]; i < end; i++) {
        const hearer = targets[i];
        if (offer <= key[hearer] || next[hearer] === v || hasPolicy[hearer] === 1) dirty[hearer] = 1;
      }
    }
  };

  const remember = () => {
    const then = { announcement: announcement.slice(), learned: learned.slice(), path: pathOf.slice() };
    return () => {
      for (let v = 0; v < n; v++) {
        if (announcement[v] !== then.announcement[v] || learned[v] !== then.learned[v]) return false;
        if (announcement[v] >= 0 && !path.same(pathOf[v], then.path[v])) return false;
      }
      return true;
    };
  };
  settleInRounds({ asns, dirty, visit, remember });
  return { next, announcement };
}
