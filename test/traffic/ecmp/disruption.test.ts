import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disruption, expectedDisruption, flowHashes } from "../../../lib/kit/traffic/ecmp/disruption.js";
import { hashThreshold, hashThresholdDisruption } from "../../../lib/kit/traffic/ecmp/hash-threshold.js";
import { maglev, maglevWith } from "../../../lib/kit/traffic/ecmp/maglev.js";
import { modulo } from "../../../lib/kit/traffic/ecmp/modulo.js";
import { rendezvous } from "../../../lib/kit/traffic/ecmp/rendezvous.js";
import { ring, ringWith } from "../../../lib/kit/traffic/ecmp/ring.js";
import type { Scheme } from "../../../lib/kit/traffic/ecmp/group.js";

const FLOWS = 40_000;
const hashes = flowHashes(FLOWS);
const names = (n: number) => Array.from({ length: n }, (_, i) => `S${i + 1}`);
const without = (n: number, k: number) => names(n).filter((_, i) => i !== k - 1);
const remove = (scheme: Scheme, n: number, k: number) =>
  disruption({ before: scheme(names(n)), after: scheme(without(n, k)), hashes });
const withinThree = (measured: number, formula: number) =>
  expect(Math.abs(measured - formula)).toBeLessThan(3 * Math.sqrt((formula * (1 - formula)) / FLOWS));

describe("RFC 2992, exactly", () => {
  it("prints 3/10 for the third of five and 7/20 for the fourth; the ends lose a half", () =>
    expect([1, 2, 3, 4, 5].map((k) => hashThresholdDisruption(5, k))).toEqual([1 / 2, 7 / 20, 3 / 10, 7 / 20, 1 / 2]));
  it("never goes below 1/4 + 1/(4N), nor above 1/2", () => {
    for (let n = 3; n < 40; n += 2)
      expect(hashThresholdDisruption(n, (n + 1) / 2)).toBeCloseTo(1 / 4 + 1 / (4 * n), 12);
    for (let n = 2; n < 40; n++)
      for (let k = 1; k <= n; k++) {
        expect(hashThresholdDisruption(n, k)).toBeGreaterThan(1 / 4);
        expect(hashThresholdDisruption(n, k)).toBeLessThanOrEqual(1 / 2);
      }
  });
  it("refuses a member that is not there", () =>
    expect(() => hashThresholdDisruption(5, 6)).toThrow(/got K = 6, N = 5/));
});

describe("one member of N goes: the golden table, 40,000 flows, within three standard errors", () => {
  const rows = [
    [5, 1],
    [5, 3],
    [8, 1],
    [8, 5],
    [16, 1],
    [16, 9],
  ] as const;
  it.each(rows)("N = %i, number %i", (n, k) => {
    withinThree(remove(modulo, n, k).moved, expectedDisruption.modulo(n));
    withinThree(remove(hashThreshold, n, k).moved, expectedDisruption["hash-threshold"](n, k));
    const hrw = remove(rendezvous, n, k);
    withinThree(hrw.moved, expectedDisruption.rendezvous(n));
    expect(hrw.collateral).toBe(0);
    const onRing = remove(ring, n, k);
    // A member's part of the ring is as even as 200 points make it: one part in sqrt(200), three times that at most.
    expect(Math.abs(onRing.moved - 1 / n)).toBeLessThan(3 / n / Math.sqrt(200));
    expect(onRing.collateral).toBe(0);
    const large = remove(maglev, n, k);
    expect(large.moved - large.collateral).toBeCloseTo(1 / n, 2);
    expect(large.collateral).toBeGreaterThan(0);
    expect(large.collateral).toBeLessThan(0.005);
    const small = remove(maglevWith(n === 16 ? 1009 : 251), n, k);
    expect(small.collateral).toBeGreaterThan(0.01);
    expect(small.collateral).toBeLessThan(0.06);
  });
});

