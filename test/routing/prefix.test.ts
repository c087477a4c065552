import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressFromBits, AddressError, parseAddress } from "../../lib/kit/routing/address.js";
import { contains, hostPrefix, parsePrefix, prefixOf } from "../../lib/kit/routing/prefix.js";

const anyAddress = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((bits) => addressFromBits(4, bits)),
  fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((bits) => addressFromBits(6, bits)),
);

describe("addresses", () => {
  it("are read and written in canonical form", () => {
    expect(parseAddress("192.0.2.53").bits).toBe(0xc0000235n);
    expect(parseAddress("2001:0db8:0:0:0:0:0:53").text).toBe("2001:db8::53");
  });

  it("survive being written and read again", () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(parseAddress(address.text)).toEqual(address);
      }),
    );
  });

  it.each(["192.0.2", "192.0.2.256", "010.0.0.1", "0x7f.0.0.1", "fe80::1%eth0", "", "nowhere", "192.0.2.1/24"])(
    "refuse %j, and say what an address looks like",
    (text) => expect(() => parseAddress(text)).toThrow(/is not an IP address\. Expected one such as 192\.0\.2\.53/),
  );
});

describe("prefixes", () => {
  it("hold the addresses that agree in their first bits", () => {
    const prefix = parsePrefix("192.0.2.0/25");
    expect(contains(prefix, parseAddress("192.0.2.127"))).toBe(true);
    expect(contains(prefix, parseAddress("192.0.2.128"))).toBe(false);
    expect(contains(parsePrefix("2001:db8::/32"), parseAddress("2001:db8:ffff::1"))).toBe(true);
  });

  it("never mix the two families", () => {
    expect(contains(parsePrefix("0.0.0.0/0"), parseAddress("::1"))).toBe(false);
  });

  it("hold the prefixes inside them, not the ones around them", () => {
    expect(contains(parsePrefix("192.0.2.0/24"), parsePrefix("192.0.2.128/25"))).toBe(true);
    expect(contains(parsePrefix("192.0.2.128/25"), parsePrefix("192.0.2.0/24"))).toBe(false);
  });

  it("of every length around an address hold it", () => {
    fc.assert(
      fc.property(anyAddress, fc.nat(128), (address, n) => {
        const prefix = prefixOf(address, Math.min(n, address.family === 4 ? 32 : 128));
        expect(contains(prefix, address)).toBe(true);
        expect(parsePrefix(prefix.text)).toEqual(prefix);
      }),
    );
  });

  it("of one host hold nothing else", () => {
    const host = hostPrefix(parseAddress("192.0.2.53"));
    expect(host.text).toBe("192.0.2.53/32");
    expect(contains(host, parseAddress("192.0.2.54"))).toBe(false);
  });

  it("refuse host bits, and propose the network that was meant", () => {
    expect(() => parsePrefix("192.0.2.53/24")).toThrow("Did you mean 192.0.2.0/24?");
  });

  it("refuse lengths an address does not have", () => {
    expect(() => parsePrefix("192.0.2.0/33")).toThrow(AddressError);
    expect(() => parsePrefix("192.0.2.0")).toThrow(/is not a prefix/);
  });
});
