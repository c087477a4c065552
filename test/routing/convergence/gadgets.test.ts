import { describe, expect, it } from "vitest";
import {
  badGadget,
  bystander,
  clique,
  disagree,
  medOscillation,
  wedgie,
} from "../../../lib/kit/routing/convergence/gadgets.js";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { forwardingAt, momentAfter, momentAt } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { queryStream } from "../../../lib/kit/routing/convergence/replay/query-stream.js";
import { walkAt } from "../../../lib/kit/routing/convergence/replay/walk-at.js";
import type { History } from "../../../lib/kit/routing/convergence/replay/history.js";

const instant = { mrai: false } as const;
const end = (history: History) => momentAfter(history, history.log.length);
const pathOf = (history: History, asn: number, atMs?: number) =>
  forwardingAt(history, atMs === undefined ? end(history) : momentAt(history, atMs)).find((each) => each.asn === asn)
    ?.path;

describe("Bad Gadget (Griffin, Shepherd & Wilfong 2002)", () => {
  it("oscillates without end in the order of time, and the three ASes around the origin are named", () => {
    const { ending } = converge({ ...badGadget(), timing: instant });
    expect(ending).toMatchObject({ kind: "oscillates", ases: [1, 2, 3] });
    if (ending.kind === "oscillates") expect(ending.periodMs).toBeGreaterThan(0);
  });
  it("oscillates in the order of sending", () => {
    expect(converge({ ...badGadget(), timing: instant, order: { kind: "fifo" } }).ending.kind).toBe("oscillates");
  });
  it("oscillates with MRAI timers, only slower", () => {
    const mrai = { jitter: [1, 1] } as const;
    const slow = converge({ ...badGadget(), timing: { mrai } }).ending;
    const fast = converge({ ...badGadget(), timing: instant }).ending;
    expect(slow).toMatchObject({ kind: "oscillates", ases: [1, 2, 3] });
    if (slow.kind === "oscillates" && fast.kind === "oscillates")
      expect(slow.periodMs).toBeGreaterThan(20 * fast.periodMs);
  });
  it("never converges under random orders or jitter: the run gives up and names the ASes", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const order = { kind: "random" } as const;
      const { ending } = converge({ ...badGadget(), timing: instant, order, seed, maxSteps: 2000 });
      expect(ending).toMatchObject({ kind: "gave-up", steps: 2000, ases: [1, 2, 3] });
    }
    expect(converge({ ...badGadget(), maxSteps: 2000 }).ending).toMatchObject({ kind: "gave-up", ases: [1, 2, 3] });
  });
});

describe("Disagree (Griffin, Shepherd & Wilfong 2002)", () => {
  it("oscillates when both always speak at the same moment", () => {
    expect(converge({ ...disagree(), timing: instant }).ending).toMatchObject({ kind: "oscillates", ases: [1, 2] });
  });
  it("converges to either of two states with jittered timers, never to another", () => {
    const states = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const history = converge({ ...disagree(), seed });
      expect(history.ending.kind).toBe("converged");
      states.add(`${pathOf(history, 1)!.join(" ")} | ${pathOf(history, 2)!.join(" ")}`);
    }
    expect([...states].sort()).toEqual(["10 | 1 10", "2 10 | 10"]);
  });
  it("follows the reader's choice: the AS that receives the other's route first uses it", () => {
    const chosen = (...wanted: string[]) =>
      converge({
        ...disagree(),
        timing: instant,
        order: {
          kind: "chosen",
          choose: (pending) => {
            const next = wanted.findIndex((text) => pending.some(({ what }) => what.startsWith(text)));
            return Math.max(
              0,
              pending.findIndex(({ what }) => what.startsWith(wanted[next])),
            );
          },
        },
      });
    const secondFollows = chosen("AS1 to AS2", "A to AS1");
    expect([pathOf(secondFollows, 1), pathOf(secondFollows, 2)]).toEqual([[10], [1, 10]]);
    const firstFollows = chosen("AS2 to AS1", "A to AS2");
    expect([pathOf(firstFollows, 1), pathOf(firstFollows, 2)]).toEqual([[2, 10], [10]]);
  });
  it("stops when the reader stops, and reports messages in flight", () => {
    let left = 1;
    const order = { kind: "chosen", choose: () => (left-- > 0 ? 0 : undefined) } as const;
    const { ending } = converge({ ...disagree(), timing: instant, order });
    expect(ending).toMatchObject({ kind: "stopped" });
    if (ending.kind === "stopped")
      expect(ending.pending.map(({ what }) => what)).toEqual([
        "AS1 to AS2: announces path 1 10",
        "A to AS2: announces path 10",
      ]);
  });
});

describe("a wedgie (RFC 4264)", () => {
  const history = converge(wedgie());
  it("uses the primary link first", () => {
    expect(pathOf(history, 3, 119_000)).toEqual([4, 1]);
    expect(pathOf(history, 2, 119_000)).toEqual([3, 4, 1]);
  });
  it("uses the backup when the primary fails", () => expect(pathOf(history, 3, 239_000)).toEqual([2, 1]));
  it("stays on the backup when the primary is mended", () => {
    expect(pathOf(history, 3, 359_000)).toEqual([2, 1]);
    expect(pathOf(history, 4, 359_000)).toEqual([1]);
  });
  it("is cured only by closing the backup for a while", () => {
    expect(history.ending.kind).toBe("converged");
    expect(pathOf(history, 3)).toEqual([4, 1]);
    expect(pathOf(history, 2)).toEqual([3, 4, 1]);
  });
});