describe("the same table as another program computed it, with other hashes: every cell within the noise of both", () => {
  // N, K: modulo, hash-threshold, rendezvous, ring of 200 points each; Maglev with a small table (and the collateral in it), and with 65,537 places.
  const golden = [
    { n: 5, k: 1, flows: [0.797, 0.493, 0.197], ring: 0.215, small: [251, 0.239, 0.036], large: [0.2015, 0.0015] },
    { n: 5, k: 3, flows: [0.8, 0.3, 0.194], ring: 0.174, small: [251, 0.239, 0.04], large: [0.2015, 0.0015] },
    { n: 8, k: 1, flows: [0.877, 0.497, 0.125], ring: 0.131, small: [251, 0.179, 0.052], large: [0.1269, 0.0019] },
    { n: 8, k: 5, flows: [0.878, 0.287, 0.128], ring: 0.131, small: [251, 0.171, 0.048], large: [0.1266, 0.0016] },
    { n: 16, k: 1, flows: [0.935, 0.497, 0.062], ring: 0.068, small: [1009, 0.09, 0.027], large: [0.0658, 0.0033] },
    { n: 16, k: 9, flows: [0.936, 0.268, 0.063], ring: 0.07, small: [1009, 0.089, 0.027], large: [0.0652, 0.0027] },
  ] as const;
  const near = (found: number, expected: number, noise: number) =>
    expect(Math.abs(found - expected)).toBeLessThan(3 * Math.SQRT2 * noise);
  it.each(golden)("N = $n, number $k", ({ n, k, flows, ring: onRing, small, large }) => {
    [modulo, hashThreshold, rendezvous].forEach((scheme, i) => {
      const p = flows[i];
      near(remove(scheme, n, k).moved, p, Math.sqrt((p * (1 - p)) / FLOWS));
    });
    near(remove(ring, n, k).moved, onRing, 1 / n / Math.sqrt(200));
    // A table of M places filled in another order: what is moved beside the dead member's own varies by about a sixth of itself.
    const compare = (places: number, moved: number, collateral: number) => {
      const found = remove(maglevWith(places), n, k);
      near(found.collateral, collateral, collateral / 6);
      near(found.moved, moved, collateral / 6 + Math.sqrt((moved * (1 - moved)) / FLOWS));
    };
    compare(small[0], small[1], small[2]);
    compare(65_537, large[0], large[1]);
  });
});

describe("a member is added", () => {
  it("moves 1/(N + 1) of the flows under rendezvous, and most of them under modulo", () => {
    const add = (scheme: Scheme, n: number) =>
      disruption({ before: scheme(names(n)), after: scheme(names(n + 1)), hashes });
    for (const n of [2, 9]) {
      withinThree(add(rendezvous, n).moved, expectedDisruption.added(n));
      expect(add(modulo, n).moved).toBeGreaterThan(0.6);
    }
  });
});

describe("weights and tables that cannot be", () => {
  const heavy = (weight: number) => [{ name: "a", weight }, { name: "b" }];
  it.each<[string, () => unknown, RegExp]>([
    ["half a slot", () => modulo(heavy(1.5)), /Member a of a modulo group: the weight must be an integer/],
    ["more slots than memory", () => modulo(heavy(1e9)), /sum to at most 65536 .*got 1000000001/],
    ["more points than memory", () => ring(heavy(1e9)), /can have at most 1000000 points/],
    ["a ring without points", () => ringWith(0)(["a"]), /virtual nodes: expected an integer .*got 0/],
    ["more rows than memory", () => maglevWith(2_147_483_647)(["a"]), /at most 5000011.*got 2147483647/],
    ["rows that are no prime", () => maglevWith(252)(["a"]), /must be a prime .*got 252/],
    ["no number of rows", () => maglevWith(NaN)(["a"]), /must be a prime .*got NaN/],
  ])("%s is refused by name", (_, make, message) => expect(make).toThrow(message));
});

describe("every scheme", () => {
  const schemes = { modulo, hashThreshold, rendezvous, ring, maglev: maglevWith(251) };
  const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  for (const [name, scheme] of Object.entries(schemes)) {
    it(`${name} sends a flow to one member while the group is unchanged`, () =>
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 12 }), hash, (n, h) => {
          const member = scheme(names(n)).choose(h);
          expect(names(n)).toContain(member);
          expect(scheme(names(n)).choose(h)).toBe(member);
        }),
        { numRuns: 50 },
      ));
    it(`${name} shares evenly between equals, and by weight between others`, () => {
      const count = (members: Parameters<Scheme>[0]) => {
        const group = scheme(members);
        const counts: Record<string, number> = {};
        for (const h of hashes) counts[group.choose(h)] = (counts[group.choose(h)] ?? 0) + 1 / FLOWS;
        return counts;
      };
      for (const share of Object.values(count(names(4)))) expect(Math.abs(share - 0.25)).toBeLessThan(0.04);
      const weighted = count([{ name: "big", weight: 3 }, { name: "small" }]);
      expect(Math.abs(weighted.big - 0.75)).toBeLessThan(0.04);
    });
    it(`${name} refuses an empty group, a member twice, a weight of zero`, () => {
      expect(() => scheme([])).toThrow(/must have at least one member/);
      expect(() => scheme(["a", "a"])).toThrow(/Duplicate member a of a/);
      expect(() => scheme([{ name: "a", weight: 0 }])).toThrow(/Member a of .*the weight must be above 0 \(got 0\)/);
    });
  }
  it("rendezvous and the ring move only the dead member's flows", () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), fc.nat(), hash, (n, dead, h) => {
        const k = (dead % n) + 1;
        for (const scheme of [rendezvous, ring]) {
          const had = scheme(names(n)).choose(h);
          if (had !== `S${k}`) expect(scheme(without(n, k)).choose(h)).toBe(had);
        }
      }),
      { numRuns: 100 },
    ));
});
