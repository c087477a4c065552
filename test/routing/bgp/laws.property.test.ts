import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoSteadyStateError } from "../../../lib/kit/routing/bgp/engine.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import {
  asPathOf,
  routeOf,
  siteOf,
  sitesOf,
  steadyState,
  tableOf,
  tiedRoutes,
  type SteadyState,
} from "../../../lib/kit/routing/bgp/steady-state.js";
import { arrivals } from "../../../lib/kit/routing/bgp/arrivals.js";
import { explain } from "../../../lib/kit/routing/bgp/explain.js";
import { walkAsPath } from "../../../lib/kit/routing/bgp/forwarding/forward.js";
import { minRttMs } from "../../../lib/kit/geo/fibre.js";
import { findAs, relationshipTo } from "../../../lib/kit/topology/compiled.js";
import { problems } from "./random-problem.js";

const asnsOf = ({ problem }: SteadyState) => [...problem.topology.asns];

/** A steady state; where there is none, nothing to say. */
const settled = (problem: Parameters<typeof steadyState>[0]): SteadyState | undefined => {
  try {
    return steadyState(problem);
  } catch (error) {
    if (error instanceof NoSteadyStateError) return undefined;
    throw error;
  }
};

describe("in every steady state", () => {
  it("catchments are a partition: each AS with a route has one site, and the shares sum to one", () => {
    fc.assert(
      fc.property(problems({}), (problem) => {
        const state = steadyState(problem);
        const counted = asnsOf(state).filter((asn) => siteOf(state, asn) !== undefined).length;
        expect(counted).toBe(state.reached);
        expect(Object.values(state.catchments).reduce((a, b) => a + b)).toBe(state.reached);
      }),
      { numRuns: 100 },
    );
  });

  it("no AS can improve: its table, recomputed from its neighbours' routes, is what it uses", () => {
    fc.assert(
      fc.property(problems({ geography: true, unsafe: true }), (problem) => {
        const state = settled(problem);
        if (!state) return;
        asnsOf(state).forEach((asn, index) => {
          const { best } = tableOf(state, index);
          expect(best[0]?.path).toEqual(asPathOf(state, asn));
          expect(best[0]?.site).toBe(siteOf(state, asn));
        });
      }),
      { numRuns: 150 },
    );
  });

  it("paths are valley-free without leaks: up, at most once across, down", () => {
    fc.assert(
      fc.property(problems({}), (problem) => {
        const state = steadyState(problem);
        const { topology } = state.problem;
        for (const asn of asnsOf(state)) {
          const poison = new Set(state.problem.announcements.flatMap(({ poison: poisoned = [] }) => poisoned));
          const path = [asn, ...(asPathOf(state, asn) ?? [])].filter((each, i, all) => each !== all[i - 1]);
          if (path.some((each) => poison.has(each))) continue;
          const steps = path
            .slice(1)
            .map((to, i) => relationshipTo(topology, findAs(topology, path[i]), findAs(topology, to)));
          // From the user to the origin the packet climbs to providers, crosses one peering, descends to customers.
          const shape = steps.map((step) => (step === "provider" ? "u" : step === "peer" ? "p" : "d")).join("");
          expect(shape).toMatch(/^u*p?d*$/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("the tied set contains the best route, and multipath reaches all its sites", () => {
    fc.assert(
      fc.property(problems({ geography: true }), (problem) => {
        const state = steadyState(problem);
        for (const asn of asnsOf(state)) {
          const used = routeOf(state, asn);
          if (!used) continue;
          const tied = tiedRoutes(state, asn);
          expect(tied.map(({ path }) => path)).toContainEqual(used.path);
          expect(tied).toEqual(tableOf(state, findAs(state.problem.topology, asn)).tied);
          for (const { site } of tied) expect(sitesOf(state, asn)).toContain(site);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("multipath reaches the same sites, whether the engine knows its ranks or not", () => {
    fc.assert(
      fc.property(problems({}), (problem) => {
        const fast = steadyState(problem);
        const slow = steadyState({ ...problem, engine: referenceEngine });
        for (const asn of asnsOf(fast)) expect(sitesOf(fast, asn)).toEqual(sitesOf(slow, asn));
      }),
      { numRuns: 150 },
    );
  });

  it("an explanation names the route used and gives every other candidate its rule", () => {
    fc.assert(
      fc.property(problems({ geography: true, unsafe: true }), (problem) => {
        const state = settled(problem);
        if (!state) return;
        for (const asn of asnsOf(state)) {
          const { used, candidates, refused, sentence } = explain(state, asn);
          expect(used?.path).toEqual(routeOf(state, asn)?.path);
          expect(candidates.filter(({ verdict }) => verdict === "used")).toHaveLength(used ? 1 : 0);
          for (const { verdict, rule } of candidates)
            if (verdict !== "used" && used?.learned !== "own") expect(rule).toBeDefined();
          for (const { because } of refused) expect(because).not.toBe("");
          expect(sentence).toContain(`AS${asn}`);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("when a site is withdrawn", () => {
  it("every AS of its catchment moves, or has no route any more", () => {
    fc.assert(
      fc.property(problems({}), (problem) => {
        fc.pre(problem.announcements.length > 1);
        const before = steadyState(problem);
        const [gone, ...rest] = problem.announcements;
        const after = steadyState({ ...problem, announcements: rest });
        for (const asn of asnsOf(before))
          if (siteOf(before, asn) === gone.site) expect(siteOf(after, asn)).not.toBe(gone.site);
      }),
      { numRuns: 150 },
    );
  });
});

describe("when a site prepends", () => {
  it("an upstream that has it as a customer route moves only to another customer route", () => {
    fc.assert(
      fc.property(problems({ plain: true }), (problem) => {
        const [first, ...rest] = problem.announcements;
        const before = steadyState(problem);
        const after = steadyState({ ...problem, announcements: [{ ...first, prepend: 3, prependTo: {} }, ...rest] });
        for (const asn of asnsOf(before)) {
          const used = routeOf(before, asn);
          if (used?.learned !== "customer" || used.path.length !== 1 + (first.prepend ?? 0) || used.site !== first.site)
            continue;
          if (siteOf(after, asn) !== first.site) expect(["customer", "own"]).toContain(routeOf(after, asn)?.learned);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("a packet", () => {
  it("arrives from every city of every AS that has a route, and no path is shorter than the great circle", () => {
    fc.assert(
      fc.property(problems({ geography: true }), (problem) => {
        const state = steadyState(problem);
        const { places, topology } = state.problem;
        for (const asn of topology.asns)
          for (const from of places) {
            const walk = walkAsPath({ state, from: { asn, city: from.name } });
            expect(walk.outcome).toBe(siteOf(state, asn) === undefined ? "no route" : "delivered");
            const last = walk.hops.at(-1);
            if (walk.outcome !== "delivered" || last?.leaves === undefined) continue;
            const site = places.find(({ name }) => name === last.leaves)!;
            expect((2 * walk.km) / 204 + 1e-9).toBeGreaterThanOrEqual(minRttMs(from, site));
          }
      }),
      { numRuns: 100 },
    );
  });

  it("arrives where the summary for many clients says, after as many km", () => {
    fc.assert(
      fc.property(problems({ geography: true, unsafe: true }), (problem) => {
        const state = settled(problem);
        if (!state) return;
        const { places, topology } = state.problem;
        const clients = [...topology.asns].flatMap((asn) => [
          { asn },
          ...places.map(({ name }) => ({ asn, city: name })),
        ]);
        arrivals(state, clients).forEach(({ site, km }, i) => {
          const walk = walkAsPath({ state, from: clients[i] });
          expect(site).toBe(walk.site);
          if (site !== undefined) expect(km).toBeCloseTo(walk.km, 6);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("follows the routes: the ASes it passes are those of the route used, where there is one router per AS", () => {
    fc.assert(
      fc.property(problems({ plain: true }), (problem) => {
        const state = steadyState({ ...problem, tieBreak: "lowest-asn" });
        for (const asn of asnsOf(state)) {
          const walk = walkAsPath({ state, from: { asn } });
          if (walk.outcome !== "delivered") continue;
          const path = [asn, ...asPathOf(state, asn)!].filter((each, i, all) => each !== all[i - 1]);
          expect(walk.asPath).toEqual(path);
          expect(walk.site).toBe(siteOf(state, asn));
        }
      }),
      { numRuns: 100 },
    );
  });
});
