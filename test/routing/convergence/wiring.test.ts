import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { converge, type ConvergenceProblem } from "../../../lib/kit/routing/convergence/converge.js";
import { forwardingAt, momentAfter } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";
import { randomDeployment } from "./random-deployment.js";

describe("wires", () => {
  it("carry the two directions of one session, or one site's announcement", () => {
    fc.assert(
      fc.property(
        randomDeployment({ placed: true }),
        fc.constantFrom("router", "lowest-asn"),
        (deployment, tieBreak) => {
          const { wiring, problem } = converge({ ...deployment, tieBreak, maxSteps: 1 });
          for (const { channels, ends, city } of wiring.wires) {
            const [there, back, ...more] = channels.map((channel) => wiring.channels[channel]);
            expect(more).toEqual([]);
            expect([there.from, there.to]).toEqual(ends);
            if (there.kind === "site") expect(back).toBeUndefined();
            else expect([back.from, back.to, back.kind]).toEqual([there.to, there.from, there.kind]);
            if (there.kind === "ebgp") expect(back.session!.place).toBe(there.session!.place);
            if (city !== undefined) expect(problem.places.map(({ name }) => name)).toContain(city);
          }
          wiring.speakers.forEach(({ number }) => {
            for (const channel of wiring.hears[number]) expect(wiring.channels[channel].to).toBe(number);
            for (const channel of wiring.tells[number]) expect(wiring.channels[channel].from).toBe(number);
          });
        },
      ),
    );
  });
  it("keep the order of each session under every message order (BGP runs over TCP)", () => {
    const orders = fc.constantFrom({ kind: "time" } as const, { kind: "fifo" } as const, { kind: "random" } as const);
    fc.assert(
      fc.property(randomDeployment({ largest: 12 }), orders, fc.nat(), (deployment, order, seed) => {
        const events = [
          { kind: "withdraw", at: 30, site: "A" },
          { kind: "announce", at: 60, site: "A" },
        ] as const;
        const begin = { kind: "announce", at: 0, site: "A" } as const;
        const { log } = converge({ ...deployment, events: [begin, ...events], order, seed, timing: { mrai: false } });
        const last = new Map<number, number>();
        for (const entry of log) {
          if (!("sentStep" in entry)) continue;
          expect(entry.sentStep).toBeGreaterThanOrEqual(last.get(entry.channel) ?? 0);
          last.set(entry.channel, entry.sentStep);
        }
      }),
    );
  });
});

describe("the inside of an AS", () => {
  const at = (city: string, lon: number) => ({ city, lat: 0, lon });
  const pops = [at("R", 0), at("X", 1), at("Y", 2), at("Z", 3)];
  const topology = compile(
    defineAsGraph({
      ases: [
        { asn: 1, pops },
        { asn: 10, pops: [pops[1]] },
      ],
      links: [{ provider: 1, customer: 10 }],
    }),
  );
  const inside = (more: Partial<ConvergenceProblem>) =>
    converge({
      topology,
      tieBreak: "router",
      announcements: [{ site: "A", origin: 10, city: "X" }],
      timing: { mrai: false },
      ...more,
    });
  const hops = (history: ReturnType<typeof inside>) =>
    forwardingAt(history, momentAfter(history, history.log.length))
      .filter(({ asn }) => asn === 1)
      .map(({ nextHop }) => (nextHop?.kind === "router" ? nextHop.city : (nextHop?.kind ?? "-")));

  it("is an iBGP full mesh by default: the router that receives a route advertises it to all others, and they pass it to none", () => {
    const history = inside({});
    expect(hops(history)).toEqual(["X", "site", "X", "X"]);
    expect(history.wiring.channels.filter(({ kind }) => kind === "ibgp").length).toBe(12);
    expect(history.messages.updates).toBe(1 + 3);
  });
  it("can have a route reflector: clients receive other clients' routes from it, and send packets straight to them", () => {
    const history = inside({ insides: { 1: { reflectors: { R: ["X", "Y", "Z"] } } } });
    expect(hops(history)).toEqual(["X", "site", "X", "X"]);
    expect(history.wiring.channels.filter(({ kind }) => kind === "ibgp").length).toBe(6);
  });
  it("may stack reflectors: a client of one is the reflector of others", () => {
    const history = inside({ insides: { 1: { reflectors: { R: ["Z"], Z: ["Y"] } } } });
    expect(hops(history)).toEqual(["X", "site", "X", "X"]);
  });
  it("reflects nothing in a circle, however reflectors are stacked", () => {
    const reflectors = { R: ["X", "Y"], Y: ["X", "Z"], Z: ["R"] };
    const history = inside({
      insides: { 1: { reflectors } },
      events: [
        { kind: "announce", at: 0, site: "A" },
        { kind: "withdraw", at: 50_000, site: "A" },
      ],
    });
    expect(history.ending.kind).toBe("converged");
    expect(hops(history)).toEqual(["-", "-", "-", "-"]);
  });
  it.each([
    [{ 1: { reflectors: { Paris: [] } } }, /Inside of AS1: no router in Paris; routers are in R, X, Y, Z\./],
    [{ 1: { igp: [{ ends: ["R", "X"], cost: 1 }] } }, /Inside of AS1: no IGP link leads from R to Y\./],
    [{ 1: { igp: [{ ends: ["R", "X"], cost: 0 }] } }, /the cost must be above 0 \(got 0\)/],
  ] as const)("%j cannot be", (insides, message) => expect(() => inside({ insides })).toThrow(message));
});
