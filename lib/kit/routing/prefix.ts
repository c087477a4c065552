// Prefixes and what they cover (RFC 4632). The longest prefix that contains an address wins, whatever its cost.
import { addressBits, AddressError, addressFromBits, parseAddress, type Address } from "./address.js";

export interface Prefix {
  readonly family: 4 | 6;
  /** The network address; its host bits are zero. */
  readonly bits: bigint;
  /** Number of leading bits that must agree: 0..32 or 0..128. */
  readonly length: number;
  /** Canonical text such as "192.0.2.0/24". */
  readonly text: string;
}

/**
 * Reads a prefix such as "192.0.2.0/24" or "2001:db8::/32".
 * @example parsePrefix("192.0.2.0/24").length // 24
 * @throws AddressError if the text is not a prefix, the length is out of range, or host bits are set
 */
export function parsePrefix(text: string): Prefix {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text.trim());
  if (!match) throw new AddressError(`"${text}" is not a prefix. Expected one such as 192.0.2.0/24 or 2001:db8::/32.`);
  const address = parseAddress(match[1]);
  const length = Number(match[2]);
  const width = addressBits[address.family];
  if (length > width) throw new AddressError(`"${text}": an IPv${address.family} prefix has at most ${width} bits.`);
  const prefix = prefixOf(address, length);
  if (prefix.bits !== address.bits)
    throw new AddressError(`"${text}" has host bits set after the first ${length}. Did you mean ${prefix.text}?`);
  return prefix;
}

/**
 * The prefix of this length that contains the address.
 * @example prefixOf(parseAddress("192.0.2.53"), 24).text // "192.0.2.0/24"
 */
export function prefixOf(address: Address, length: number): Prefix {
  const host = BigInt(addressBits[address.family] - length);
  const bits = (address.bits >> host) << host;
  return { family: address.family, bits, length, text: `${addressFromBits(address.family, bits).text}/${length}` };
}

/**
 * The prefix of this address alone: /32 or /128.
 * @example hostPrefix(parseAddress("192.0.2.53")).text // "192.0.2.53/32"
 */
export function hostPrefix(address: Address): Prefix {
  return prefixOf(address, addressBits[address.family]);
}

/**
 * Whether every address of `inner` (an address or a prefix) lies in `outer`.
 * @example contains(parsePrefix("192.0.2.0/24"), parseAddress("192.0.2.53")) // true
 */
export function contains(outer: Prefix, inner: Address | Prefix): boolean {
  if (outer.family !== inner.family || ("length" in inner && inner.length < outer.length)) return false;
  const host = BigInt(addressBits[outer.family] - outer.length);
  return inner.bits >> host === outer.bits >> host;
}
