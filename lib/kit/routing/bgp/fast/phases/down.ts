// The last phase, down from provider to customer: each AS looks once at its providers, whose routes are final. It reads the cells of
// the few ASes that have customers, and takes a third of the time of the same phase by path length, which visits ASes all over the columns.
import type { Descent, ProviderRows } from "./descent.js";
import { CLASS, OWN, CUSTOMER_HOP, UNREACHED, withinClass } from "./key.js";
import type { Columns } from "./phase-result.js";

/** More than every offer. */
const NONE = 0x7fffffff;

/** Whether the lengths of paths that start with this one fit beside the number of a seller in one number. */
export const fits = ({ depth, bits }: Descent, longest: number): boolean =>
  (longest + depth + 2) * CUSTOMER_HOP < 2 ** (31 - bits);

/** ASes that cannot simply take the best offer. */
export interface Exceptions {
  /** By AS index 1 for such an AS. */
  readonly isOne: Uint8Array;
  /** Gives it the best route that it accepts of a provider, if that is better than its own. */
  readonly settle: (v: number) => void;
}

/**
 * Gives a provider's route to every AS without a better one.
 * @param silent by announcement, 1 if no AS passes it on
 */
export function comeDown(descent: Descent, columns: Columns, silent: Uint8Array, exceptions: Exceptions): void {
  descent.told.fill(NONE);
  settle(descent, descent.sellers, columns, exceptions, silent);
  settle(descent, descent.stubs, columns, exceptions, undefined);
}

/**
 * An offer is one number: the key within its class, then the sender's number, so that the smallest offer is the best. All in one
 * loop without closures and, among providers, without a branch: each wrong guess of the processor costs more than the row.
 * @param silent undefined for ASes that have nobody to export to
 */
function settle(
  { numberOf, bits, told, via: viaOf }: Descent,
  { ases, offsets, senders }: ProviderRows,
  { key, via, bits: indexBits }: Columns,
  exceptions: Exceptions,
  silent: Uint8Array | undefined,
): void {
  const numbers = (1 << bits) - 1;
  const indexes = (1 << indexBits) - 1;
  const { isOne } = exceptions;
  for (let k = 0; k < ases.length; k++) {
    const v = ases[k];
    const before = key[v];
    if (before >= 2 * CLASS) {
      let best = NONE;
      for (let at = offsets[k], end = offsets[k + 1]; at < end; at++) {
        const more = told[senders[at]] - best;
        best += more & (more >> 31);
      }
      // What an origin among its providers announces, it has already.
      const seed = before === UNREACHED ? NONE : (withinClass(before) << bits) | numberOf[via[v] & indexes];
      if (isOne[v] === 1) {
        exceptions.settle(v);
        if (key[v] === UNREACHED) continue;
      } else if (best < seed) {
        key[v] = (best >> bits) + 2 * CLASS;
        via[v] = viaOf[best & numbers];
      } else if (seed === NONE) continue;
    }
    if (silent === undefined || before === OWN || silent[via[v] >> indexBits] === 1) continue;
    const number = numberOf[v];
    // The class is that of a provider for every receiver, so one hop adds the same whatever the key was.
    told[number] = ((withinClass(key[v]) + CUSTOMER_HOP) << bits) | number;
    viaOf[number] = (via[v] & ~indexes) | v;
  }
}
