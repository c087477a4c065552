import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoSteadyStateError } from "../../../lib/routing/bgp/engine.js";
import { referenceEngine } from "../../../lib/routing/bgp/reference.js";
import { steadyState, tiedRoutes, type SteadyState } from "../../../lib/routing/bgp/steady-state.js";
import { updateState } from "../../../lib/routing/bgp/update.js";
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
    { numRuns },
  );

describe("the state after any updates is the one of the announcements that are left, and the state before stays", () => {
  it("where everybody keeps Gao and Rexford's conditions", () => afterUpdates({}, 250));
  it("where announcements differ in their path alone", () => afterUpdates({ plain: true }, 150));
  it("where routers in several cities choose for themselves", () =>
    afterUpdates({ geography: true, plain: true }, 100));
  it("with overrides and leaks", () => afterUpdates({ unsafe: true }, 100));
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
    [{ withdraw: ["C"] }, /Site C cannot be withdrawn: there are A, B/],
    [{ withdraw: ["A", "B"] }, /Nothing is announced/],
    [
      {
        announce: [
          { site: "A", origin: 8 },
          { site: "A", origin: 9 },
        ],
      },
      /Site A is announced twice/,
    ],
    [{ announce: [{ site: "C", origin: 77 }] }, /Site C: origin AS77/],
  ])("that cannot be is refused by the site's name: %j", (update, message) => {
    expect(() => updateState(state, update)).toThrow(message);
  });
});
