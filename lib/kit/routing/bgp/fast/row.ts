// The inner loops of the incremental phases: an AS and one row of its neighbours.
import type { Adjacency } from "../../../topology/index.js";
import { OWN, UNREACHED, withinClass } from "./phases/index.js";

/** An AS that lost its route and may still find a better one: it exports nothing yet. */
export const UNSETTLED = 1;
/** Such an AS after it exported its new route. 0 for all others. */
export const SETTLED = 2;

/** Offers a route to one row of neighbours, and records the neighbours that take it. @returns their number */
export function tellRow(
  { offsets, targets }: Adjacency,
  teller: number,
  newKey: number,
  newVia: number,
  mask: number,
  ranks: Int32Array,
  key: Int32Array,
  via: Int32Array,
  ahead: Int32Array,
): number {
  const rank = ranks[teller];
  let count = 0;
  for (let i = offsets[teller], end = offsets[teller + 1]; i < end; i++) {
    const hearer = targets[i];
    const old = key[hearer];
    if (newKey > old || (newKey === old && rank >= ranks[via[hearer] & mask])) continue;
    key[hearer] = newKey;
    via[hearer] = newVia;
    ahead[count++] = hearer;
  }
  return count;
}

/** The neighbour in one row that exports the best route with a key below the given one; -1 when there is none. */
export function bestTeller(
  { offsets, targets }: Adjacency,
  hearer: number,
  below: number,
  bits: number,
  silent: Uint8Array,
  ranks: Int32Array,
  key: Int32Array,
  via: Int32Array,
  standing: Uint8Array,
): number {
  let best = -1;
  let bestKey = UNREACHED;
  for (let i = offsets[hearer], end = offsets[hearer + 1]; i < end; i++) {
    const teller = targets[i];
    const old = key[teller];
    if (old >= below || old === OWN || standing[teller] === UNSETTLED) continue;
    const within = withinClass(old);
    if (within > bestKey || (within === bestKey && ranks[teller] > ranks[best])) continue;
    if (silent[via[teller] >> bits] === 1) continue;
    best = teller;
    bestKey = within;
  }
  return best;
}

/** Number of links of these ASes in such a row. */
export const linksOf = ({ offsets }: Adjacency, ases: readonly number[]): number =>
  ases.reduce((sum, v) => sum + offsets[v + 1] - offsets[v], 0);
