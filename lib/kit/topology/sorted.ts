// Binary search in rising numbers. Our own, so that routing without figures loads no d3 (60 ms at the start of a command).

/**
 * The first position between `low` and `high` whose value is `value` or more; `high` where there is none.
 * @param values rising
 */
export function firstAtLeast(values: ArrayLike<number>, value: number, low = 0, high = values.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
