/** Thrown for traffic that cannot be: an unknown host, a time below zero, an empty group, an MTU too small for IP. Says where and what to do. */
export class TrafficError extends Error {
  override readonly name = "TrafficError";
}

/** A time or a duration in ms: zero or more, and an end to it. @throws TrafficError that names what was given */
export function checkMs(ms: number, what: string): number {
  if (ms >= 0 && ms < Infinity) return ms;
  throw new TrafficError(`${what}: ${ms} ms is no time. Give a number of ms, zero or more.`);
}

/** Addresses that belong to one host or service each. @throws TrafficError for one that is given twice */
export function checkAddresses(addresses: readonly string[]): void {
  const twice = addresses.find((each, i) => addresses.indexOf(each) !== i);
  if (twice !== undefined)
    throw new TrafficError(`Address ${twice} is given twice: a packet to it could go to either.`);
}

/** A whole number within limits. @throws TrafficError that names what was given */
export function checkWhole(value: number, what: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const limits = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  throw new TrafficError(`${what}: ${value} cannot be. Give a whole number, ${limits}.`);
}

/** The least MTU that IPv4 allows a link to have, bytes (RFC 791, section 3.2). */
export const MIN_MTU = 68;

/** @throws TrafficError for an MTU that no IPv4 link may have */
export function checkMtu(mtu: number, where: string): number {
  if (Number.isInteger(mtu) && mtu >= MIN_MTU) return mtu;
  throw new TrafficError(`${where}: an MTU of ${mtu} bytes cannot be. IPv4 needs ${MIN_MTU} at least (RFC 791).`);
}
