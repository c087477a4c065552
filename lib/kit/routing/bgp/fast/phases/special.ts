// The few ASes that treat some announcement differently from all others; the fast engine looks them up if there are any.
import { findAs, relationshipTo } from "../../../../topology/index.js";
import { isTarget } from "../../exchange.js";
import type { ResolvedProblem } from "../../problem.js";

export interface SpecialCases {
  /** Whether there is any at all. */
  readonly any: boolean;
  /** Whether the AS drops the announcement of this sender: poisoned, invalid to a validator, or too long a prefix. */
  readonly blocks: (announcement: number, hearer: number, teller: number) => boolean;
  /** Whether a community makes the AS act when it passes the announcement on. */
  readonly acts: (teller: number, announcement: number) => boolean;
  /** Whether no receiver drops the announcement, and the AS does not act when it passes it on. */
  readonly isPlain: (announcement: number, teller: number) => boolean;
  /** By AS index 1 if it drops some announcement, or a provider of it acts on one; undefined if many ASes may drop one. */
  readonly exceptions: () => Uint8Array | undefined;
  /** The most ASNs that communities can add to a path. */
  readonly mostPrepends: number;
  /** How often the sender prepends towards the receiver; -1 when it does not export to it. */
  readonly extra: (announcement: number, teller: number, hearer: number) => number;
}

const NONE: ReadonlySet<number> = new Set();

export function specialCases(problem: ResolvedProblem): SpecialCases {
  const { topology, announcements, policies } = problem;
  const { asns } = topology;
  const validators = [...policies].filter(([, { rov }]) => rov).map(([index]) => index);
  const blocked = announcements.map(({ poison = [], invalid }) => {
    if (poison.length === 0 && !(invalid && validators.length > 0)) return NONE;
    const poisoned = poison.map((asn) => findAs(topology, asn)).filter((index) => index >= 0);
    return new Set([...poisoned, ...(invalid ? validators : [])]);
  });
  const acting = announcements.map(({ actions }) =>
    actions.length === 0 ? NONE : new Set(actions.map(({ at }) => findAs(topology, at))),
  );
  const noPeer = announcements.map((each) => each.noPeer);
  const any =
    problem.limitsLength ||
    noPeer.includes(true) ||
    blocked.some(({ size }) => size > 0) ||
    acting.some(({ size }) => size > 0);
  const acts = (teller: number, announcement: number) => noPeer[announcement] || acting[announcement].has(teller);
  return {
    any,
    acts,
    mostPrepends: Math.max(
      0,
      ...announcements.map(({ actions }) =>
        actions.reduce((sum, action) => sum + (action.kind === "prepend-to" ? action.times : 0), 0),
      ),
    ),
    isPlain: (announcement, teller) =>
      !problem.limitsLength && blocked[announcement].size === 0 && !acts(teller, announcement),
    exceptions() {
      if (problem.limitsLength) return undefined;
      const found = new Uint8Array(asns.length);
      const { offsets, targets } = topology.customers;
      for (const set of blocked) for (const hearer of set) found[hearer] = 1;
      for (const set of acting)
        for (const teller of set) for (let at = offsets[teller]; at < offsets[teller + 1]; at++) found[targets[at]] = 1;
      return found;
    },
    blocks: (announcement, hearer, teller) =>
      any && (blocked[announcement].has(hearer) || problem.tooLong(announcement, hearer, asns[teller])),
    extra(announcement, teller, hearer) {
      const hearerIs = relationshipTo(topology, teller, hearer)!;
      if (noPeer[announcement] && hearerIs === "peer") return -1;
      const mine = announcements[announcement].actions.filter(
        ({ at, to }) => at === asns[teller] && isTarget(to, asns[hearer], hearerIs),
      );
      if (mine.some(({ kind }) => kind === "no-announce-to")) return -1;
      const extra = mine.reduce((sum, action) => sum + (action.kind === "prepend-to" ? action.times : 0), 0);
      return Math.min(extra, policies.get(hearer)?.keepPrepends ?? Infinity);
    },
  };
}
