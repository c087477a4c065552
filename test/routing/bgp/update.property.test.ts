import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Community } from "../../../lib/kit/routing/bgp/announcement.js";
import { NoSteadyStateError } from "../../../lib/kit/routing/bgp/engine.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { asPathOf, steadyState, tiedRoutes, type SteadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import { updateState } from "../../../lib/kit/routing/bgp/update.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { changingProblems } from "./random-problem.js";
import { world } from "./world.js";

/** All that can be asked of a state, as comparable data. */
function everything(state: SteadyState) {
  const { problem, solution, siteNumbers, catchments, reached } = state;
  const routes = Array.from(problem.topology.asns, (asn, index) => [
    Array.from(problem.routers(index), (_place, router) => ({
      ...solution.bestOf(index, router),
      heardBy: undefined,
      igpCost: undefined,
    })),
    tiedRoutes(state, asn).map(({ path, site }) => [site, path]),
  ]);
  return { routes, siteNumbers, catchments, reached };
}

const orUnsettled = <T>(work: () => T): T | "unsettled" => {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoSteadyStateError) return "unsettled";
    throw error;
  }
};

const afterUpdates = (freedom: Parameters<typeof changingProblems>[0], numRuns: number) =>
  fc.assert(
    fc.property(changingProblems(freedom), ({ problem, updates }) => {
      let state = orUnsettled(() => steadyState(problem));
      for (const { withdraw, announce } of updates) {
        if (state === "unsettled") return;
        const before = state;
        const known = withdraw.filter((site) => before.sites.includes(site));
        if (announce.length === 0 && known.length === before.sites.length) continue;
        const was = everything(before);
        state = orUnsettled(() => updateState(before, { withdraw: known, announce }));
        expect(everything(before)).toEqual(was);
        if (state === "unsettled") return;
        const question = state.question;
        expect(everything(state)).toEqual(everything(steadyState(question)));
        expect(state.siteNumbers).toEqual(steadyState({ ...question, engine: referenceEngine }).siteNumbers);
      }
    }),
    { numRuns: numRuns * Number(process.env.RUNS ?? 1) },
  );

describe("the state after any updates is the one of the announcements that are left, and the state before stays", () => {
  it("if every AS keeps Gao and Rexford's conditions", () => afterUpdates({}, 250));
  it("where announcements differ in their path alone", () => afterUpdates({ plain: true }, 150));
  it("where routers in several cities choose for themselves", () =>
    afterUpdates({ geography: true, unsafe: true }, 100));
  it("with overrides and leaks", () => afterUpdates({ unsafe: true }, 100));
});

/** Sites of stubs, transit ASes and the clique of generated Internets, with what an operator does to them, twenty times in a row. */
const operations = fc.record({
  seed: fc.integer({ min: 1, max: 40 }),
  origins: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 8, maxLength: 8 }),
  does: fc.array(
    fc.record({
      site: fc.nat(7),
      action: fc.oneof(
        { weight: 2, arbitrary: fc.constant<"withdraw">("withdraw") },
        {
          weight: 5,
          arbitrary: fc.record(
            {
              prepend: fc.integer({ min: 0, max: 3 }),
              communities: fc.constantFrom<Community[]>(
                [{ kind: "graceful-shutdown" }],
                [{ kind: "no-export" }],
                [{ kind: "prepend-to", at: 3, to: "customers", times: 2 }],
                [{ kind: "no-announce-to", at: 2, to: "peers" }],
              ),
            },
            { requiredKeys: [] },
          ),
        },
      ),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

describe("after any sequence of operations on a generated Internet", () => {
  it.each(["lowest-asn", "all"] as const)(
    "with tie-break %s, the state equals one computed from scratch",
    (tieBreak) => {
      fc.assert(
        fc.property(operations, ({ seed, origins, does }) => {
          const { graph } = generateInternet({ ases: 300, seed });
          const site = (i: number) => ({ site: `S${i}`, origin: origins[i] });
          let state = steadyState({ topology: graph, tieBreak, announcements: [0, 1, 2, 3, 4].map(site) });
          for (const { site: i, action } of does) {
            const { site: name, origin } = site(i);
            if (action !== "withdraw") state = updateState(state, { announce: [{ site: name, origin, ...action }] });
            else if (state.sites.length > 1 && state.sites.includes(name))
              state = updateState(state, { withdraw: [name] });
            const fresh = steadyState(state.question);
            expect(state.siteNumbers).toEqual(fresh.siteNumbers);
            for (const asn of graph.asns) expect(asPathOf(state, asn)).toEqual(asPathOf(fresh, asn));
          }
        }),
        { numRuns: 25 * Number(process.env.RUNS ?? 1) },
      );
    },
  );
});

it("an AS that loses its route because a neighbour now has one it must not export receives it again from an adjacent origin", () => {
  const { graph } = generateInternet({ ases: 300, seed: 13 });
  const at = [1, 1, 264, 92, 191].map((origin, i) => ({ site: `S${i}`, origin }));
  const before = steadyState({
    topology: graph,
    announcements: [...at.slice(0, 3), { ...at[3], prepend: 1 }, { ...at[4], prepend: 1 }],
  });
  const after = updateState(before, { announce: [{ ...at[4], communities: [{ kind: "no-export" }] }] });
  expect(asPathOf(after, 24)).toEqual([92, 92]);
  expect(after.siteNumbers).toEqual(steadyState(after.question).siteNumbers);
});

describe("an update", () => {
  const topology = world("1>2 1>3 2>8 3>9");
  const state = steadyState({
    topology,
    announcements: [
      { site: "A", origin: 8 },
      { site: "B", origin: 9 },
    ],
  });

  it("prepends, withdraws and announces, each time as a new state", () => {
    const prepended = updateState(state, { announce: [{ site: "A", origin: 8, prepend: 1 }] });
    expect(prepended.catchments).toEqual({ A: 2, B: 3 });
    const withdrawn = updateState(prepended, { withdraw: ["A"] });
    expect(withdrawn.catchments).toEqual({ B: 5 });
    const back = updateState(withdrawn, { announce: [{ site: "A", origin: 8 }] });
    expect(back.catchments).toEqual({ B: 2, A: 3 });
    expect(back.sites).toEqual(["B", "A"]);
    expect(state.catchments).toEqual({ A: 3, B: 2 });
  });

  it.each([
    [{ withdraw: ["C"] }, /Cannot withdraw unknown site C; sites are A, B/],
    [{ withdraw: ["A", "B"] }, /No announcements/],
    [
      {
        announce: [
          { site: "A", origin: 8 },
          { site: "A", origin: 9 },
        ],
      },
      /Duplicate site A in one update/,
    ],
    [{ announce: [{ site: "C", origin: 77 }] }, /Site C: origin AS77/],
  ])("that cannot be is refused by the site's name: %j", (update, message) => {
    expect(() => updateState(state, update)).toThrow(message);
  });
});
