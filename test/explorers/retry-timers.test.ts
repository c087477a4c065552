// "Three timers": the formulas against the simulated stub resolver, and what the explorer says of them.
import { describe, expect, it } from "vitest";
import { outageCost, PER_SECOND } from "../../lib/course/explorers/retry-timers/data.js";
import { retryTimers } from "../../lib/course/explorers/retry-timers/explorer.js";
import { prepareProps } from "../../lib/course/explorers/index.js";
import { dnsServer, lookupsEvery, oneRouter, simulate, stateOf, stubResolver } from "../../lib/kit/traffic/index.js";
import { seededRandom } from "../../lib/kit/routing/convergence/index.js";
import { drawnInNode } from "./browser/explorer-page.js";

/** Lookups of one stub resolver, one every 100 ms, that fail and that are late, where site A is down from 0 on. */
function simulated(detection: number, timeout: number, tries: number) {
  const [everyMs, shared] = [100, "192.0.2.53"];
  const lookups = lookupsEvery(everyMs, (1000 * detection) / everyMs).map(({ atMs, question }) => ({
    atMs: atMs + 50,
    question,
  }));
  const client = {
    name: "client",
    role: "client" as const,
    node: "router",
    program: stubResolver({
      address: "203.0.113.7",
      servers: [shared],
      lookups,
      timeoutMs: 1000 * timeout,
      attempts: tries,
    }),
  };
  const server = (name: string) => ({
    name,
    role: "site" as const,
    node: "router",
    program: dnsServer({ identity: name }),
  });
  const run = simulate({
    network: oneRouter({
      shared,
      sites: { A: { rttMs: 2 }, B: { rttMs: 2 } },
      clients: { client: { address: "203.0.113.7" } },
      serves: ["A"],
      changes: [{ atMs: 1000 * detection, label: "the route moves to B", serves: ["B"] }],
    }),
    hosts: [client, server("A"), server("B")],
    happenings: [{ kind: "down", host: "A", atMs: 0 }],
  });
  const outcomes = stateOf(run, client).outcomes;
  const scale = (PER_SECOND * everyMs) / 1000;
  return { failed: scale * outcomes.filter((each) => !each?.reply).length, late: scale * outcomes.filter((each) => each?.reply && each.tries > 1).length }; // prettier-ignore
}

describe("three timers", () => {
  for (const [detection, timeout, tries] of [
    [0.9, 5, 2],
    [3, 1, 2],
    [30, 5, 2],
    [30, 5, 4],
    [12, 2, 1],
    [20, 3, 3],
  ])
    // prettier-ignore
    it(`${detection} s of detection, ${tries} queries ${timeout} s apart: as the simulated stub resolver`, () => {
      const { failed, late, cached } = outageCost({ detection, timeout, tries, ttl: 0 });
      const seen = simulated(detection, timeout, tries);
      expect(Math.abs(failed - seen.failed)).toBeLessThanOrEqual(PER_SECOND * 0.1);
      expect(Math.abs(late - seen.late)).toBeLessThanOrEqual(PER_SECOND * 0.1);
      expect(cached).toBe(0);
    });

  it("a TTL of 5 min, 90 s: as simulated caches that nothing refills", () => {
    const [ttl, hosts] = [300, 60 * PER_SECOND];
    const random = seededRandom(1);
    const gap = () => -60 * Math.log(1 - random()); // one lookup a minute on average
    const seen = { failed: 0, late: 0, cached: 0 };
    for (let host = 0; host < hosts; host++) {
      // From before the failure at 0 s, at any phase of the cache: an answer fetched earlier is kept for a TTL.
      let kept = -Infinity;
      for (let at = -10 * ttl - (ttl + 60) * random() + gap(); at < 90; at += gap()) {
        const isCached = at < kept + ttl;
        if (at < 0) kept = isCached ? kept : at;
        else seen[isCached ? "cached" : at < 85 ? "failed" : "late"]++;
      }
    }
    const computed = outageCost({ detection: 90, timeout: 5, tries: 2, ttl });
    for (const part of ["failed", "late", "cached"] as const)
      expect(Math.abs(computed[part] / seen[part] - 1)).toBeLessThan(0.05);
  });

  it("says the number, and caches help whatever the timers are", () => {
    const { draw } = drawnInNode(retryTimers, {});
    expect(draw({}, "t").summary).toContain("Of 900 lookups during the outage 0 fail, 900 are answered late");
    expect(draw({ detection: 6 }, "t").summary).toContain("85,000 fail, 5,000 are answered late");
    const costs = [0, 60, 3600].map((ttl) => outageCost({ detection: 90, timeout: 5, tries: 2, ttl }));
    expect(costs.map(({ failed }) => Math.round(failed))).toEqual([85_000, 70_000, 2380]);
    // The numbers in lesson 3: four queries instead of two, and a TTL of five minutes.
    const ninety = { detection: 90, timeout: 5, tries: 2, ttl: 0 };
    const better = [{ tries: 4 }, { ttl: 300 }].map((change) => outageCost({ ...ninety, ...change }).failed);
    expect(better.map(Math.round)).toEqual([75_000, 24_201]);
    // Nothing refills a cache during the outage: it answers at most for a TTL.
    expect(costs[1].cached).toBeLessThan(PER_SECOND * 60);
    for (const { sent, cached, late, failed } of costs) expect(cached + late + failed).toBeCloseTo(sent, 6);
  });

  it("refuses a time that its sliders cannot have", () => {
    expect(() => prepareProps("retry-timers", { detection: 7 })).toThrow("detection");
    expect(() => prepareProps("retry-timers", { timeout: 0 })).toThrow("timeout");
  });
});
