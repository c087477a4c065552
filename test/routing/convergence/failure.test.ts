import { describe, expect, it } from "vitest";
import { converge, type ConvergenceProblem } from "../../../lib/kit/routing/convergence/converge.js";
import { DETECTION, type RoutingEvent } from "../../../lib/kit/routing/convergence/events.js";
import { momentAt } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { queryStream } from "../../../lib/kit/routing/convergence/replay/query-stream.js";
import { walkAt } from "../../../lib/kit/routing/convergence/replay/walk-at.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

// AS1 has its users next to site A; site B is behind AS2, which sells to AS1 too.
const topology = compile(
  defineAsGraph({
    ases: [1, 2, 10, 20].map((asn) => ({ asn })),
    links: [
      { provider: 1, customer: 10 },
      { provider: 2, customer: 20 },
      { provider: 2, customer: 1 },
    ],
  }),
);
const deployment: ConvergenceProblem = {
  topology,
  announcements: [
    { site: "A", origin: 10 },
    { site: "B", origin: 20 },
  ],
  start: "settled",
};
const run = (events: readonly RoutingEvent[], more: Partial<ConvergenceProblem> = {}) =>
  converge({ ...deployment, events, ...more });
const queries = (history: ReturnType<typeof run>, toMs = 400_000) =>
  queryStream({ history, clients: [{ asn: 1 }], perSecond: 1000, fromMs: 0, toMs });
const fate = (history: ReturnType<typeof run>, atMs: number, from = 1) => walkAt({ history, from, at: atMs }).fate;

describe("what it costs to notice that a site is gone", () => {
  const lost = (detection: (typeof DETECTION)[keyof typeof DETECTION]) =>
    queries(run([{ kind: "site-down", at: 10_000, site: "A", detection }])).lost;
  it("loses 90,000 queries at 1000 a second with a hold timer of 90 s", () =>
    expect(lost(DETECTION.holdTimer)).toBe(90_000));
  it("loses 900 with BFD, three times 300 ms", () => expect(lost(DETECTION.bfd)).toBe(900));
  it("loses 10 with loss of light", () => expect(lost(DETECTION.lossOfLight)).toBe(10));
  it("is the hold timer unless said otherwise, for the event or for everybody", () => {
    const down = [{ kind: "site-down", at: 0, site: "A" }] as const;
    expect(queries(run(down)).lost).toBe(90_000);
    expect(queries(run(down, { timing: { detection: DETECTION.bfd } })).lost).toBe(900);
  });
  it("answers every other query, from A before and from B after", () => {
    const stream = queries(run([{ kind: "site-down", at: 10_000, site: "A", detection: DETECTION.bfd }]), 20_000);
    expect(stream).toMatchObject({
      sent: 20_000,
      answered: { A: 10_000, B: 9_100 },
      lost: 900,
      lostTo: { "failed site": 900 },
    });
    expect(stream.intervals.map(({ fromMs, toMs, queries: count }) => [fromMs, toMs, count])).toEqual([
      [0, 10_000, 10_000],
      [10_000, 10_900, 900],
      [10_900, 20_000, 9_100],
    ]);
  });
});

