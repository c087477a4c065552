// Drained announcements (GRACEFUL_SHUTDOWN, RFC 8326) have LOCAL_PREF 0 whatever the relationship: only ASes without another
// route use them, and among them the AS path alone decides. They are handled after the three phases, shorter paths first
// (Dijkstra 1959).
import { relationshipTo } from "../../../../topology/index.js";
import type { ResolvedProblem } from "../../problem.js";
import { classOf, DRAINED, DRAINED_HOP, lengthOf } from "./key.js";
import { nextOf, type Columns } from "./phase-result.js";
import type { Seed } from "./seeds.js";
import type { SpecialCases } from "./special.js";

/** Gives a drained route to ASes that the three phases left without a route, if they receive one. */
export function settleDrained(
  { topology, announcements }: ResolvedProblem,
  columns: Columns,
  seeds: readonly Seed[],
  special: SpecialCases,
  ranks: Int32Array,
): void {
  const { key, via, bits } = columns;
  const byLength: number[][] = [];
  const offer = (hearer: number, newKey: number, teller: number, number: number) => {
    if (newKey > key[hearer] || (newKey === key[hearer] && ranks[teller] >= ranks[nextOf(columns, hearer)])) return;
    if (newKey >> 2 !== key[hearer] >> 2) (byLength[lengthOf(newKey)] ??= []).push(hearer);
    key[hearer] = newKey;
    via[hearer] = (number << bits) | teller;
  };
  const tell = (teller: number) => {
    const number = via[teller] >> bits;
    if (announcements[number].noExport) return;
    const acts = special.any && special.acts(teller, number);
    const fromCustomer = relationshipTo(topology, teller, nextOf(columns, teller)) === "customer";
    for (const { offsets, targets } of fromCustomer
      ? [topology.customers, topology.peers, topology.providers]
      : [topology.customers])
      for (let i = offsets[teller]; i < offsets[teller + 1]; i++) {
        const hearer = targets[i];
        if (classOf(key[hearer]) < DRAINED || special.blocks(number, hearer, teller)) continue;
        const extra = acts ? special.extra(number, teller, hearer) : 0;
        if (extra >= 0) offer(hearer, key[teller] + (1 + extra) * DRAINED_HOP, teller, number);
      }
  };
  for (const seed of seeds)
    if (classOf(seed.key) === DRAINED) offer(seed.hearer, seed.key, seed.origin, seed.announcement);
  for (let length = 1; length < byLength.length; length++)
    for (const teller of byLength[length] ?? []) if (lengthOf(key[teller]) === length) tell(teller);
}