describe("a MED oscillation (RFC 3345)", () => {
  it("never ends with route reflectors", () => {
    const { ending } = converge(medOscillation());
    expect(ending).toMatchObject({ kind: "oscillates", ases: [1] });
  });
  it("ends when MED is not looked at", () => {
    expect(converge({ ...medOscillation(), without: ["med"] }).ending.kind).toBe("converged");
  });
  it("ends with a full mesh of iBGP", () => {
    const { igp } = medOscillation().insides![1];
    expect(converge({ ...medOscillation(), insides: { 1: { igp } } }).ending.kind).toBe("converged");
  });
});

describe("the bystander", () => {
  it("moves from B to C when A withdraws, which it never used", () => {
    const history = converge(bystander());
    const fate = (step: number) => walkAt({ history, from: 7, at: momentAfter(history, step) }).fate;
    expect(fate(0)).toEqual({ kind: "delivered", site: "B" });
    expect(fate(history.log.length)).toEqual({ kind: "delivered", site: "C" });
    expect(pathOf(history, 7)).toEqual([6, 30, 103]);
  });
});

describe("path hunting in a clique (Labovitz et al. 2000)", () => {
  const lengths = (history: History, asn: number) =>
    history.log.flatMap((entry) =>
      entry.kind === "best" && history.wiring.speakers[entry.speaker].asn === asn
        ? [entry.route?.path.length ?? Infinity]
        : [],
    );
  const mrai = { jitter: [1, 1], withdrawals: true } as const;
  const sizes = [4, 5, 6, 7, 8];
  it("tries longer and longer paths, up to one through every AS, before it gives up", () => {
    for (const n of sizes) {
      const history = converge({ ...clique(n), timing: { mrai } });
      for (let asn = 2; asn <= n; asn++) {
        const tried = lengths(history, asn);
        expect(tried[tried.length - 1]).toBe(Infinity);
        expect(tried).toEqual([...tried].sort((a, b) => a - b));
      }
      expect(Math.max(...lengths(history, n).slice(0, -1), ...lengths(history, 2).slice(0, -1))).toBe(n);
    }
  });
  it("takes one MRAI more for each AS more", () => {
    const rounds = sizes.map((n) => {
      const { ending } = converge({ ...clique(n), timing: { mrai } });
      return ending.kind === "converged" ? Math.floor(ending.atMs / 30_000) : NaN;
    });
    expect(rounds).toEqual([2, 3, 4, 5, 6]);
  });
  it("takes ever more messages without MRAI, for each path is tried", () => {
    const messages = sizes.map((n) => converge({ ...clique(n), timing: { mrai: false } }).messages.updates);
    messages.slice(1).forEach((each, i) => expect(each).toBeGreaterThan(3 * messages[i]));
  });
  it("is over in a moment where withdrawals need not wait", () => {
    const { ending } = converge({ ...clique(8), timing: { mrai: { jitter: [1, 1] } } });
    expect(ending.kind === "converged" && ending.atMs).toBeLessThan(1000);
  });
  it("loops packets and loses them meanwhile", () => {
    const history = converge({ ...clique(6), timing: { mrai } });
    const kinds = new Set<string>();
    for (let step = 0; step <= history.log.length; step++)
      for (let asn = 1; asn <= 6; asn++) {
        const { fate, ases } = walkAt({ history, from: asn, at: momentAfter(history, step) });
        kinds.add(fate.kind);
        if (fate.kind === "loop") expect(ases.slice(0, -1)).toContain(ases[ases.length - 1]);
      }
    expect([...kinds].sort()).toEqual(["black hole", "delivered", "loop"]);
  });
  it("expires packets that circle while time goes on", () => {
    const history = converge({ ...clique(6), timing: { mrai, linkDelayMs: [5, 50] } });
    const walks = history.log.map(({ atMs }) => walkAt({ history, from: 6, at: atMs, clock: "running" }));
    const expired = walks.filter(({ fate }) => fate.kind === "ttl expired");
    expect(expired.length).toBeGreaterThan(0);
    for (const { ases } of expired) {
      expect(ases.length).toBe(1 + 64);
      expect(new Set(ases).size).toBeLessThanOrEqual(6);
    }
  });
  it("keeps packets circling for seconds, while the news waits for a timer", () => {
    const history = converge({ ...clique(6), timing: { mrai, linkDelayMs: [5, 50] } });
    const clients = [1, 2, 3, 4, 5, 6].map((asn) => ({ asn }));
    const { intervals } = queryStream({ history, clients, perSecond: 10, fromMs: 0, toMs: 200_000 });
    const loops = intervals.filter(({ fate }) => fate.kind === "loop").map(({ fromMs, toMs }) => toMs - fromMs);
    expect(Math.max(...loops)).toBeGreaterThan(20_000);
    expect(Math.min(...loops)).toBeLessThan(100);
  });
});
