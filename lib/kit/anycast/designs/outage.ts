// How many users are without an answer, second by second after sites died: routes settle at once for everybody, answers that
// resolvers keep run out one by one. The area under the curve is what loseSites gives as waiting.
import type { DnsSteering } from "./steering.js";

/** How fast BGP and DNS take users elsewhere. */
export interface Recovery {
  readonly dns?: Pick<DnsSteering, "ttlSeconds" | "overstay">;
  /** From the failure until routes have settled elsewhere, s. Defaults to 90, the hold time that RFC 4271 suggests. */
  readonly bgpSeconds?: number;
  /** From the failure until DNS hands out another address, s. Defaults to 30. */
  readonly dnsSeconds?: number;
}

/** With what is taken where nothing is given. */
export function withRecoveryDefaults({ dns = {}, bgpSeconds = 90, dnsSeconds = 30 }: Recovery = {}) {
  const { ttlSeconds = 300, overstay = { share: 0, seconds: 0 } } = dns;
  /** The longest that an answer is kept. */
  const keptSeconds = Math.max(ttlSeconds, overstay.share > 0 ? overstay.seconds : 0);
  return { bgpSeconds, dnsSeconds, ttlSeconds, overstay, keptSeconds };
}

/** What part of those who wait for BGP, and of those who wait for DNS, has moved at a time, s, after the failure. */
export function movedAt(seconds: number, recovery: Recovery = {}) {
  const { bgpSeconds, dnsSeconds, ttlSeconds, overstay } = withRecoveryDefaults(recovery);
  // An answer that is kept for a TTL may have any part of it left when the change is made.
  const expired = (kept: number) => {
    if (seconds < dnsSeconds) return 0;
    return kept > 0 ? Math.min(1, (seconds - dnsSeconds) / kept) : 1;
  };
  return {
    bgp: seconds >= bgpSeconds ? 1 : 0,
    dns: (1 - overstay.share) * expired(ttlSeconds) + overstay.share * expired(overstay.seconds),
  };
}

/** When the last have moved, s. */
export function recoverySeconds(recovery: Recovery = {}): number {
  const { bgpSeconds, dnsSeconds, keptSeconds } = withRecoveryDefaults(recovery);
  return Math.max(bgpSeconds, dnsSeconds + keptSeconds);
}
