// The mean of a measure over seeds, with its confidence interval.

export interface MeanInterval {
  readonly mean: number;
  /** Bounds of the 95 % confidence interval; both equal the mean if there is only one value. */
  readonly low: number;
  readonly high: number;
}

/** Student's t for a two-sided 95 % interval, by degrees of freedom from 1; beyond the table that of 30. */
const STUDENT_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/**
 * The mean over seeds, with its confidence interval (Student 1908).
 * @example meanInterval([10, 12, 14]).low // 7.031
 * @throws RangeError without values
 */
export function meanInterval(values: readonly number[]): MeanInterval {
  const n = values.length;
  if (n === 0) throw new RangeError("values must not be empty.");
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, low: mean, high: mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = STUDENT_95[Math.min(n - 1, STUDENT_95.length) - 1] * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}
