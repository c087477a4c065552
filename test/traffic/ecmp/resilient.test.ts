import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bucketOf,
  replaceMembers,
  resilientGroup,
  rebalance,
  useBucket,
} from "../../../lib/kit/traffic/ecmp/resilient.js";

const use = (group: ReturnType<typeof resilientGroup>, buckets: readonly number[], atMs: number) =>
  buckets.reduce((so, bucket) => useBucket(so, bucket, atMs).group, group);
const owners = ({ buckets }: ReturnType<typeof resilientGroup>) => buckets.map(({ member }) => member).join("");

describe("resilient buckets", () => {
  const three = resilientGroup({ members: ["a", "b", "c"], buckets: 8, idleTimerMs: 60_000 });
  it("are assigned as in Linux 6.18, by `ip nexthop bucket show`: the last member's first", () => {
    expect(owners(three)).toBe("cccbbaaa");
    const gone = replaceMembers(three, ["a", "c"], 0);
    expect(owners(gone)).toBe("ccccaaaa");
    expect(owners(replaceMembers(gone, ["a", "b", "c"], 0))).toBe("bcccbaaa");
  });
  it("of a dead member move at once, and no others", () => {
    const busy = use(three, [0, 1, 2, 3, 4, 5, 6, 7], 1000);
    expect(owners(replaceMembers(busy, ["a", "c"], 1001))).toBe("ccccaaaa");
  });
  it("in use do not move to a new member while its patience lasts: only idle ones do", () => {
    const two = resilientGroup({ members: ["a", "b"], buckets: 8, idleTimerMs: 60_000 });
    const busy = use(two, [0, 1, 2, 3, 4, 5, 6], 100_000); // bucket 7, one of a's, lies idle
    const grown = replaceMembers(busy, ["a", "b", "c"], 100_001);
    expect(owners(grown)).toBe("bbbbaaac");
    const later = use(grown, [0, 4], 150_000);
    // Borders at 2.67 and 5.33 of 8 buckets round to 3 and 5: a and c are owed three each, b two.
    expect(owners(rebalance(later, 170_000))).toBe("bccbaaac");
  });
  it("in use move too once the group was unbalanced too long, if asked", () => {
    const patient = resilientGroup({ members: ["a"], buckets: 8, idleTimerMs: 60_000, unbalancedTimerMs: 300_000 });
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    let group = replaceMembers(use(patient, all, 0), ["a", "b"], 1);
    for (let atMs = 50_000; atMs <= 300_000; atMs += 50_000) group = use(group, all, atMs);
    expect(owners(group)).toBe("aaaaaaaa");
    expect(owners(use(group, all, 300_001))).toBe("bbbbaaaa");
  });
  it("that moved, and were not used since, are idle: they may move again at once", () => {
    const busy = use(three, [0, 1, 2, 3, 4, 5, 6, 7], 1000);
    const shrunk = replaceMembers(busy, ["a", "c"], 1001);
    const used = use(shrunk, [0], 1002);
    // The former buckets of b are idle, so b gets them back; buckets in use stay.
    const grown = replaceMembers(used, ["a", "b", "c"], 1003);
    const had = three.buckets.flatMap(({ member }, i) => (member === "b" ? [i] : []));
    for (const bucket of had) expect(grown.buckets[bucket].member).toBe("b");
  });
  it("keep each flow where it is while the group is unchanged", () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(100_000))), (packets) => {
        let group = three;
        let atMs = 0;
        for (const [hash, gapMs] of packets) {
          const used = useBucket(group, hash, (atMs += gapMs));
          expect(used.member).toBe(three.buckets[bucketOf(three, hash)].member);
          group = used.group;
        }
      }),
      { numRuns: 50 },
    ));
  it("refuse fewer buckets than members, and timers that cannot be", () => {
    expect(() => resilientGroup({ members: ["a", "b"], buckets: 1 })).toThrow(/2 members need at least 2 buckets/);
    expect(() => resilientGroup({ members: ["a"], buckets: 70_000 })).toThrow(/at most 65535/);
    expect(() => resilientGroup({ members: ["a"], idleTimerMs: -1 })).toThrow(
      /idleTimerMs: expected a time of 0 ms or more, got -1/,
    );
  });
});
