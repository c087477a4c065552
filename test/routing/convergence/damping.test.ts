// Route-flap damping against RFC 2439's figures: penalty, half-life, reuse.
import { describe, expect, it } from "vitest";
import {
  converge,
  momentAt,
  forwardingAt,
  heardAt,
  type Damping,
  type RoutingEvent,
} from "../../../lib/kit/routing/convergence/index.js";
import { compile, defineAsGraph } from "../../../lib/kit/topology/index.js";

const topology = compile(
  defineAsGraph({
    ases: [1, 2, 4, 5].map((asn) => ({ asn })),
    links: [{ peers: [1, 2] }, { provider: 1, customer: 4 }, { provider: 2, customer: 5 }],
  }),
);
const flaps = (times: number): RoutingEvent[] =>
  Array.from({ length: times }, (_, i): RoutingEvent[] => [
    { at: 10_000 * (i + 1), kind: "withdraw", site: "A" },
    { at: 10_000 * (i + 1) + 5000, kind: "announce", site: "A" },
  ]).flat();
const play = (times: number, damping: Record<number, Damping>) =>
  converge({
    topology,
    announcements: [
      { site: "A", origin: 4 },
      { site: "B", origin: 5 },
    ],
    events: flaps(times),
    start: "settled",
    timing: { mrai: false, linkDelayMs: 20 },
    damping,
  });
const siteAt = (history: ReturnType<typeof play>, ms: number) =>
  forwardingAt(history, momentAt(history, ms)).find(({ asn }) => asn === 1)?.site;
const reuses = ({ log }: ReturnType<typeof play>) => log.filter(({ kind }) => kind === "reuse");

describe("route-flap damping", () => {
  it("suppresses from the third withdrawal on, until the penalty has fallen to the reuse limit", () => {
    const history = play(3, { 1: {} });
    const [reuse, ...more] = reuses(history);
    expect(more).toEqual([]);
    // 1000 for each withdrawal, halved every 900 s, then log2(penalty / 750) half-lives to wait.
    const penalty = 1000 * (1 + 2 ** (-10 / 900) + 2 ** (-20 / 900));
    expect(reuse.atMs / 1000).toBeCloseTo(30.02 + 900 * Math.log2(penalty / 750), 0);
    expect([siteAt(history, 36_000), siteAt(history, reuse.atMs - 10), siteAt(history, reuse.atMs)]).toEqual([
      "B",
      "B",
      "A",
    ]);
    const heard = heardAt(history, history.wiring.speakerOf(0, 0), momentAt(history, reuse.atMs));
    expect([...heard.values()].map(({ site }) => site).sort()).toEqual(["A", "B"]);
  });
  it("does nothing after one withdrawal, at other ASes, or below the limit of RFC 7196", () => {
    expect(reuses(play(1, { 1: {} }))).toEqual([]);
    expect(siteAt(play(1, { 1: {} }), 16_000)).toBe("A");
    expect(siteAt(play(3, { 2: {} }), 36_000)).toBe("A");
    expect(siteAt(play(3, { 1: { suppress: 6000 } }), 36_000)).toBe("A");
  });
  it("waits no longer than the longest suppression", () => {
    const [reuse] = reuses(play(9, { 1: { maxSuppressMs: 1_500_000 } }));
    expect(reuse.atMs).toBeLessThanOrEqual(95_100 + 1_500_000);
  });
  it.each([
    [{ 9: {} }, /damping: unknown AS9\. Add it to the graph/],
    [{ 1: { suppress: 500 } }, /damping of AS1: expected .* suppress above reuse, got 900000, 750 and 500/],
    [{ 1: { maxSuppressMs: 600_000 } }, /no penalty can reach suppress 2000, .* below 1191\. Raise maxSuppressMs/],
    [{ 1: { halfLifeMs: -1 } }, /damping of AS1: halfLifeMs: must be a time of 0 ms or more/],
  ])("refuses %j", (damping, message) => {
    expect(() => play(1, damping as Record<number, Damping>)).toThrow(message);
  });
});
