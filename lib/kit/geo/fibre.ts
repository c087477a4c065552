// How long light takes: the physical floor under every latency, and the model that stands on it.
// Light travels at c / 1.468 in fibre (index of G.652 single-mode fibre), 204 km in a millisecond, one way.
import { greatCircleKm, type Coordinates } from "./coordinates.js";

/** Distance light covers in fibre in one millisecond, km, one way. */
export const FIBRE_KM_PER_MS = 204;

/**
 * How much longer than straight fibre a real path is. 1.6 is the median over the 78 pairs of 13 AWS regions
 * (CometBFT, 2023); 2.1 is the line-of-sight rule of thumb of Bozkurt et al. 2018 for the general Internet.
 */
export const TYPICAL_INFLATION = { cloud: 1.6, internet: 2.1 } as const;

/** One-way delay in ms of `km` kilometres of fibre. */
export function fibreDelayMs(km: number): number {
  if (!(km >= 0)) throw new RangeError(`A fibre of ${km} km cannot be: give a distance of zero or more.`);
  return km / FIBRE_KM_PER_MS;
}

/**
 * The least round-trip time in ms that physics allows between two places: both ways along straight fibre.
 * @example minRttMs(city("London"), city("New York")) // 54.61
 */
export function minRttMs(a: Coordinates, b: Coordinates): number {
  return 2 * fibreDelayMs(greatCircleKm(a, b));
}

/** The round-trip time in ms to expect between two places, where the path is `inflation` times straight fibre. */
export function expectedRttMs(a: Coordinates, b: Coordinates, inflation: number = TYPICAL_INFLATION.internet): number {
  if (!(inflation >= 1)) throw new RangeError(`Inflation ${inflation} is below 1: nothing is faster than light.`);
  return inflation * minRttMs(a, b);
}

/** How many times the physical floor a measured round-trip time is. Below 1 the measurement, or the place, is wrong. */
export function inflationOf(rttMs: number, a: Coordinates, b: Coordinates): number {
  const floor = minRttMs(a, b);
  if (!(rttMs >= 0)) throw new RangeError(`A round-trip time of ${rttMs} ms cannot be.`);
  if (floor === 0) throw new RangeError("Inflation has no meaning between a place and itself.");
  return rttMs / floor;
}

/** How far away, in km, an answer that came back after `rttMs` can have been sent from: no farther than this. */
export function reachKm(rttMs: number): number {
  if (!(rttMs >= 0)) throw new RangeError(`A round-trip time of ${rttMs} ms cannot be.`);
  return (rttMs / 2) * FIBRE_KM_PER_MS;
}
