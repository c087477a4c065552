// Seeded random numbers in the shapes the generator draws: xoroshiro128+ from pure-rand, the same everywhere for one seed.
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Integer in 0 .. below - 1. */
  below(below: number): number;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
}

export function randomFrom(seed: number): Random {
  const source = xoroshiro128plus(seed);
  const uniform = () => (source.next() >>> 0) / 2 ** 32;
  return {
    uniform,
    below: (below) => Math.floor(uniform() * below),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** Draws items with given weights, all of them or only the first few. */
export interface WeightedList {
  readonly items: Int32Array;
  /** Running sums of the weights; sums[i] is the weight of the first i items. */
  readonly sums: Float64Array;
}

export function weightedList(items: ArrayLike<number>, weightOf: (item: number) => number): WeightedList {
  const sums = new Float64Array(items.length + 1);
  for (let i = 0; i < items.length; i++) sums[i + 1] = sums[i] + weightOf(items[i]);
  return { items: Int32Array.from(items), sums };
}

/** One of the first `count` items, -1 when they have no weight. */
export function draw({ items, sums }: WeightedList, random: Random, count = items.length): number {
  if (count === 0 || sums[count] <= 0) return -1;
  const target = random.uniform() * sums[count];
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle + 1] > target) high = middle;
    else low = middle + 1;
  }
  return items[low];
}
