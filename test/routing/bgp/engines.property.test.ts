import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoSteadyStateError, type Engine } from "../../../lib/kit/routing/bgp/engine.js";
import { byWorklist, fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import type { BgpProblem } from "../../../lib/kit/routing/bgp/problem.js";
import { resolve } from "../../../lib/kit/routing/bgp/resolve.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { problems } from "./random-problem.js";

/** What an engine says, as comparable data: every router's route, or who keeps oscillating. */
function outcome(engine: Engine, problem: BgpProblem) {
  const resolved = resolve(problem);
  try {
    const { bestOf, announcementOf } = engine(resolved);
    const routes = Array.from(resolved.topology.asns, (asn, index) => [
      asn,
      ...Array.from(resolved.routers(index), (_place, router) => ({
        ...bestOf(index, router),
        // The reference keeps how far inside the AS a route was heard; the fast engine does not need it.
        heardBy: undefined,
        igpCost: undefined,
      })),
    ]);
    return { routes, announcements: [...announcementOf()] };
  } catch (error) {
    if (error instanceof NoSteadyStateError) return { oscillating: error.oscillating };
    throw error;
  }
}

const agree = (engine: Engine, arbitrary: fc.Arbitrary<BgpProblem>, numRuns: number) =>
  fc.assert(
    fc.property(arbitrary, (problem) => {
      expect(outcome(engine, problem)).toEqual(outcome(referenceEngine, problem));
    }),
    { numRuns },
  );

describe("the fast engine agrees with the reference engine, route by route", () => {
  it("if every AS keeps Gao and Rexford's conditions", () => agree(fastEngine, problems({}), 1000));
  it("where routers in several cities choose for themselves", () =>
    agree(fastEngine, problems({ geography: true }), 500));
  it("with announcements that differ in their path alone", () =>
    agree(fastEngine, problems({ geography: true, plain: true }), 500));
  it("with overrides and leaks, whether or not the routes settle", () =>
    agree(fastEngine, problems({ unsafe: true }), 1000));
  it("with all of it in several cities", () => agree(fastEngine, problems({ geography: true, unsafe: true }), 500));
  it("with rules switched off", () =>
    agree(fastEngine, problems({ geography: true, unsafe: true, without: true }), 1000));
  it("also when the work list does what the three phases could", () => agree(byWorklist, problems({}), 500));
});
