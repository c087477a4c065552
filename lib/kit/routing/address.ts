// IPv4 and IPv6 addresses as numbers. An address does not show whether it is unicast or anycast.
import ipaddr from "ipaddr.js";

export interface Address {
  readonly family: 4 | 6;
  /** The address as an unsigned number of 32 or 128 bits. */
  readonly bits: bigint;
  /** Canonical text: dotted decimal, or RFC 5952 for IPv6. */
  readonly text: string;
}

export const addressBits = { 4: 32, 6: 128 } as const;

/** Thrown for text that is not an address or prefix. The message quotes the text and shows a valid one. */
export class AddressError extends Error {
  override readonly name = "AddressError";
}

/**
 * Reads an address such as "192.0.2.53" or "2001:db8::53". Shorthand (192.0.2), octal, hex and zone ids are refused.
 * @example parseAddress("2001:DB8::0:53").text // "2001:db8::53"
 * @throws AddressError
 */
export function parseAddress(text: string): Address {
  const four = ipaddr.IPv4.isValidFourPartDecimal(text);
  if (!four && !(text.includes(":") && !text.includes("%") && ipaddr.IPv6.isValid(text)))
    throw new AddressError(`"${text}" is not an IP address. Expected one such as 192.0.2.53 or 2001:db8::53.`);
  return addressOf(four ? 4 : 6, ipaddr.parse(text).toByteArray());
}

/**
 * The address with these bits.
 * @example addressFromBits(4, 0xc0000235n).text // "192.0.2.53"
 */
export function addressFromBits(family: 4 | 6, bits: bigint): Address {
  const bytes = Array.from({ length: addressBits[family] / 8 }, (_, i) =>
    Number((bits >> BigInt(addressBits[family] - 8 * (i + 1))) & 0xffn),
  );
  return addressOf(family, bytes);
}

function addressOf(family: 4 | 6, bytes: number[]): Address {
  const parsed = ipaddr.fromByteArray(bytes);
  const text = parsed.kind() === "ipv6" ? (parsed as ipaddr.IPv6).toRFC5952String() : parsed.toString();
  return { family, bits: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n), text };
}
