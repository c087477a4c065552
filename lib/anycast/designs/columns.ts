// Columns of numbers instead of objects: who answers each client and how far, and the times of each part of the users. Tens of
// thousands of rows, which an explorer goes through within a frame.
import type { InternetCatchment } from "../internet/catchment.js";

export interface OutcomeColumns {
  /** By client the place of its site among the deployment's sites; -1 where nobody answers. */
  readonly site: Int16Array;
  /** By client the round trip, ms. */
  readonly rttMs: Float64Array;
}

const known = new WeakMap<InternetCatchment, OutcomeColumns>();

/** The outcomes of a catchment; made once for each. */
export function outcomeColumns(catchment: InternetCatchment): OutcomeColumns {
  const found = known.get(catchment);
  if (found) return found;
  const { clients, deployment } = catchment;
  const numbers = new Map(deployment.sites.map(({ name }, i) => [name, i]));
  const columns = {
    site: Int16Array.from(clients, ({ site }) => (site === undefined ? -1 : numbers.get(site)!)),
    rttMs: Float64Array.from(clients, ({ rttMs }) => rttMs),
  };
  known.set(catchment, columns);
  return columns;
}

/** Columns that are filled row by row. */
export function timeColumns(most: number) {
  const [parts, rttMs, userMs, aboveBestMs] = Array.from({ length: 4 }, () => new Float64Array(most));
  let n = 0;
  return {
    add(part: number, rtt: number, user: number, above: number): void {
      parts[n] = part;
      rttMs[n] = rtt;
      userMs[n] = user;
      aboveBestMs[n++] = above;
    },
    filled: () => ({
      parts: parts.subarray(0, n),
      rttMs: rttMs.subarray(0, n),
      userMs: userMs.subarray(0, n),
      aboveBestMs: aboveBestMs.subarray(0, n),
    }),
  };
}
