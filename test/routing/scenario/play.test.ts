import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forwardingAt, momentAfter } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { queryStream } from "../../../lib/kit/routing/convergence/replay/query-stream.js";
import { walkAt } from "../../../lib/kit/routing/convergence/replay/walk-at.js";
import { playScenario, steadyStatesOf } from "../../../lib/kit/routing/scenario/play.js";
import { readScenario, writeScenario } from "../../../lib/kit/routing/scenario/read.js";
import { ScenarioError } from "../../../lib/kit/routing/scenario/scenario.js";

const base = {
  format: "anycast-scenario",
  version: 1,
  name: "failover",
  ases: [1, 2, 10, 20].map((asn) => ({ asn })),
  links: [
    { provider: 1, customer: 10 },
    { provider: 2, customer: 20 },
    { provider: 2, customer: 1 },
  ],
  announcements: [
    { site: "A", origin: 10 },
    { site: "B", origin: 20 },
  ],
};
const events = [
  { at: 100_000, kind: "site-down", site: "A", detection: { kind: "bfd", intervalMs: 300, multiplier: 3 } },
  { at: 200_000, kind: "site-up", site: "A" },
  { at: 300_000, kind: "service-down", site: "B" },
  { at: 400_000, kind: "announce", site: "A", change: { prepend: 2, communities: [{ kind: "graceful-shutdown" }] } },
  { at: 500_000, kind: "link-down", ends: [1, 10] },
  { at: 500_001, kind: "session-down", ends: [1, 2] },
];
const convergence = {
  timing: { mrai: false },
  health: { bySite: { B: { kind: "coupled", detectMs: 1000 } } },
  start: "settled",
};
const read = (more: object) => readScenario(JSON.stringify({ ...base, ...more }), { file: "failover.json" });

describe("a scenario file with events", () => {
  it("keeps every kind of event as it is written", () => expect(read({ events }).events).toEqual(events));
  it("comes back from its own text, timing included", () => {
    const scenario = read({ events, convergence, description: "A site fails." });
    expect(scenario).toMatchObject({ convergence, events, description: "A site fails." });
    expect(readScenario(writeScenario(scenario))).toEqual(scenario);
  });
  it("is a question about the steady state too", () =>
    expect(steadyStatesOf(read({ events, convergence })).map(({ catchments }) => catchments)).toEqual([
      { A: 2, B: 2 },
    ]));
  it("plays to its end", () => {
    const all = [{ at: 0, kind: "announce", site: "A" }, ...events];
    const [history] = playScenario(read({ events: all, convergence }));
    expect(history.ending.kind).toBe("converged");
    const forwarding = forwardingAt(history, momentAfter(history, history.log.length));
    expect(forwarding.map(({ asn, path }) => [asn, path?.join(" ")])).toEqual([
      [1, undefined],
      [2, undefined],
      [10, ""],
      [20, undefined],
    ]);
  });
  it("gives a history to each prefix, the longest first", () => {
    const announcements = [
      { site: "A", origin: 10, prefix: "192.0.2.0/24" },
      { site: "B", origin: 20, prefix: "192.0.2.0/25" },
    ];
    const histories = playScenario(read({ announcements, events: [{ at: 9, kind: "withdraw", site: "A" }] }));
    expect(histories.map(({ problem }) => problem.prefix.text)).toEqual(["192.0.2.0/25", "192.0.2.0/24"]);
    expect(
      histories.map(({ log }) => log.some((entry) => entry.kind === "event" && entry.event.kind === "withdraw")),
    ).toEqual([false, true]);
  });
  it("sends packets by the longest prefix that each router has, at every instant", () => {
    const announcements = [
      { site: "A", origin: 10, prefix: "192.0.2.0/24" },
      { site: "B", origin: 20, prefix: "192.0.2.0/25" },
    ];
    const convergence = { start: "settled", timing: { mrai: false } };
    const history = playScenario(
      read({ announcements, convergence, events: [{ at: 1000, kind: "withdraw", site: "B" }] }),
    );
    const fate = (at: number, from: number) => walkAt({ history, from, at }).fate;
    expect(fate(0, 1)).toEqual({ kind: "delivered", site: "B" });
    // AS2 has heard of the withdrawal and would use the covering prefix, which leads back to AS1; AS1 has not.
    expect(fate(1020, 1)).toEqual({ kind: "loop" });
    expect(fate(1040, 1)).toEqual({ kind: "delivered", site: "A" });
    const stream = queryStream({ history, clients: [{ asn: 1 }], perSecond: 1000, fromMs: 0, toMs: 2000 });
    expect(stream).toMatchObject({ answered: { A: 960, B: 1020 }, lostTo: { loop: 20 } });
  });
  it("gives the same history for the same text", () => {
    const play = () => playScenario(read({ events, convergence: { order: "random" } })).map(({ log }) => log);
    expect(play()).toEqual(play());
  });
});

describe("a scenario file that cannot be read names the file and the field", () => {
  const broken: readonly (readonly [string, object, string])[] = [
    ["an unknown kind", { events: [{ at: 0, kind: "explode", site: "A" }] }, "failover.json: events[0].kind (explode)"],
    [
      "a time before the start",
      { events: [...events, { at: -1, kind: "withdraw", site: "A" }] },
      "events[6].at (withdraw)",
    ],
    ["a field too many", { events: [{ at: 0, kind: "withdraw", site: "A", when: 3 }] }, "events[0] (withdraw)"],
    ["an unknown site", { events: [{ at: 0, kind: "withdraw", site: "Z" }] }, "events[0].site: unknown site Z"],
    ["an unknown timer", { convergence: { timing: { mrai: { ms: 3 } } } }, "convergence.timing.mrai"],
    ["an unknown AS", { announcements: [{ site: "A", origin: 99 }] }, "failover.json"],
  ];
  it.each(broken)("%s", (_what, more, message) => {
    expect(() => read(more)).toThrow(ScenarioError);
    expect(() => read(more)).toThrow(message);
  });
  it("no JSON", () => expect(() => readScenario("{", { file: "x.json" })).toThrow(/x\.json is not valid JSON/));
  it("whatever is in it, with one error or none", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        for (const more of [{ events: one, convergence: other }, { events: [one, other] }]) {
          try {
            read(JSON.parse(JSON.stringify(more)) as object);
          } catch (error) {
            expect(error).toBeInstanceOf(ScenarioError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