describe("a service that fails while its router stays up", () => {
  const dies = [{ kind: "service-down", at: 1000, site: "A" }] as const;
  it("is a permanent black hole for its whole catchment if the announcement is static", () => {
    const history = run(dies, { health: { kind: "static" } });
    expect(fate(history, 1e9)).toEqual({ kind: "black hole", why: "failed site" });
    expect(history.messages).toEqual({ updates: 0, withdrawals: 0 });
    expect(queries(history)).toMatchObject({ answered: { A: 1000 }, lost: 399_000 });
  });
  it("is left as soon as the health check withdraws the route, where the announcement is coupled to it", () => {
    const history = run(dies, { health: { kind: "coupled", detectMs: 3000 } });
    // 3 s to detect, and 20 ms for the withdrawal to reach AS1.
    expect(queries(history)).toMatchObject({ answered: { A: 1000, B: 395_980 }, lost: 3020 });
  });
  it("is announced again when it has been back for the hold-down time", () => {
    const health = { A: { kind: "coupled", detectMs: 1000, holdDownMs: 30_000 } } as const;
    const history = run([...dies, { kind: "service-up", at: 60_000, site: "A" }], {
      health,
      timing: { mrai: false },
    });
    expect(fate(history, 80_000)).toEqual({ kind: "delivered", site: "B" });
    expect(fate(history, 91_000)).toEqual({ kind: "delivered", site: "A" });
  });
  it("restarts the hold-down time at each failure", () => {
    const health = { A: { kind: "coupled", detectMs: 1000, holdDownMs: 30_000 } } as const;
    const flaps = Array.from({ length: 8 }, (_, i) => ({
      kind: i % 2 ? ("service-down" as const) : ("service-up" as const),
      at: 60_000 + 5000 * i,
      site: "A",
    }));
    // The last time it comes back is at 100 s; what the first time promised for 90 s is void.
    const history = run([...dies, ...flaps, { kind: "service-up", at: 100_000, site: "A" }], {
      health,
      timing: { mrai: false },
    });
    expect(fate(history, 92_000)).toEqual({ kind: "delivered", site: "B" });
    expect(fate(history, 129_000)).toEqual({ kind: "delivered", site: "B" });
    expect(fate(history, 131_000)).toEqual({ kind: "delivered", site: "A" });
  });
  it("is not withdrawn when it comes back before the health check notices", () => {
    const health = { kind: "coupled", detectMs: 3000 } as const;
    const history = run([...dies, { kind: "service-up", at: 2000, site: "A" }], { health });
    expect(history.messages.withdrawals).toBe(0);
    expect(queries(history).lost).toBe(1000);
  });
});

describe("a link that fails", () => {
  const cut = { kind: "link-down", at: 1000, ends: [1, 10], detection: DETECTION.bfd } as const;
  it("loses packets until its ends notice", () => {
    const history = run([cut]);
    expect(fate(history, 1500)).toEqual({ kind: "black hole", why: "link down" });
    expect(queries(history, 10_000)).toMatchObject({ lost: 900, lostTo: { "link down": 900 } });
    expect(fate(history, 5000)).toEqual({ kind: "delivered", site: "B" });
  });
  it("is used again once the session is established again", () => {
    const history = run([cut, { kind: "link-up", at: 20_000, ends: [1, 10] }], {
      timing: { sessionSetupMs: 5000 },
    });
    expect(fate(history, 24_900)).toEqual({ kind: "delivered", site: "B" });
    expect(fate(history, 25_100)).toEqual({ kind: "delivered", site: "A" });
  });
  it("that comes back unnoticed costs packets, but no route: TCP sends again what was lost", () => {
    const history = run([cut, { kind: "withdraw", at: 1100, site: "A" }, { kind: "link-up", at: 1500, ends: [1, 10] }]);
    expect(history.log.some(({ kind }) => kind === "session")).toBe(false);
    expect(fate(history, 1510)).toEqual({ kind: "delivered", site: "A" });
    expect(fate(history, 1530)).toEqual({ kind: "delivered", site: "B" });
  });
  it("carries packets on while only its session is closed", () => {
    const history = run([{ kind: "session-down", at: 1000, ends: [1, 10] }]);
    expect(queries(history).lost).toBe(0);
    expect(fate(history, 1000)).toEqual({ kind: "delivered", site: "B" });
  });
});

