// Route reflectors and IGP costs inside an AS, in the steady state: both engines agree with each other and with BGP as messages.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, defineAsGraph, placesOf } from "../../../lib/kit/topology/index.js";
import {
  fastEngine,
  NoSteadyStateError,
  referenceEngine,
  steadyState,
  type BgpProblem,
  type Engine,
  type IbgpTopology,
} from "../../../lib/kit/routing/bgp/index.js";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { medOscillation } from "../../../lib/kit/routing/convergence/gadgets.js";
import { forwardingAt, momentAfter } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { randomDeployment } from "../convergence/random-deployment.js";
import { problems } from "./random-problem.js";

/** The route of each router, or who keeps changing. */
function routesBy(engine: Engine, problem: BgpProblem): readonly string[] {
  try {
    const { problem: resolved, solution } = steadyState({ ...problem, engine });
    return [...resolved.topology.asns].flatMap((asn, index) =>
      Array.from(resolved.routers(index), (_place, router) => {
        const best = solution.bestOf(index, router);
        return `AS${asn}: ${best ? `${best.site} by ${best.path.join(" ")}` : "-"}`;
      }),
    );
  } catch (error) {
    if (error instanceof NoSteadyStateError) return [`never: ${error.oscillating.join(" ")}`];
    throw error;
  }
}

/** The cities in which each AS has routers, for ASes with several. */
function cities({ topology }: BgpProblem): ReadonlyMap<number, readonly string[]> {
  const { geography, asns } = topology;
  if (!geography) return new Map();
  const cityOf = (place: number) => geography.places[place].name;
  const all = Array.from(asns, (asn, index) => [asn, Array.from(placesOf(geography.pops, index), cityOf)] as const);
  return new Map(all.filter(([, own]) => own.length > 1));
}

/** A numbered choice of reflectors for each AS with several routers. */
function reflected(problem: BgpProblem, choice: number): BgpProblem {
  const insides = [...cities(problem)].map(([asn, [first, ...others]], i): [number, IbgpTopology] => {
    const kinds: readonly IbgpTopology[] = [
      { reflectors: { [first]: others } },
      { reflectors: { [others[0]]: [first, ...others.slice(1)] } },
      { reflectors: { [first]: others.slice(0, 1), [others.at(-1)!]: [] } },
      { igp: others.map((other, n) => ({ ends: [first, other] as const, cost: 1 + ((choice >> n) & 7) })) },
    ];
    return [asn, kinds[(choice + i) % kinds.length]];
  });
  return { ...problem, insides: Object.fromEntries(insides) };
}

const placed = (freedom: object) =>
  problems({ geography: true, ...freedom }).map((problem): BgpProblem => ({ ...problem, tieBreak: "router" }));

describe("the inside of an AS", () => {
  it("that is a full mesh changes nothing", () => {
    fc.assert(
      fc.property(placed({}), (problem) => {
        const insides = Object.fromEntries([...cities(problem).keys()].map((asn) => [asn, {}]));
        for (const engine of [referenceEngine, fastEngine])
          expect(routesBy(engine, { ...problem, insides })).toEqual(routesBy(engine, problem));
      }),
      { numRuns: 100 },
    );
  });

  it.each(["safe", "unsafe"])("gives the same routes by both engines, with %s policies and MED", (kind) => {
    fc.assert(
      fc.property(placed({ unsafe: kind === "unsafe" }), fc.nat(4095), (problem, choice) => {
        const inside = reflected(problem, choice);
        expect(routesBy(fastEngine, inside)).toEqual(routesBy(referenceEngine, inside));
      }),
      { numRuns: 200 },
    );
  });

  it("with one reflector gives what the messages of BGP end in", () => {
    fc.assert(
      fc.property(randomDeployment({ largest: 12, placed: true }), fc.nat(), (deployment, seed) => {
        const inside = reflected({ ...deployment, tieBreak: "router" }, 0);
        const star = Object.fromEntries(
          [...cities(inside)].map(([asn, [first, ...others]]) => [asn, { reflectors: { [first]: others } }]),
        );
        const problem = { ...inside, insides: star };
        const history = converge({ ...problem, order: { kind: "random" }, seed });
        expect(history.ending.kind).toBe("converged");
        const settled = forwardingAt(history, momentAfter(history, history.log.length));
        expect(
          settled.map(
            ({ asn, site, path }) => `AS${asn}: ${site === undefined ? "-" : `${site} by ${path!.join(" ")}`}`,
          ),
        ).toEqual(
          problem.announcements.length > 0 ? routesBy(fastEngine, problem) : settled.map(({ asn }) => `AS${asn}: -`),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("a route reflector", () => {
  const at = (city: string, lon: number) => ({ city, lat: 0, lon });
  const pops = [at("R", 0), at("X", 1), at("Y", 10), at("Z", 11)];
  const topology = compile(
    defineAsGraph({
      ases: [
        { asn: 1, pops },
        { asn: 2, pops: [pops[1]] },
        { asn: 3, pops: [pops[2]] },
      ],
      links: [2, 3].map((customer) => ({ provider: 1, customer })),
    }),
  );
  const problem: BgpProblem = {
    topology,
    tieBreak: "router",
    announcements: [
      { site: "A", origin: 2, city: "X" },
      { site: "B", origin: 3, city: "Y" },
    ],
  };
  const sites = (insides: BgpProblem["insides"], engine: Engine) => {
    const { solution } = steadyState({ ...problem, insides, engine });
    return pops.map((_pop, router) => solution.bestOf(0, router)?.site).join("");
  };

  it.each([
    ["a full mesh: each router leaves at its nearest exit", undefined, "AABB"],
    ["one reflector: Z gets the exit that is nearest to R", { 1: { reflectors: { R: ["X", "Y", "Z"] } } }, "AABA"],
    ["a second reflector beside Y and Z", { 1: { reflectors: { R: ["X"], Y: ["Z"] } } }, "AABB"],
    ["IGP costs that make the far exit near", { 1: { igp: [["R", "X", 9], ["R", "Y", 1], ["Y", "Z", 1]].map(([a, b, cost]) => ({ ends: [a, b] as [string, string], cost: Number(cost) })) } }, "BABB"], // prettier-ignore
  ])("%s", (_title, insides, expected) => {
    for (const engine of [referenceEngine, fastEngine]) expect(sites(insides, engine)).toBe(expected);
  });

  it("makes MED oscillate as RFC 3345 describes, and the error names the AS", () => {
    for (const engine of [referenceEngine, fastEngine]) {
      expect(() => steadyState({ ...medOscillation(), engine })).toThrow(/never settle: AS1 /);
      expect(routesBy(engine, { ...medOscillation(), without: ["med"] })[0]).toMatch(/^AS1: /);
    }
  });

  it.each([
    [{ 9: {} }, /convergence\.insides: unknown AS9/],
    [{ 1: { reflectors: { Paris: [] } } }, /Inside of AS1: no router in Paris; routers are in R, X, Y, Z\./],
  ])("%j is refused", (insides, message) => {
    expect(() => steadyState({ ...problem, insides })).toThrow(message);
  });
});
