// Propagation delay: the lower bound of every latency, and the latency model built on it. Light travels at c / 1.468 in fibre
// (index of G.652 single-mode fibre), 204 km in a millisecond, one way.
import { greatCircleKm, type Coordinates } from "./coordinates.js";

/** Distance in km that light covers in fibre in one millisecond. */
export const FIBRE_KM_PER_MS = 204;

/**
 * How much longer than straight fibre a real path is. 1.6 is the median over the 78 pairs of 13 AWS regions
 * (CometBFT, 2023); 2.1 is the line-of-sight rule of thumb of Bozkurt et al. 2018 for the general Internet.
 */
export const TYPICAL_INFLATION = { cloud: 1.6, internet: 2.1 } as const;

/**
 * One-way delay in ms of `km` kilometres of fibre.
 * @example fibreDelayMs(1020) // 5
 * @throws RangeError for a negative length
 */
export function fibreDelayMs(km: number): number {
  if (!(km >= 0)) throw new RangeError(`The length of a fibre must be 0 km or more (got ${km}).`);
  return km / FIBRE_KM_PER_MS;
}

/**
 * The least round-trip time in ms that physics allows between two places: both ways along straight fibre.
 * @example minRttMs(city("London"), city("New York")) // 54.61
 */
export function minRttMs(a: Coordinates, b: Coordinates): number {
  return 2 * fibreDelayMs(greatCircleKm(a, b));
}

/**
 * Expected round-trip time in ms between two places when the path is `inflation` times as long as straight fibre.
 * @example expectedRttMs(city("London"), city("New York"), TYPICAL_INFLATION.cloud) // 87.38
 * @throws RangeError for an inflation below 1
 */
export function expectedRttMs(a: Coordinates, b: Coordinates, inflation: number = TYPICAL_INFLATION.internet): number {
  if (!(inflation >= 1))
    throw new RangeError(`Inflation must be at least 1 (got ${inflation}): nothing is faster than light.`);
  return inflation * minRttMs(a, b);
}

/**
 * A measured round-trip time divided by its lower bound. A value below 1 means that the measurement or the location is wrong.
 * @example inflationOf(76, city("London"), city("New York")) // 1.392
 * @throws RangeError for a negative time, or two equal places
 */
export function inflationOf(rttMs: number, a: Coordinates, b: Coordinates): number {
  const floor = minRttMs(a, b);
  if (!(rttMs >= 0)) throw new RangeError(`The round-trip time must be 0 ms or more (got ${rttMs}).`);
  if (floor === 0) throw new RangeError("Inflation is undefined between a place and itself.");
  return rttMs / floor;
}

/**
 * Largest distance in km to a server that answered after `rttMs`.
 * @example reachKm(5) // 510
 * @throws RangeError for a negative time
 */
export function reachKm(rttMs: number): number {
  if (!(rttMs >= 0)) throw new RangeError(`The round-trip time must be 0 ms or more (got ${rttMs}).`);
  return (rttMs / 2) * FIBRE_KM_PER_MS;
}
