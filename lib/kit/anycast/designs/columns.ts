// Columns of numbers instead of objects: groups of users and their round trips. There are tens of thousands, a hundred thousand
// for GeoDNS with errors, and an explorer processes them within one frame.
import type { Steering } from "./steering.js";

/** Every client under every service that DNS may return, in the order of the clients. */
export interface Parts {
  /** Its share of all users, by weight. */
  readonly weight: Float64Array;
  readonly client: Int32Array;
  readonly service: Int16Array;
}

const known = new WeakMap<Steering, Parts>();

/** The groups of clients under a steering; cached per steering. */
export function partsOf(steering: Steering, clients: readonly { readonly weight: number }[]): Parts {
  const found = known.get(steering);
  if (found) return found;
  let count = 0;
  for (const chances of steering) for (let s = 0; s < chances.length; s++) if (chances[s] !== 0) count++;
  const parts = { weight: new Float64Array(count), client: new Int32Array(count), service: new Int16Array(count) };
  let p = 0;
  for (let i = 0; i < steering.length; i++)
    for (let s = 0; s < steering[i].length; s++) {
      if (steering[i][s] === 0) continue;
      parts.weight[p] = clients[i].weight * steering[i][s];
      parts.client[p] = i;
      parts.service[p++] = s;
    }
  known.set(steering, parts);
  return parts;
}

/** Columns that are filled row by row. */
export function timeColumns(most: number) {
  const [weights, rttMs, userMs, aboveBestMs] = Array.from({ length: 4 }, () => new Float64Array(most));
  let n = 0;
  return {
    add(weight: number, rtt: number, user: number, above: number): void {
      weights[n] = weight;
      rttMs[n] = rtt;
      userMs[n] = user;
      aboveBestMs[n++] = above;
    },
    filled: () => ({
      weights: weights.subarray(0, n),
      rttMs: rttMs.subarray(0, n),
      userMs: userMs.subarray(0, n),
      aboveBestMs: aboveBestMs.subarray(0, n),
    }),
  };
}
