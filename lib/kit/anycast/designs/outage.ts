// Users without an answer, second by second after sites fail: routes converge at the same time for all users, cached DNS
// answers expire one by one. The area under the curve is the waiting time of loseSites.
import type { DnsSteering } from "./steering.js";

/** How fast BGP and DNS move users. */
export interface Recovery {
  readonly dns?: Pick<DnsSteering, "ttlSeconds" | "overstay">;
  /** From the failure until routes have converged, s. Defaults to 90, the hold time that RFC 4271 suggests. */
  readonly bgpSeconds?: number;
  /** From the failure until DNS returns another address, s. Defaults to 30. */
  readonly dnsSeconds?: number;
}

/** Fills in defaults. */
export function withRecoveryDefaults({ dns = {}, bgpSeconds = 90, dnsSeconds = 30 }: Recovery = {}) {
  const { ttlSeconds = 300, overstay = { share: 0, seconds: 0 } } = dns;
  /** The longest lifetime of a cached answer. */
  const keptSeconds = Math.max(ttlSeconds, overstay.share > 0 ? overstay.seconds : 0);
  return { bgpSeconds, dnsSeconds, ttlSeconds, overstay, keptSeconds };
}

/**
 * The share of users waiting for BGP, and of users waiting for DNS, who have moved this many seconds after the failure.
 * @example movedAt(60) // { bgp: 0, dns: 0.1 }
 */
export function movedAt(seconds: number, recovery: Recovery = {}) {
  const { bgpSeconds, dnsSeconds, ttlSeconds, overstay } = withRecoveryDefaults(recovery);
  // The remaining TTL of a cached answer is uniform at the time of the change.
  const expired = (kept: number) => {
    if (seconds < dnsSeconds) return 0;
    return kept > 0 ? Math.min(1, (seconds - dnsSeconds) / kept) : 1;
  };
  return {
    bgp: seconds >= bgpSeconds ? 1 : 0,
    dns: (1 - overstay.share) * expired(ttlSeconds) + overstay.share * expired(overstay.seconds),
  };
}

/**
 * The time after a failure at which the last users have moved, s.
 * @example recoverySeconds({ bgpSeconds: 30, dnsSeconds: 60, dns: { ttlSeconds: 300 } }) // 360
 */
export function recoverySeconds(recovery: Recovery = {}): number {
  const { bgpSeconds, dnsSeconds, keptSeconds } = withRecoveryDefaults(recovery);
  return Math.max(bgpSeconds, dnsSeconds + keptSeconds);
}
