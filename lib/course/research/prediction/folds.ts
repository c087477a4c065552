// Splits ASes into observed and predicted ones. The fold of an AS, and whether it is a probe, depend only on its number: the
// same in every pair and every run.

/** A well-mixed number from 0 to 2^32 - 1 (the finaliser of MurmurHash3, by Austin Appleby). */
function mix(asn: number, seed: number): number {
  let h = (asn ^ Math.imul(seed + 1, 0x9e3779b9)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Which of `folds` equal parts an AS is in, 0 to folds - 1. */
export const foldOf = (asn: number, folds: number): number => mix(asn, 0) % folds;

/** `count` of these ASes, drawn without regard to anything but their number. */
export function drawProbes(ases: readonly number[], count: number): ReadonlySet<number> {
  const order = [...ases].sort((a, b) => mix(a, 1) - mix(b, 1) || a - b);
  return new Set(order.slice(0, count));
}

/** These items in an order that depends on nothing but the numbers of their ASes; another one than that of drawProbes. */
export function inDrawnOrder<Item>(items: readonly Item[], asnOf: (item: Item) => number): readonly Item[] {
  return [...items].sort((a, b) => mix(asnOf(a), 2) - mix(asnOf(b), 2) || asnOf(a) - asnOf(b));
}
