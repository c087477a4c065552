// The retransmission timeout (RFC 6298): computed from measured round trips and doubled at each timeout. Linux uses the same
// algorithm with other limits.

export interface RtoLimits {
  /** Before the first measurement, ms. */
  readonly initialMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** What the minimum applies to: the whole timeout (RFC 6298, 2.4), or the variation term added to SRTT (Linux). */
  readonly floor: "timeout" | "variance";
}

export const RFC_6298: RtoLimits = { initialMs: 1000, minMs: 1000, maxMs: 60_000, floor: "timeout" };
export const LINUX_RTO: RtoLimits = { initialMs: 1000, minMs: 200, maxMs: 120_000, floor: "variance" };

export interface Rto {
  /** Smoothed round-trip time and its variation, ms; absent before the first measurement. */
  readonly srttMs?: number;
  readonly rttvarMs?: number;
  readonly timeoutMs: number;
}

/** The timeout before any round trip was measured (RFC 6298, 2.1), ms. */
export const initialRto = ({ initialMs }: RtoLimits): Rto => ({ timeoutMs: initialMs });

/** After a round trip was measured (RFC 6298, 2.2 and 2.3; never for a retransmitted segment: Karn's rule, section 3). */
export function afterRoundTrip({ srttMs, rttvarMs }: Rto, rttMs: number, limits: RtoLimits): Rto {
  const isFirst = srttMs === undefined || rttvarMs === undefined;
  const variation = isFirst ? rttMs / 2 : (3 / 4) * rttvarMs + (1 / 4) * Math.abs(srttMs - rttMs);
  const smoothed = isFirst ? rttMs : (7 / 8) * srttMs + (1 / 8) * rttMs;
  const { minMs, maxMs, floor } = limits;
  const margin = floor === "variance" ? Math.max(4 * variation, minMs) : 4 * variation;
  const timeoutMs = Math.min(floor === "timeout" ? Math.max(smoothed + margin, minMs) : smoothed + margin, maxMs);
  return { srttMs: smoothed, rttvarMs: variation, timeoutMs };
}

/** After a handshake with a retransmission, which gives no measurement: at least 3 s (RFC 6298, 5.7). */
export const afterRetriedHandshake = (rto: Rto, { maxMs }: RtoLimits): Rto => ({
  ...rto,
  timeoutMs: Math.min(Math.max(rto.timeoutMs, 3000), maxMs),
});

/** After a timeout: twice as long (RFC 6298, 5.5). */
export const backedOff = (rto: Rto, { maxMs }: RtoLimits): Rto => ({
  ...rto,
  timeoutMs: Math.min(2 * rto.timeoutMs, maxMs),
});

/**
 * Time until a sender gives up, ms: the first timeout, doubled at each of `retries` retransmissions and capped.
 * @example givesUpAfterMs(15) // 924,600: Linux's tcp_retries2
 * @example givesUpAfterMs(6, { firstMs: 1000 }) // 127,000: Linux's tcp_syn_retries before 6.5
 */
export function givesUpAfterMs(
  retries: number,
  { firstMs = LINUX_RTO.minMs, maxMs = LINUX_RTO.maxMs }: { readonly firstMs?: number; readonly maxMs?: number } = {},
): number {
  let sum = 0;
  for (let i = 0; i <= retries; i++) sum += Math.min(firstMs * 2 ** i, maxMs);
  return sum;
}
