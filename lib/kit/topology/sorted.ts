// Binary search in ascending numbers. Not d3's, so that routing without figures does not load d3 (60 ms at the start of a command).

/**
 * The first position between `low` and `high` whose value is `value` or more; `high` when there is none.
 * @example firstAtLeast([10, 20, 30], 15) // 1
 * @param values in ascending order
 */
export function firstAtLeast(values: ArrayLike<number>, value: number, low = 0, high = values.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
