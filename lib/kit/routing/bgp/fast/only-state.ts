// Whether a steady state is the only one, where several ASes have policies of their own. An AS is certain when the neighbour whose
// route it uses is certain, and no other neighbour can offer it a better route in any steady state. If every AS is certain, in
// whatever order that is found, all steady states agree on all of them (Griffin, Shepherd, Wilfong 2002: no dispute wheel).
//
// Most ASes are certain at once: those without such a policy whose route does not pass, and could not be beaten through, an AS that is
// in doubt. They follow Gao and Rexford's conditions with a fixed rest of the world that never has anything better for them.
import type { ResolvedProblem } from "../problem.js";
import type { AsMachine } from "./as-worklist.js";

/** Longer than every path. */
const NEVER = 2 ** 22;
/** So often the bounds are computed again with what has become certain. */
const MOST_ROUNDS = 3;

/** @param irregular ASes with a LOCAL_PREF or a leak of their own @param machine in a steady state */
export function isOnlyState(problem: ResolvedProblem, machine: AsMachine, irregular: readonly number[]): boolean {
  const { topology, origins } = problem;
  const { customers, peers, providers, asns } = topology;
  const n = asns.length;
  const { next, key, told, prefAt, worthOf, direct, ranks, leaks, hop } = machine;
  /** The neighbours that an AS hears: customers, peers, providers; and who hears it in that way. */
  const hears = [customers, peers, providers];
  const tells = [providers, peers, customers];

  const inDoubt = new Uint8Array(n);
  /** Lower bounds of the length of a route that an AS in doubt may have: any, and one that it exports to providers and peers. */
  const any = new Int32Array(n).fill(NEVER);
  const up = new Int32Array(n).fill(NEVER);
  const doubtful: number[] = [];
  const queue: number[] = [];
  const queued = new Uint8Array(n);
  const ask = (v: number) => {
    if (queued[v] === 1) return;
    queued[v] = 1;
    queue.push(v);
  };
  const doubt = (v: number) => {
    if (inDoubt[v] === 1 || origins.has(v)) return;
    inDoubt[v] = 1;
    doubtful.push(v);
    ask(v);
    // What it offers was taken for certain by its neighbours.
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = tells[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const hearer = targets[i];
        if (inDoubt[hearer] === 1) ask(hearer);
        else if (next[hearer] === v) doubt(hearer);
      }
    }
  };
  /** Whether an offer of at least this length might replace the AS's route. */
  const mayBeat = (hearer: number, teller: number, is: number, length: number): boolean => {
    if (length >= NEVER) return false;
    const offer = prefAt(hearer, teller, is) + (length + 1) * hop;
    return offer < key[hearer] || (offer === key[hearer] && ranks[teller] < ranks[next[hearer]]);
  };
  const exported = (teller: number, is: number) => (is === 2 ? any[teller] : up[teller]);

  /** The LOCAL_PREF, as part of a key, that an AS has from neighbours that are certain: it never uses a worse one. */
  const surePref = (v: number): number => {
    let sure = Infinity;
    for (const offer of direct(v)) sure = Math.min(sure, worthOf(offer.key));
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = hears[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const teller = targets[i];
        if (inDoubt[teller] === 1) continue;
        const pref = prefAt(v, teller, is);
        if (pref < sure && told(teller, v, is)) sure = pref;
      }
    }
    return sure;
  };
  const bound = (v: number) => {
    const sure = surePref(v);
    let least = NEVER;
    let leastUp = NEVER;
    const may = (length: number, is: number) => {
      least = Math.min(least, length);
      if (is === 0 || leaks[v] === 1) leastUp = Math.min(leastUp, length);
    };
    for (const { key: offer, length, learned } of direct(v)) if (worthOf(offer) <= sure) may(length, learned);
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = hears[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const teller = targets[i];
        if (prefAt(v, teller, is) > sure) continue;
        if (inDoubt[teller] === 1) {
          const length = exported(teller, is);
          if (length < NEVER) may(length + 1, is);
        } else if (told(teller, v, is)) may(machine.length[teller] + 1, is);
      }
    }
    if (least === any[v] && leastUp === up[v]) return;
    any[v] = least;
    up[v] = leastUp;
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = tells[is];
      const length = exported(v, is);
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const hearer = targets[i];
        if (inDoubt[hearer] === 1) ask(hearer);
        else if (mayBeat(hearer, v, is, length)) doubt(hearer);
      }
    }
  };
  const settleBounds = () => {
    // The queue grows while it is read.
    for (let i = 0; i < queue.length; i++) {
      queued[queue[i]] = 0;
      bound(queue[i]);
    }
    queue.length = 0;
  };

  const isCertain = (v: number): boolean => {
    if (next[v] >= 0 && inDoubt[next[v]] === 1) return false;
    for (let is = 0; is < 3; is++) {
      const { offsets, targets } = hears[is];
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const teller = targets[i];
        if (inDoubt[teller] === 1 && mayBeat(v, teller, is, exported(teller, is))) return false;
      }
    }
    return true;
  };
  /** Finds certain ASes among those in doubt, and then looks at their neighbours again. Returns how many are left. */
  const settleDoubts = (): number => {
    let left = 0;
    for (const v of doubtful) if (inDoubt[v] === 1) ask(v);
    for (let i = 0; i < queue.length; i++) {
      const v = queue[i];
      queued[v] = 0;
      if (inDoubt[v] === 0 || !isCertain(v)) continue;
      inDoubt[v] = 0;
      for (const { offsets, targets } of tells)
        for (let k = offsets[v]; k < offsets[v + 1]; k++) if (inDoubt[targets[k]] === 1) ask(targets[k]);
    }
    queue.length = 0;
    for (const v of doubtful) left += inDoubt[v];
    return left;
  };

  irregular.forEach(doubt);
  settleBounds();
  for (let round = 1, before = Infinity; ; round++) {
    const left = settleDoubts();
    if (left === 0) return true;
    if (left === before || round === MOST_ROUNDS) return false;
    before = left;
    for (const v of doubtful) {
      if (inDoubt[v] === 0) continue;
      any[v] = up[v] = NEVER;
      ask(v);
    }
    settleBounds();
  }
}
