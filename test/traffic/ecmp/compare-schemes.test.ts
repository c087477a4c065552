import { describe, expect, it } from "vitest";
import {
  compareSchemes,
  groupsAround,
  membersAfter,
  schemeNames,
  textbookShare,
  type GroupChange,
  type SchemeName,
} from "../../../lib/kit/traffic/ecmp/compare-schemes.js";
import { flowHashes } from "../../../lib/kit/traffic/ecmp/disruption.js";

const FLOWS = 40_000;
const hashes = flowHashes(FLOWS);
const letters = [..."ABCDEFGH"];
const dies = (n: number, k: number): GroupChange => ({
  members: letters.slice(0, n),
  change: { kind: "dies", member: letters[k - 1] },
});
const joins = (n: number): GroupChange => ({
  members: letters.slice(0, n),
  change: { kind: "joins", member: letters[n] },
});
const rowOf = (change: GroupChange, scheme: SchemeName) =>
  compareSchemes({ ...change, hashes }).find((row) => row.scheme === scheme)!;

describe("all schemes under one change, 40,000 flows", () => {
  // facts/anycast.md E.2: modulo, hash-threshold, rendezvous by formula; ring and Maglev as its own run had them, roughly.
  it.each([
    [5, 1, [0.8, 0.5, 0.2]],
    [5, 3, [0.8, 0.3, 0.2]],
    [8, 1, [0.875, 0.5, 0.125]],
    [8, 5, [0.875, 0.2857, 0.125]],
  ] as const)("member %i of %i: the golden table, within three standard errors", (n, k, golden) => {
    const rows = compareSchemes({ ...dies(n, k), hashes });
    expect(rows.map(({ scheme }) => scheme)).toEqual(schemeNames);
    golden.forEach((share, i) => {
      expect(rows[i].textbook.share).toBeCloseTo(share, 4);
      expect(Math.abs(rows[i].counted.moved - share)).toBeLessThan(3 * Math.sqrt((share * (1 - share)) / FLOWS));
    });
    const [, , rendezvous, ring, maglev, resilient] = rows.map(({ counted }) => counted);
    for (const each of [rendezvous, ring, resilient]) expect(each.collateral).toBe(0);
    expect(maglev.collateral).toBeGreaterThan(0);
    expect(maglev.collateral).toBeLessThan(0.005);
    for (const each of [ring, maglev]) expect(Math.abs(each.moved - 1 / n)).toBeLessThan(0.2 / n);
  });

  it("agrees with every exact formula, whichever member fails or joins, within four standard errors", () => {
    const changes = [2, 3, 4, 5, 6, 7, 8].flatMap((n) => [
      ...Array.from({ length: n }, (_, i) => dies(n, i + 1)),
      ...(n < 8 ? [joins(n)] : []),
    ]);
    for (const change of changes)
      for (const { textbook, counted } of compareSchemes({ ...change, hashes: hashes.subarray(0, 4000) })) {
        const error = Math.sqrt((textbook.share * (1 - textbook.share)) / 4000);
        if (textbook.is === "exactly") expect(Math.abs(counted.moved - textbook.share)).toBeLessThanOrEqual(4 * error);
      }
  });

  it("breaks nothing at once where one joins resilient buckets, and leaves the new one without a flow", () => {
    const { counted } = rowOf(joins(5), "resilient buckets");
    expect(counted.moved).toBe(0);
    const { after } = groupsAround("resilient buckets", joins(5));
    expect(after.members.map(({ name }) => name)).toContain("F");
    expect([...hashes].some((hash) => after.choose(hash) === "F")).toBe(false);
    expect(counted.busiest).toBeGreaterThan(1.15); // five carry what six could
  });

  it("says that joining the end of a hash-threshold group costs as much as losing its end: a half", () => {
    expect(textbookShare("hash-threshold", joins(5)).share).toBe(1 / 2);
    expect(textbookShare("hash-threshold", dies(6, 6)).share).toBe(1 / 2);
  });

  it("calls the busiest server what it is: with one member left, even", () =>
    expect(rowOf(dies(2, 1), "modulo").counted.busiest).toBe(1));
});

describe("a change that cannot be", () => {
  it.each([
    [{ members: ["A", "B"], change: { kind: "dies", member: "C" } }, "Unknown member C; members are A, B."],
    [{ members: ["A"], change: { kind: "dies", member: "A" } }, "Member A is the only one"],
    [{ members: ["A", "B"], change: { kind: "joins", member: "B" } }, "Member B cannot join"],
  ] as const)("%j is refused by name", (change, message) => expect(() => membersAfter(change)).toThrow(message));
});
