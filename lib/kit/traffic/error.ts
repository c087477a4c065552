/**
 * Thrown for invalid traffic: an unknown host, a negative time, an empty group, an MTU too small for IP. The message says where
 * and what to do.
 */
export class TrafficError extends Error {
  override readonly name = "TrafficError";
}

/**
 * Checks a time or a duration in ms: finite, 0 or more.
 * @example checkTime(-1, "startMs") // throws TrafficError
 * @throws TrafficError with the value
 */
export function checkTime(ms: number, what: string): number {
  if (ms >= 0 && ms < Infinity) return ms;
  throw new TrafficError(`${what}: expected a time of 0 ms or more, got ${ms}.`);
}

/** Checks that each address belongs to one host or service. @throws TrafficError for a duplicate */
export function checkAddresses(addresses: readonly string[]): void {
  const twice = addresses.find((each, i) => addresses.indexOf(each) !== i);
  if (twice !== undefined) throw new TrafficError(`Duplicate address ${twice}: give each host its own.`);
}

/** Checks an integer within limits. @throws TrafficError with the value */
export function checkWhole(value: number, what: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const limits = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  throw new TrafficError(`${what}: expected an integer ${limits}, got ${value}.`);
}

/** The minimum MTU of an IPv4 link, bytes (RFC 791, section 3.2). */
export const MIN_MTU = 68;

/**
 * Checks the MTU of a link in bytes: an integer of at least 68 (RFC 791).
 * @example checkMtu(60, "eth0") // throws TrafficError
 * @throws TrafficError for an MTU below IPv4's minimum
 */
export function checkMtu(mtu: number, where: string): number {
  if (Number.isInteger(mtu) && mtu >= MIN_MTU) return mtu;
  throw new TrafficError(`${where}: the MTU must be at least ${MIN_MTU} bytes (RFC 791), got ${mtu}.`);
}
