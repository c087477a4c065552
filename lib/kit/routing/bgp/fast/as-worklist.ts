// The steady state for any policy where each AS counts as one router: rounds over the rows of the graph itself. What an AS
// advertises is one number, so one comparison rejects most of the routes that it receives.
import { localPrefOf } from "../exchange.js";
import { GRACEFUL_SHUTDOWN_LOCAL_PREF } from "../policy.js";
import type { ResolvedAnnouncement, ResolvedProblem } from "../problem.js";
import { originRank } from "../rules/index.js";
import { nearestSites } from "../rib.js";
import { directOffers, type DirectOffer } from "./direct-offers.js";
import { classOf, lengthOf, nextOf as nextIn, type PhaseResult, specialCases, workspaceOf } from "./phases/index.js";
import { paths } from "./paths.js";
import { marksFor, settleInRounds } from "./rounds.js";

export interface AsWorklistResult {
  /** By AS index, the neighbour its route came from; itself at an origin, -1 without a route. */
  readonly next: Int32Array;
  readonly announcement: Int16Array;
}

/** Room for path lengths and origin codes below one step of LOCAL_PREF. */
const PREF_STEP = 2 ** 24;
const UNTOLD = 2 ** 30;
/** Stands for the path that the phases found. */
const AS_IN_PHASES = -1;
const relationships = ["customer", "peer", "provider"] as const;

/** The current routes of all ASes, and the operations on them. */
export interface AsMachine extends AsWorklistResult {
  /** By AS index, the relationship of the neighbour its route came from: 0 customer, 1 peer, 2 provider. */
  readonly learned: Int8Array;
  /** Puts an AS on the work list. */
  readonly ask: (v: number) => void;
  /** Runs decisions until no AS changes its route. @throws NoSteadyStateError */
  readonly settle: () => void;
  /** Restricts an AS to receiving from, or exporting to, its customers only; or lifts the restriction. */
  readonly limit: (v: number, to: "hears customers" | "tells customers" | undefined) => void;
  /** By AS index: the key of its route, and its path's length. */
  readonly key: Float64Array;
  readonly length: Int32Array;
  readonly ranks: Int32Array;
  /** By AS index 1 where the AS exports every route to all neighbours. */
  readonly leaks: Uint8Array;
  /** What a hop adds to a key. */
  readonly hop: number;
  /** The part of a key that LOCAL_PREF is, for a route of this neighbour: 0 a customer, 1 a peer, 2 a provider. */
  readonly prefAt: (hearer: number, teller: number, is: number) => number;
  /** That part of a whole key. */
  readonly worthOf: (key: number) => number;
  /** Whether the neighbour's route now arrives at an AS and is accepted. Not for origins: see `direct`. */
  readonly told: (teller: number, hearer: number, is: number) => boolean;
  /** What origins announce, by the AS that hears it. */
  readonly direct: ReadonlyMap<number, readonly DirectOffer[]>;
  /** Whether some AS treats an announcement differently from all others. */
  readonly anySpecial: boolean;
  /** Whether some customer of the AS, possibly an origin, exports a route to it. */
  readonly hearsCustomers: (v: number) => boolean;
  /** Saves the state; the returned function restores it. */
  readonly save: () => () => void;
}

/**
 * @param ranks the smaller rank wins among equally good neighbours
 * @throws NoSteadyStateError
 */
export function asWorklist(problem: ResolvedProblem, ranks: Int32Array): AsWorklistResult {
  const machine = asMachine(problem, ranks);
  machine.settle();
  return machine;
}

