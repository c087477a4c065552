import { describe, expect, it } from "vitest";
import { failover, type Failure } from "../../../lib/kit/anycast/internet/failover.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { DETECTION } from "../../../lib/kit/routing/convergence/events.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

/** Users behind AS1, which receives site A over AS2 and site B over a longer path through AS3 and AS4. */
const topology = compile(
  defineAsGraph({
    ases: [{ asn: 1 }, { asn: 2, weight: 0 }, { asn: 3, weight: 0 }, { asn: 4, weight: 0 }, { asn: 64500, weight: 0 }],
    links: [
      { provider: 2, customer: 1 },
      { provider: 3, customer: 1 },
      { provider: 3, customer: 4 },
      { provider: 2, customer: 64500 },
      { provider: 4, customer: 64500 },
    ],
  }),
);
const deployment = deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: {
    A: { origin: 64500, city: "Seattle", neighbours: [2] },
    B: { origin: 64500, city: "Delhi", neighbours: [4] },
  },
});
const timing = { linkDelayMs: 0, mrai: false } as const;
const lost = (failure: Failure, forMs?: number) => failover({ deployment, site: "A", failure, timing, forMs });

describe("a failure costs, at 1000 queries a second", () => {
  it.each([
    ["BFD", DETECTION.bfd, 900],
    ["a hold timer of 90 s", DETECTION.holdTimer, 90_000],
    ["a hold timer of 180 s", { kind: "hold-timer", holdMs: 180_000 }, 180_000],
    ["a hold timer of 240 s", { kind: "hold-timer", holdMs: 240_000 }, 240_000],
  ] as const)("with %s what is asked until it is noticed", (_name, detection, queries) => {
    const result = lost({ kind: "site", detection });
    expect(result.lost).toBeCloseTo(queries, 6);
    expect(result.recoveredMs).toBeCloseTo(queries, 6);
    expect(result.phases.at(-1)?.answeredPerSecond).toEqual({ B: 1000 });
  });

  it("with a static route loses everything until it is withdrawn, with a health check what detection takes", () => {
    const untouched = lost({ kind: "service", health: { kind: "static" } }, 60_000);
    expect(untouched.lost).toBeCloseTo(60_000, 6);
    expect(untouched.recoveredMs).toBeUndefined();
    expect(untouched.lostTo).toEqual({ "failed site": 60_000 });
    expect(lost({ kind: "service", health: { kind: "static" }, repairedAfterMs: 20_000 }).lost).toBeCloseTo(20_000, 6);
    expect(lost({ kind: "service", health: { kind: "coupled", detectMs: 3000 } }).lost).toBeCloseTo(3000, 6);
  });

  it("nothing if the site is drained first", () => {
    const slow = { linkDelayMs: 50, mrai: false } as const;
    const drained = failover({ deployment, site: "A", failure: { kind: "drain", forMs: 5000 }, timing: slow });
    expect(drained.lost).toBe(0);
    expect(drained.recoveredMs).toBe(0);
    const pulled = failover({ deployment, site: "A", failure: { kind: "withdraw" }, timing: slow });
    expect(pulled.lost).toBeGreaterThan(0);
  });

  it("and is refused with nonsense", () => {
    expect(() => lost({ kind: "withdraw" }, -1)).toThrow("forMs must be above 0 (got -1)");
    expect(() => failover({ deployment, site: "Z", failure: { kind: "withdraw" } })).toThrow("Unknown site Z");
  });
});
