// The networks that sell transit: their size, and their order in the hierarchy. Size and height differ: a wholesaler sells to a
// few large networks, and a content network with many customers buys from small ones, which then reach half the Internet.
import { CALIBRATED_AT, CONTENT_PROVIDERS, CONTENT_SHARE, CUSTOMERS, MOST_CUSTOMERS, quantile } from "./calibration.js";
import type { Random } from "./random.js";

export interface Sellers {
  /** The customers it would have in the real graph, limited to the largest share found there. */
  readonly size: Float64Array;
  /** Target number of providers of a content network, which buys wherever its users are; 0 for all others. */
  readonly content: Int32Array;
}

/** Spread of the height of networks of equal size: some sell to a few large networks. */
const SHAKE = 1.2;

/** The networks that sell transit, the clique first, then by height: the providers of a network are above it. */
export function drawSellers(count: number, networks: number, clique: number, random: Random): Sellers {
  const bySize = Float64Array.from({ length: count }, (_none, rank) =>
    Math.min(networks * MOST_CUSTOMERS, quantile(CUSTOMERS, 1 - (rank + 0.5) / count)),
  );
  const wants = new Int32Array(count);
  const height = Float64Array.from(bySize, (size, rank) => {
    if (rank < clique) return 1e9 - rank;
    // The largest outside the clique is a content network, as in the real graph; and some of the others.
    if (rank !== clique && random.uniform() >= CONTENT_SHARE) return Math.log(size) + SHAKE * random.normal();
    const [least, most] = CONTENT_PROVIDERS;
    const share = rank === clique ? 1 : random.uniform() ** 3;
    wants[rank] = Math.max(2, Math.round((least * (most / least) ** share * networks) / CALIBRATED_AT));
    return rank === clique ? Math.log(size) / 2 : SHAKE * random.normal();
  });
  const order = Int32Array.from(bySize, (_size, rank) => rank).sort((a, b) => height[b] - height[a] || a - b);
  return { size: Float64Array.from(order, (rank) => bySize[rank]), content: order.map((rank) => wants[rank]) };
}