/** @param start initial routes; without them the neighbours of the origins decide first */
export function asMachine(problem: ResolvedProblem, ranks: Int32Array, start?: PhaseResult): AsMachine {
  const { topology, announcements, policies, origins } = problem;
  const { asns, customers, peers, providers } = topology;
  const n = asns.length;
  const { sells } = workspaceOf(topology);
  const special = specialCases(problem);
  const path = paths();
  const hears = [customers, peers, providers];
  const tells = [providers, peers, customers];
  const inForce = (name: string) => problem.attributeRules.some((rule) => rule.name === name);
  const [usePref, useLength, useOrigin, useMed] = ["local-pref", "as-path-length", "origin", "med"].map(inForce);

  // A key combines the rank of the LOCAL_PREF, AS-path length and ORIGIN; smaller is better.
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
  const anyDrained = drained.includes(1);
  const drainedPref = prefKey(GRACEFUL_SHUTDOWN_LOCAL_PREF);
  const silent = Uint8Array.from(announcements, ({ noExport }) => Number(noExport));
  const hasPolicy = new Uint8Array(n);
  const leaks = new Uint8Array(n);
  for (const [index, { leak, localPref }] of policies) {
    hasPolicy[index] = Number(localPref !== undefined);
    leaks[index] = Number(leak === true);
  }
  const prefAt = (hearer: number, teller: number, is: number): number =>
    hasPolicy[hearer] === 1 ? prefKey(localPrefOf(problem, hearer, asns[teller], relationships[is])) : usual[is];
  const prefOf = (hearer: number, teller: number, number: number, is: number): number =>
    drained[number] === 1 ? drainedPref : prefAt(hearer, teller, is);

  // The best route of each AS. `up` and `down` are what it exports to providers and peers, and to customers: a key less the LOCAL_PREF.
  const next = new Int32Array(n).fill(-1);
  const announcement = new Int16Array(n).fill(-1);
  const key = new Float64Array(n).fill(Infinity);
  const learned = new Int8Array(n);
  const length = new Int32Array(n);
  const pathOf = new Int32Array(n);
  const up = new Int32Array(n).fill(UNTOLD);
  const down = new Int32Array(n).fill(UNTOLD);
  const toldIn = [up, up, down];

  const dirty = marksFor(n);
  const hearsOnlyCustomers = new Uint8Array(n);
  const tellsOnlyCustomers = new Uint8Array(n);
  const isOrigin = new Uint8Array(n);
  for (const [origin, own] of origins) {
    isOrigin[origin] = 1;
    next[origin] = origin;
    announcement[origin] = own[nearestSites(problem, origin)[0]].number;
    if (!start) for (const { told } of own) for (const hearer of told) dirty[hearer] = 1;
  }
  const offerOf = (each: ResolvedAnnouncement, origin: number, hearer: number, is: number, hops: number) =>
    prefOf(hearer, origin, each.number, is) + hops * hop + codes[each.number];
  const direct = directOffers(problem, special, useMed, offerOf);

  /** The path of an AS's route. The path that the phases found is built on first use. */
  const pathAt = (v: number): number => (pathOf[v] === AS_IN_PHASES ? (pathOf[v] = pathInPhases(v)) : pathOf[v]);
  const pathInPhases = (v: number): number => {
    const passed: number[] = [];
    for (let u = v; isOrigin[u] === 0; u = nextIn(start!, u)) passed.push(nextIn(start!, u));
    return passed.reduceRight((rest, as) => path.prepend(as, rest), path.empty);
  };

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
  /** Searches one row of neighbours for a better route than the best so far. */
  const hearRow = (v: number, is: number) => {
    const { offsets, targets } = hears[is];
    const told = toldIn[is];
    const isUsual = hasPolicy[v] === 0 && !anyDrained;
    for (let i = offsets[v], end = offsets[v + 1]; i < end; i++) {
      const teller = targets[i];
      if (told[teller] === UNTOLD) continue;
      let offer = told[teller] + (isUsual ? usual[is] : prefOf(v, teller, announcement[teller], is));
      if (offer > bestKey || (offer === bestKey && ranks[teller] >= ranks[bestTeller])) continue;
      if (next[teller] === v) continue; // split horizon
      const number = announcement[teller];
      let hops = length[teller] + 1;
      if (special.any) {
        if (special.blocks(number, v, teller)) continue;
        const extra = special.acts(teller, number) ? special.extra(number, teller, v) : 0;
        offer += extra * hop;
        hops += extra;
        if (extra < 0 || offer > bestKey || (offer === bestKey && ranks[teller] >= ranks[bestTeller])) continue;
      }
      if (path.holds(pathAt(teller), v)) continue;
      choose(offer, teller, number, hops, is);
    }
  };
  const decide = (v: number) => {
    choose(Infinity, -1, -1, 0, 0);
    const limited = hearsOnlyCustomers[v] === 1;
    for (const offer of direct.get(v) ?? [])
      if (limited && offer.learned > 0) continue;
      else if (offer.key < bestKey || (offer.key === bestKey && ranks[offer.origin] < ranks[bestTeller]))
        choose(offer.key, offer.origin, offer.announcement, offer.length, offer.learned);
    if (sells[v] === 1) hearRow(v, 0);
    if (limited) return;
    hearRow(v, 1);
    hearRow(v, 2);
  };

  /** Selects the best route of an AS and puts the neighbours that this can affect on the work list. */
  const visit = (v: number): boolean => {
    if (isOrigin[v] === 1) return false;
    decide(v);
    key[v] = bestKey;
    if (bestTeller < 0) {
      if (next[v] < 0) return false;
      next[v] = announcement[v] = -1;
      up[v] = down[v] = UNTOLD;
      if (!tellsNobody(v)) wake(v);
      return true;
    }
    const rest = isOrigin[bestTeller] === 1 ? path.empty : pathAt(bestTeller);
    const same =
      next[v] === bestTeller &&
      announcement[v] === bestNumber &&
      learned[v] === bestLearned &&
      path.extends(pathAt(v), bestTeller, rest);
    if (same) return false;
    next[v] = bestTeller;
    announcement[v] = bestNumber;
    learned[v] = bestLearned;
    length[v] = bestLength;
    pathOf[v] = path.prepend(bestTeller, rest);
    if (tellsNobody(v)) return true;
    tell(v);
    wake(v);
    return true;
  };
  /** Whether an AS without customers has nobody to export to: every route that it has is for customers only. */
  const tellsNobody = (v: number) => sells[v] === 0 && leaks[v] === 0;
  /** What the AS exports of its best route. */
  const tell = (v: number) => {
    down[v] = silent[announcement[v]] === 1 ? UNTOLD : (length[v] + 1) * hop + codes[announcement[v]];
    up[v] = (learned[v] === 0 || leaks[v] === 1) && tellsOnlyCustomers[v] === 0 ? down[v] : UNTOLD;
  };
  /** A neighbour has to decide again if it uses the AS's route, or if the new route may be as good as its own. */
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
        if (pathOf[v] === then.path[v] || announcement[v] < 0) continue;
        if (!path.same(pathAt(v), then.path[v] === AS_IN_PHASES ? pathInPhases(v) : then.path[v])) return false;
      }
      return true;
    };
  };
  const accepts = (teller: number, hearer: number, is: number): boolean => {
    const number = announcement[teller];
    if (toldIn[is][teller] === UNTOLD || next[teller] === hearer) return false;
    if (special.blocks(number, hearer, teller)) return false;
    return !path.holds(pathAt(teller), hearer);
  };
  if (start) load(start);
  return {
    next,
    announcement,
    learned,
    key,
    length,
    ranks,
    leaks,
    hop,
    prefAt,
    worthOf: (whole) => whole - (whole % PREF_STEP),
    told: accepts,
    direct,
    anySpecial: special.any,
    ask: (v) => (dirty[v] = 1),
    settle: () => settleInRounds({ asns, dirty, visit, remember }),
    limit(v, to) {
      hearsOnlyCustomers[v] = Number(to === "hears customers");
      tellsOnlyCustomers[v] = Number(to === "tells customers");
      dirty[v] = 1;
      if (to !== "tells customers" || up[v] === UNTOLD) return;
      tell(v);
      for (const { offsets, targets } of [providers, peers])
        for (let i = offsets[v]; i < offsets[v + 1]; i++) if (next[targets[i]] === v) dirty[targets[i]] = 1;
    },
    hearsCustomers(v) {
      const before = hearsOnlyCustomers[v];
      hearsOnlyCustomers[v] = 1;
      decide(v);
      hearsOnlyCustomers[v] = before;
      return bestTeller >= 0;
    },
    save() {
      const columns = [next, announcement, key, learned, length, pathOf, up, down] as const;
      const kept = columns.map((column) => column.slice());
      return () => columns.forEach((column, i) => column.set(kept[i]));
    },
  };

  /** Starts from the result of the phases. An AS that leaks exports more than the phases assumed, so its neighbours decide again. */
  function load({ key: keys, via, bits }: PhaseResult): void {
    const mask = (1 << bits) - 1;
    for (let v = 0; v < n; v++) {
      if (via[v] < 0 || isOrigin[v] === 1) continue;
      const number = via[v] >> bits;
      const is = classOf(keys[v]);
      const hops = lengthOf(keys[v]);
      next[v] = via[v] & mask;
      announcement[v] = number;
      learned[v] = is;
      length[v] = hops;
      key[v] = usual[is] + hops * hop + codes[number];
      pathOf[v] = AS_IN_PHASES;
      if (!tellsNobody(v)) tell(v);
    }
    for (const [v] of policies) if (leaks[v] === 1 && next[v] >= 0 && isOrigin[v] === 0) wake(v);
  }
}
