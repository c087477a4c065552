// Detects anycast from outside by round-trip times: an answer cannot come from farther than light travels. Two probes whose
// disks do not overlap have reached different machines.
import { greatCircleKm, type Coordinates, minRttMs, reachKm } from "../geo/index.js";

/** A measured round-trip time from a known place. */
export interface Probe extends Coordinates {
  readonly name: string;
  /** Round-trip time in ms. */
  readonly rttMs: number;
}

export interface ProbePair {
  readonly a: Probe;
  readonly b: Probe;
  /** Great-circle distance between the probes, km. */
  readonly km: number;
  /** The largest distance at which both could have reached the same machine, km: the sum of their radii. */
  readonly reachKm: number;
  /** Round-trip time that light needs between them, ms. */
  readonly minRttMs: number;
  /** True if no single place explains both answers. */
  readonly provesAnycast: boolean;
}

/**
 * Whether one machine can have answered both probes.
 * @example comparePair({ ...city("London"), rttMs: 5 }, { ...city("Tokyo"), rttMs: 5 }).provesAnycast // true
 */
export function comparePair(a: Probe, b: Probe): ProbePair {
  const km = greatCircleKm(a, b);
  const reach = reachKm(a.rttMs) + reachKm(b.rttMs);
  return { a, b, km, reachKm: reach, minRttMs: minRttMs(a, b), provesAnycast: reach < km };
}

/**
 * A set of probes that must have heard different machines, chosen greedily by the smallest reach: no two of their
 * reaches overlap. Its size is a lower bound on the number of sites; one probe proves nothing.
 * @example separateProbes([{ ...city("London"), rttMs: 5 }, { ...city("Tokyo"), rttMs: 5 }]).length // 2
 */
export function separateProbes(probes: readonly Probe[]): readonly Probe[] {
  const chosen: Probe[] = [];
  for (const probe of [...probes].sort((a, b) => a.rttMs - b.rttMs))
    if (chosen.every((other) => comparePair(probe, other).provesAnycast)) chosen.push(probe);
  return chosen;
}