describe("MRAI", () => {
  const flap = Array.from({ length: 8 }, (_, i): RoutingEvent => ({
    kind: i % 2 ? "announce" : "withdraw",
    at: 1000 * i,
    site: "A",
  }));
  // AS2 uses B whatever happens at A: it receives A only from AS1.
  const heard = (mrai: { withdrawals?: boolean } | false, seed = 1) =>
    run([{ kind: "announce", at: 0, site: "A" }, ...flap], { timing: { mrai }, seed }).log.filter(
      (entry) => entry.kind === "update" || entry.kind === "withdrawal",
    );
  it("holds back updates to one neighbour, and not withdrawals unless asked", () => {
    const spaced = (messages: ReturnType<typeof heard>, kind: string) =>
      messages.filter((each) => each.kind === kind).map((each) => ("sentMs" in each ? each.sentMs : NaN));
    expect(heard(false).length).toBeGreaterThan(heard({}).length);
    const updates = new Map<number, number[]>();
    for (const each of heard({}))
      if (each.kind === "update") updates.set(each.channel, [...(updates.get(each.channel) ?? []), each.sentMs]);
    for (const times of updates.values())
      times.slice(1).forEach((at, i) => expect(at - times[i]).toBeGreaterThanOrEqual(22_500));
    expect(spaced(heard({}), "withdrawal").length).toBeGreaterThan(
      spaced(heard({ withdrawals: true }), "withdrawal").length,
    );
  });
  it("is jittered by the seed: the same seed, the same history; another seed, other times", () => {
    expect(heard({}, 7)).toEqual(heard({}, 7));
    expect(heard({}, 7)).not.toEqual(heard({}, 8));
  });
});

describe("a run from empty tables", () => {
  it("drops packets until the announcement arrives", () => {
    const history = converge({ ...deployment, start: "empty", timing: { linkDelayMs: 100 } });
    expect(fate(history, 50)).toEqual({ kind: "black hole", why: "no route" });
    expect(fate(history, 100)).toEqual({ kind: "delivered", site: "A" });
    expect(momentAt(history, 50).step).toBeGreaterThan(0);
  });
  it("starts without the sites whose first event is their announcement", () => {
    const history = run([{ kind: "announce", at: 5000, site: "A" }]);
    expect(fate(history, 4000)).toEqual({ kind: "delivered", site: "B" });
    expect(fate(history, 6000)).toEqual({ kind: "delivered", site: "A" });
  });
});

describe("a drain", () => {
  it("with GRACEFUL_SHUTDOWN moves users before the site withdraws, and loses nothing", () => {
    // AS1 reaches B only by a provider, so that it leaves A no earlier than it must.
    const drain = {
      kind: "announce",
      at: 1000,
      site: "A",
      change: { communities: [{ kind: "graceful-shutdown" }] },
    } as const;
    const history = run([{ kind: "announce", at: 0, site: "A" }, drain, { kind: "site-down", at: 60_000, site: "A" }], {
      start: "empty",
    });
    expect(fate(history, 900)).toEqual({ kind: "delivered", site: "A" });
    expect(fate(history, 59_000)).toEqual({ kind: "delivered", site: "B" });
    expect(queryStream({ history, clients: [{ asn: 1 }], perSecond: 100, fromMs: 900, toMs: 200_000 }).lost).toBe(0);
  });
});

describe("events that cannot be", () => {
  const broken: readonly (readonly [RoutingEvent, RegExp])[] = [
    [{ kind: "withdraw", at: 0, site: "Z" }, /events\[0\] \(Site Z withdraws\): Unknown site Z; sites are A, B\./],
    [{ kind: "link-down", at: 0, ends: [1, 99] }, /no session between AS1 and AS99/],
    [{ kind: "link-down", at: 0, ends: [1, 10], city: "Paris" }, /in Paris\. Their sessions are at site A\./],
    [{ kind: "withdraw", at: -1, site: "A" }, /at: must be a time of 0 ms or more \(got -1\)/],
    [
      { kind: "site-down", at: 0, site: "A", detection: { kind: "loss-of-light", ms: NaN } },
      /detection: must be a time .*got NaN/,
    ],
  ];
  it.each(broken)("%j", (event, message) => expect(() => run([event])).toThrow(message));
  it("are named by their place in the list, whatever their time", () =>
    expect(() =>
      run([
        { kind: "withdraw", at: 5, site: "A" },
        { kind: "withdraw", at: 1, site: "Z" },
      ]),
    ).toThrow(/^events\[1\]/));
  it("timers that cannot be", () => {
    expect(() => run([], { timing: { linkDelayMs: [5, 1] } })).toThrow(/linkDelayMs: expected a range .*got 5 to 1/);
    expect(() => run([], { timing: { mrai: { ebgpMs: -1 } } })).toThrow(
      /mrai.ebgpMs: must be a time of 0 ms or more.*-1/,
    );
  });
});
