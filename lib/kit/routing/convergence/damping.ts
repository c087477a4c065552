// Route-flap damping (RFC 2439): an AS counts the changes of each route that it receives over eBGP. A route with too high a
// penalty is not used, even if it is back, until the penalty has decayed.
import { ConvergenceError } from "./events.js";
import type { HeldRoute } from "./loc-rib.js";
import { checkMs } from "./timing.js";

/** The parameters of an AS that damps. The defaults are FRR's and Cisco's, far stricter than RFC 7196 recommends. */
export interface Damping {
  /** The time in which a penalty halves, ms. Defaults to 900,000 (15 minutes). */
  readonly halfLifeMs?: number;
  /** From this penalty on a route is suppressed. A withdrawal costs 1000, another path 500. Defaults to 2000; RFC 7196: 6000. */
  readonly suppress?: number;
  /** Below this penalty it is used again. Defaults to 750. */
  readonly reuse?: number;
  /** The longest suppression after the last change, ms. Defaults to four half-lives. */
  readonly maxSuppressMs?: number;
}

const WITHDRAWAL = 1000;
const OTHER_PATH = 500;

/** The penalty of the route of one channel. */
export interface Flapping {
  penalty: number;
  atMs: number;
  suppressed: boolean;
  /** What the channel last delivered, used or not. */
  route: HeldRoute | undefined;
}

/** @throws ConvergenceError for an invalid parameter */
export function resolveDamping(given: Damping, asn: string): Required<Damping> {
  const { halfLifeMs = 900_000, suppress = 2000, reuse = 750, maxSuppressMs = 4 * halfLifeMs } = given;
  checkMs(`damping of AS${asn}: halfLifeMs`, halfLifeMs);
  checkMs(`damping of AS${asn}: maxSuppressMs`, maxSuppressMs);
  if (!(halfLifeMs > 0 && reuse > 0 && suppress > reuse))
    throw new ConvergenceError(
      `damping of AS${asn}: expected halfLifeMs and reuse above 0 and suppress above reuse, got ${halfLifeMs}, ${reuse} and ${suppress}.`,
    );
  if (ceilingOf({ halfLifeMs, reuse, maxSuppressMs }) < suppress)
    throw new ConvergenceError(
      `damping of AS${asn}: no penalty can reach suppress ${suppress}, because maxSuppressMs keeps it below ${Math.ceil(ceilingOf({ halfLifeMs, reuse, maxSuppressMs }))}. Raise maxSuppressMs or lower suppress.`,
    );
  return { halfLifeMs, suppress, reuse, maxSuppressMs };
}

/** The highest penalty: more would suppress a route for longer than allowed (RFC 2439, 4.2). */
const ceilingOf = ({ halfLifeMs, reuse, maxSuppressMs }: Omit<Required<Damping>, "suppress">): number =>
  reuse * 2 ** (maxSuppressMs / halfLifeMs);

/** Records what a channel delivered; undefined for a withdrawal. */
export function flap(
  flapping: Flapping,
  options: Required<Damping>,
  route: HeldRoute | undefined,
  isSame: boolean,
  nowMs: number,
): void {
  const { halfLifeMs, suppress, reuse } = options;
  const decayed = flapping.penalty * 2 ** ((flapping.atMs - nowMs) / halfLifeMs);
  const cost = !flapping.route ? 0 : !route ? WITHDRAWAL : isSame ? 0 : OTHER_PATH;
  flapping.penalty = Math.min(decayed + cost, ceilingOf(options));
  flapping.atMs = nowMs;
  flapping.route = route;
  if (flapping.penalty >= suppress) flapping.suppressed = true;
  else if (flapping.penalty < reuse) flapping.suppressed = false;
}

/** Time until a suppressed route is used again, ms. */
export const reuseAfterMs = ({ penalty }: Flapping, { halfLifeMs, reuse }: Required<Damping>): number =>
  Math.max(0, halfLifeMs * Math.log2(penalty / reuse));
