import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { steadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import type { BgpProblem } from "../../../lib/kit/routing/bgp/problem.js";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { fatesAt, walkAt, type Fate } from "../../../lib/kit/routing/convergence/replay/walk-at.js";
import { forwardingAt, momentAfter } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import type { History } from "../../../lib/kit/routing/convergence/replay/history.js";
import type { MessageOrder } from "../../../lib/kit/routing/convergence/message-order.js";
import { randomDeployment } from "./random-deployment.js";

/** The final route of each router, one per line. */
function settled(history: History): string[] {
  expect(history.ending.kind).toBe("converged");
  return forwardingAt(history, momentAfter(history, history.log.length)).map(
    ({ asn, site, path }) => `AS${asn}: ${site === undefined ? "-" : `${site} by ${path!.join(" ")}`}`,
  );
}

/** The same by the reference engine. */
function steady(problem: BgpProblem): string[] {
  const { asns } = problem.topology;
  if (problem.announcements.length === 0) return [...asns].map((asn) => `AS${asn}: -`);
  const state = steadyState({ ...problem, engine: referenceEngine });
  return [...asns].flatMap((asn, index) =>
    Array.from(state.problem.routers(index), (_place, router) => {
      const best = state.solution.bestOf(index, router);
      return `AS${asn}: ${best ? `${best.site} by ${best.path.join(" ")}` : "-"}`;
    }),
  );
}

const orders: fc.Arbitrary<MessageOrder> = fc.constantFrom({ kind: "time" }, { kind: "fifo" }, { kind: "random" });
const timings = fc.constantFrom(
  { mrai: false, linkDelayMs: [1, 400] } as const,
  { linkDelayMs: [1, 400] } as const,
  { mrai: { ebgpMs: 1000, withdrawals: true }, linkDelayMs: 20 } as const,
);

const goings = ["withdraw", "site-down", "service-down"] as const;
const changes = [
  { prepend: 3 },
  { communities: [{ kind: "graceful-shutdown" }] },
  { communities: [{ kind: "no-export" }] },
] as const;
const starts = fc.constantFrom("empty" as const, "settled" as const);

describe("the converged state is the steady state", () => {
  it("under any message order, on random graphs with Gao and Rexford's policies", () => {
    fc.assert(
      fc.property(randomDeployment(), orders, timings, fc.nat(), (deployment, order, timing, seed) => {
        expect(settled(converge({ ...deployment, order, timing, seed }))).toEqual(steady(deployment));
      }),
      { numRuns: 1000 },
    );
  });
  it("at every router of every AS, where ASes have routers in several cities", () => {
    fc.assert(
      fc.property(randomDeployment({ largest: 12, placed: true }), orders, fc.nat(), (deployment, order, seed) => {
        const problem = { ...deployment, tieBreak: "router" } as const;
        const timing = { mrai: false, linkDelayMs: [1, 400] } as const;
        expect(settled(converge({ ...problem, order, timing, seed }))).toEqual(steady(problem));
      }),
      { numRuns: 300 },
    );
  });
  it("where a reader chooses the messages", () => {
    fc.assert(
      fc.property(randomDeployment({ largest: 12 }), fc.array(fc.nat(), { minLength: 1 }), (deployment, choices) => {
        let i = 0;
        const choose = (pending: readonly unknown[]) => choices[i++ % choices.length] % pending.length;
        expect(
          settled(converge({ ...deployment, timing: { mrai: false }, order: { kind: "chosen", choose } })),
        ).toEqual(steady(deployment));
      }),
    );
  });
  it("after sites have been withdrawn and announced again, links cut and mended, sites switched off and on", () => {
    const disturbance = fc.record({
      link: fc.nat(),
      site: fc.nat(),
      at: fc.integer({ min: 0, max: 5000 }),
      back: fc.integer({ min: 1, max: 200_000 }),
    });
    fc.assert(
      fc.property(
        randomDeployment(),
        fc.array(disturbance, { maxLength: 4 }),
        orders,
        timings,
        fc.nat(),
        (deployment, all, order, timing, seed) => {
          const { topology, announcements } = deployment;
          const links = [...topology.asns].flatMap((asn, i) =>
            [
              ...topology.providers.targets.subarray(topology.providers.offsets[i], topology.providers.offsets[i + 1]),
            ].map((provider) => [asn, topology.asns[provider]] as const),
          );
          const events = all.flatMap(({ link, site, at, back }) => {
            const name = announcements[site % announcements.length].site;
            const between = links[link % links.length];
            return [
              { kind: "link-down", at: at, ends: between } as const,
              { kind: "link-up", at: at + back, ends: between } as const,
              { kind: "withdraw", at: at + 50, site: name } as const,
              { kind: "announce", at: at + 50 + back, site: name } as const,
              {
                kind: "site-down",
                at: at + 99,
                site: name,
                detection: { kind: "bfd", intervalMs: 300, multiplier: 3 },
              } as const,
              { kind: "site-up", at: at + 99 + back, site: name } as const,
              { kind: "session-down", at: at + 150, ends: between } as const,
              { kind: "session-up", at: at + 150 + back, ends: between } as const,
            ];
          });
          // Each site and link ends as it began, whatever overlaps.
          const names = announcements.map(({ site }) => site);
          const mended = [
            ...names.flatMap(
              (site) =>
                [
                  { kind: "announce", at: 500_000, site },
                  { kind: "site-up", at: 500_000, site },
                ] as const,
            ),
            ...links.flatMap(
              (between) =>
                [
                  { kind: "link-up", at: 500_000, ends: between },
                  { kind: "session-up", at: 500_000, ends: between },
                ] as const,
            ),
          ];
          const start = { kind: "announce", at: 0 } as const;
          const history = converge({
            ...deployment,
            order,
            timing,
            seed,
            events: [...names.map((site) => ({ ...start, site })), ...events, ...mended],
          });
          expect(settled(history)).toEqual(steady(deployment));
        },
      ),
      { numRuns: 300 },
    );
  });
  it("of the remaining sites, when one withdraws, or fails and its neighbours or its health check notice", () => {
    fc.assert(
      fc.property(
        randomDeployment(),
        fc.constantFrom(...goings),
        starts,
        timings,
        (deployment, kind, start, timing) => {
          const events = [{ kind, at: 300_000, site: "A" }] as const;
          const health = { kind: "coupled", detectMs: 3000 } as const;
          const left = deployment.announcements.filter(({ site }) => site !== "A");
          expect(settled(converge({ ...deployment, start, timing, health, events }))).toEqual(
            steady({ ...deployment, announcements: left }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
  it("of the announcement as it was last made", () => {
    fc.assert(
      fc.property(
        randomDeployment(),
        fc.constantFrom(...changes),
        starts,
        timings,
        (deployment, change, start, timing) => {
          const announcements = deployment.announcements.map((each) =>
            each.site === "A" ? { ...each, ...change } : each,
          );
          const events = [
            { kind: "announce", at: 0, site: "A" },
            { kind: "announce", at: 300_000, site: "A", change },
          ] as const;
          const history = converge({ ...deployment, start, timing, events });
          expect(settled(history)).toEqual(steady({ ...deployment, announcements }));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a site that withdraws", () => {
  it("moves at least every AS that used it", () => {
    fc.assert(
      fc.property(randomDeployment(), timings, (deployment, timing) => {
        const history = converge({
          ...deployment,
          timing,
          start: "settled",
          events: [{ kind: "withdraw", at: 0, site: "A" }],
        });
        const before = fatesAt(history, momentAfter(history, 0));
        const after = fatesAt(history, momentAfter(history, history.log.length));
        history.wiring.speakers.forEach(({ router, number }) => {
          if (router >= 0 && isAt(before[number], "A")) expect(isAt(after[number], "A")).toBe(false);
        });
        // And nobody else loses its route: who moves besides are bystanders, see E.7.
        expect(after.filter(({ kind }) => kind === "loop")).toEqual([]);
      }),
    );
  });
});

const isAt = (fate: Fate, site: string) => fate.kind === "delivered" && fate.site === site;

describe("packets, once routes have settled", () => {
  it("reach the site that each AS's route leads to, from everywhere, and never loop", () => {
    fc.assert(
      fc.property(randomDeployment(), fc.nat(), (deployment, seed) => {
        const history = converge({ ...deployment, timing: { mrai: false }, order: { kind: "random" }, seed });
        const state = steadyState({ ...deployment, engine: referenceEngine });
        const fates = fatesAt(history, momentAfter(history, history.log.length));
        deployment.topology.asns.forEach((asn, index) => {
          const site = state.solution.bestOf(index, 0)?.site;
          const fate = site === undefined ? { kind: "black hole", why: "no route" } : { kind: "delivered", site };
          expect(fates[history.wiring.speakerOf(index, 0)]).toEqual(fate);
          expect(walkAt({ history, from: asn, at: Infinity }).fate).toEqual(fate);
          expect(walkAt({ history, from: asn, at: 1e9, clock: "running" }).fate).toEqual(fate);
        });
      }),
    );
  });
});
