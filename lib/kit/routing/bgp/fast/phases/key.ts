// A route's rank as one integer: LOCAL_PREF class, then AS-path length, then ORIGIN. A smaller key is a better route, and a hop
// never makes a key smaller, so every AS is settled once (as in Dijkstra 1959).
import type { Relationship } from "../../../../topology/index.js";

/** Room for paths of 2^22 ASNs and three origin codes in a class. */
export const CLASS = 1 << 24;
const STEP = 4;

export const UNREACHED = 0x7fffffff;
/** The key of an origin's own route: below every other. */
export const OWN = 0;

/** The class of drained announcements (RFC 8326): after all others, whatever the relationship. */
export const DRAINED = 3;

export const rankOf = (learned: Relationship): 0 | 1 | 2 => (learned === "customer" ? 0 : learned === "peer" ? 1 : 2);

export const keyOf = (rank: number, length: number, origin: number): number => rank * CLASS + length * STEP + origin;

/** The key one hop farther: received from a customer, a peer, a provider. */
export const PEER_HOP = CLASS + STEP;
export const PROVIDER_HOP = 2 * CLASS + STEP;
export const CUSTOMER_HOP = STEP;
/** The same for a drained one, whose class stays. */
export const DRAINED_HOP = STEP;

/** AS-path length of a key. */
export const lengthOf = (key: number): number => (key & (CLASS - 1)) >> 2;
/** The key without its class. */
export const withinClass = (key: number): number => key & (CLASS - 1);
export const classOf = (key: number): number => key >> 24;
