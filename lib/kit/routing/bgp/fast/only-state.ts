// Whether a steady state is the only one, where several ASes have policies of their own. An AS is certain when the neighbour whose
// route it uses is certain, and no other neighbour can offer it a better route in any steady state. If every AS is certain, in
// whatever order that is found, all steady states agree on all of them (Griffin, Shepherd, Wilfong 2002: no dispute wheel).
//
// Most ASes are certain at once: those without such a policy whose route does not pass, and could not be beaten through, an AS that is
// in doubt. They keep Gao and Rexford's conditions, and the ASes in doubt never have anything better for them.
import type { ResolvedProblem } from "../problem.js";
import type { AsMachine } from "./as-worklist.js";
import { type Descent, type PhaseResult, workspaceOf } from "./phases/index.js";
import { NEVER, shortestRoutes } from "./shortest-routes.js";

/** So often the bounds are computed again with what has become certain. */
const MOST_ROUNDS = 4;

/**
 * @param machine in a steady state @param phases the steady state without policies @param irregular ASes with a LOCAL_PREF or a
 * leak of their own
 */
export function isOnlyState(
  problem: ResolvedProblem,
  machine: AsMachine,
  phases: PhaseResult,
  irregular: readonly number[],
  descent: Descent,
): boolean {
  const { topology, origins } = problem;
  const { customers, peers, providers, asns } = topology;
  const { next, key, length, told, prefAt, worthOf, direct, ranks, leaks, hop } = machine;
  /** The neighbours that an AS hears: customers, peers, providers; and who hears it in that way. */
  const hears = [customers, peers, providers];
  const tells = [providers, peers, customers];
  // Bounds may be tightened later; at first they hold whatever any AS prefers.
  const { any, up } = shortestRoutes(problem, machine, phases, descent);
  const exported = (teller: number, is: number) => (is === 2 ? any[teller] : up[teller]);
  /** Whether the neighbour, in doubt, might have a route that replaces the AS's. */
  const mayBeat = (hearer: number, teller: number, is: number): boolean => {
    const least = exported(teller, is);
    if (least >= NEVER) return false;
    const offer = prefAt(hearer, teller, is) + (least + 1) * hop;
    return offer < key[hearer] || (offer === key[hearer] && ranks[teller] < ranks[next[hearer]]);
  };

  // An AS that exports to nobody puts no other in doubt, and is certain once all others are: it is left out.
  const { sells } = workspaceOf(topology);
  const tellsNobody = (v: number) => sells[v] === 0 && leaks[v] === 0;
  const inDoubt = new Uint8Array(asns.length);
  const doubtful: number[] = [];
  const doubt = (v: number) => {
    if (inDoubt[v] === 1 || tellsNobody(v) || origins.has(v)) return;
    inDoubt[v] = 1;
    doubtful.push(v);
  };
  irregular.forEach(doubt);
  // The list grows while it is read.
  for (let k = 0; k < doubtful.length; k++) {
    const v = doubtful[k];
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = tells[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const hearer = targets[i];
        if (tellsNobody(hearer) || inDoubt[hearer] === 1) continue;
        if (next[hearer] === v || mayBeat(hearer, v, is)) doubt(hearer);
      }
    }
  }

  const queue: number[] = [];
  const queued = new Uint8Array(asns.length);
  const ask = (v: number) => {
    if (queued[v] === 1 || inDoubt[v] === 0) return;
    queued[v] = 1;
    queue.push(v);
  };
  const askHearers = (v: number) => {
    for (const { offsets, targets } of tells) for (let i = offsets[v]; i < offsets[v + 1]; i++) ask(targets[i]);
  };
  const runQueue = (visit: (v: number) => void) => {
    for (let k = 0; k < queue.length; k++) {
      queued[queue[k]] = 0;
      visit(queue[k]);
    }
    queue.length = 0;
  };

  const isCertain = (v: number): boolean => {
    if (next[v] >= 0 && inDoubt[next[v]] === 1) return false;
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = hears[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++)
        if (inDoubt[targets[i]] === 1 && mayBeat(v, targets[i], is)) return false;
    }
    return true;
  };
  /** Finds certain ASes among those in doubt, and then looks at their neighbours again. Returns how many are left. */
  const settleDoubts = (): number => {
    doubtful.forEach(ask);
    runQueue((v) => {
      if (inDoubt[v] === 0 || !isCertain(v)) return;
      inDoubt[v] = 0;
      askHearers(v);
    });
    return doubtful.reduce((left, v) => left + inDoubt[v], 0);
  };

  /** The LOCAL_PREF, as part of a key, that an AS has from neighbours that are certain: it never uses a worse one. */
  const surePref = (v: number): number => {
    let sure = Infinity;
    for (const offer of direct.get(v) ?? []) sure = Math.min(sure, worthOf(offer.key));
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = hears[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const pref = prefAt(v, targets[i], is);
        if (inDoubt[targets[i]] === 0 && pref < sure && told(targets[i], v, is)) sure = pref;
      }
    }
    return sure;
  };
  /** The bounds of an AS in doubt, from those of its neighbours and from what is certain. */
  const bound = (v: number) => {
    const sure = surePref(v);
    let least = NEVER;
    let leastUp = NEVER;
    const may = (hops: number, is: number) => {
      least = Math.min(least, hops);
      if (is === 0 || leaks[v] === 1) leastUp = Math.min(leastUp, hops);
    };
    for (const offer of direct.get(v) ?? []) if (worthOf(offer.key) <= sure) may(offer.length, offer.learned);
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = hears[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const teller = targets[i];
        if (prefAt(v, teller, is) > sure) continue;
        if (inDoubt[teller] === 1) {
          if (exported(teller, is) < NEVER) may(exported(teller, is) + 1, is);
        } else if (told(teller, v, is)) may(length[teller] + 1, is);
      }
    }
    if (least === any[v] && leastUp === up[v]) return;
    any[v] = least;
    up[v] = leastUp;
    askHearers(v);
  };

  for (let round = 1, before = Infinity; ; round++) {
    const left = settleDoubts();
    if (left === 0) return true;
    if (left === before || round === MOST_ROUNDS) return false;
    before = left;
    for (const v of doubtful) if (inDoubt[v] === 1) any[v] = up[v] = NEVER;
    doubtful.forEach(ask);
    runQueue(bound);
  }
}
