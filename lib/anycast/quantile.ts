// Quantiles of weighted values: the value below which this part of the users lies. d3-array and its kin weigh every value alike.

/**
 * The weighted quantiles at `levels`, 0..1: the smallest value such that at least this part of the whole weight is not above it
 * (for equal weights the inverse of the empirical distribution, Hyndman & Fan 1996, definition 1). Values of weight 0 do not count.
 * @throws RangeError without weight, or for a level outside 0..1
 */
export function weightedQuantiles<T extends { readonly weight: number }>(
  items: readonly T[],
  valueOf: (item: T) => number,
  levels: readonly number[],
): readonly number[] {
  const sorted = items
    .filter(({ weight }) => weight > 0)
    .map((item) => ({ value: valueOf(item), weight: item.weight }))
    .sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError("A quantile needs at least one value with a weight above zero.");
  return levels.map((level) => {
    if (!(level >= 0 && level <= 1)) throw new RangeError(`Level ${level} of a quantile is not between 0 and 1.`);
    let below = 0;
    for (const { value, weight } of sorted) {
      below += weight;
      if (below >= level * total * (1 - 1e-12)) return value;
    }
    return sorted[sorted.length - 1].value;
  });
}

/** How a measure is spread over the users. All NaN where there is nobody. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** Mean and quantiles by weight. */
export function spread<T extends { readonly weight: number }>(
  items: readonly T[],
  valueOf: (item: T) => number,
): Spread {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return { mean: NaN, p50: NaN, p90: NaN, p95: NaN, p99: NaN };
  const [p50, p90, p95, p99] = weightedQuantiles(items, valueOf, [0.5, 0.9, 0.95, 0.99]);
  const mean = items.reduce((sum, item) => sum + item.weight * valueOf(item), 0) / total;
  return { mean, p50, p90, p95, p99 };
}
