import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoSteadyStateError, type Engine } from "../../../lib/kit/routing/bgp/engine.js";
import { byWorklist, fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import { seeded } from "../../../lib/kit/routing/bgp/fast/seeded.js";
import { asPathOf, steadyState, type AsPolicy, type BgpPolicies } from "../../../lib/kit/routing/bgp/index.js";
import type { BgpProblem } from "../../../lib/kit/routing/bgp/problem.js";
import { resolve } from "../../../lib/kit/routing/bgp/resolve.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { compile, defineAsGraph, generateInternet } from "../../../lib/kit/topology/index.js";
import { problems } from "./random-problem.js";

/** Every AS's route, or who keeps oscillating. */
function outcome(engine: Engine, problem: BgpProblem): readonly (string | number)[] {
  const resolved = resolve(problem);
  try {
    const { bestOf } = engine(resolved);
    return Array.from(resolved.topology.asns, (_asn, v) => {
      const best = bestOf(v, 0);
      return best ? `${best.site} ${best.learned} ${best.path.join(" ")}` : "-";
    });
  } catch (error) {
    if (error instanceof NoSteadyStateError) return error.oscillating;
    throw error;
  }
}

const inOrder = (problem: BgpProblem) => Int32Array.from(problem.topology.asns, (_asn, v) => v);

describe("a few ASes with policies of their own", () => {
  it("come out as in the reference engine, whether or not it is proved that they must", () => {
    const counts = { proved: 0, leaks: 0, wishes: 0, together: 0 };
    fc.assert(
      fc.property(problems({ unsafe: true }), fc.integer({ min: 1, max: 4 }), (problem, most) => {
        const ases = Object.fromEntries(Object.entries(problem.policies?.ases ?? {}).slice(0, most));
        const few: BgpProblem = { ...problem, policies: { ...problem.policies, ases }, tieBreak: "lowest-asn" };
        if (seeded(resolve(few), inOrder(few)).only) {
          counts.proved++;
          const all = Object.values(ases);
          if (all.some(({ leak }) => leak)) counts.leaks++;
          if (all.some(({ localPref }) => localPref)) counts.wishes++;
          if (all.filter(({ leak, localPref }) => leak ?? localPref).length > 1) counts.together++;
        }
        expect(outcome(fastEngine, few)).toEqual(outcome(referenceEngine, few));
      }),
      { numRuns: 1500 },
    );
    // The proofs are not for show: many of these problems have one.
    expect(counts.proved).toBeGreaterThan(150);
    expect(Math.min(counts.leaks, counts.wishes)).toBeGreaterThan(20);
    expect(counts.together).toBeGreaterThan(3);
  });

  it("come out as in the rounds from the origins on an Internet, for each of its larger ASes", () => {
    const { graph: topology } = generateInternet({ ases: 1500, seed: 5 });
    const { asns, customers, peers, providers } = topology;
    const announcements = [301, 702, 1203].map((v, i) => ({ site: "ABC"[i], origin: asns[v] }));
    const large = [...asns.keys()]
      .filter((v) => customers.offsets[v + 1] - customers.offsets[v] > 1)
      .filter((_v, i) => i % 6 === 0);
    let proved = 0;
    for (const v of large) {
      const others = [providers, peers].map(({ offsets, targets }) =>
        offsets[v] < offsets[v + 1] ? [asns[targets[offsets[v]]]] : [],
      );
      const wishes = others.flat().map((asn): AsPolicy => ({ localPref: { [asn]: 250 } }));
      for (const policy of [{ leak: true }, ...wishes]) {
        const policies: BgpPolicies = { ases: { [asns[v]]: policy } };
        const problem = { topology, announcements, policies };
        if (seeded(resolve(problem), inOrder(problem)).only) proved++;
        expect(outcome(fastEngine, problem)).toEqual(outcome(byWorklist, problem));
      }
    }
    expect(proved).toBeGreaterThan(large.length);
  });

  it("come out as in the rounds when several of them wish and leak at once, and mostly with a proof", () => {
    const { graph: topology } = generateInternet({ ases: 1500, seed: 6 });
    const { asns, customers, peers, providers } = topology;
    const announcements = [303, 701, 1207].map((v, i) => ({ site: "ABC"[i], origin: asns[v] }));
    const large = [...asns.keys()].filter((v) => customers.offsets[v + 1] - customers.offsets[v] > 1);
    const policyOf = (v: number, kind: number): AsPolicy => {
      const { offsets, targets } = [providers, peers][kind % 2];
      return kind > 1 || offsets[v] === offsets[v + 1]
        ? { leak: true }
        : { localPref: { [asns[targets[offsets[v]]]]: 250 } };
    };
    let proved = 0;
    const runs = 60;
    for (let run = 0; run < runs; run++) {
      const chosen = Array.from({ length: 2 + (run % 4) }, (_none, i) => large[(run * 31 + i * 97) % large.length]);
      const ases = Object.fromEntries(chosen.map((v, i) => [asns[v], policyOf(v, (run + i) % 3)]));
      const problem = { topology, announcements, policies: { ases } };
      if (seeded(resolve(problem), inOrder(problem)).only) proved++;
      expect(outcome(fastEngine, problem)).toEqual(outcome(byWorklist, problem));
    }
    expect(proved).toBeGreaterThan(runs / 2);
  });
});

// AS10 would rather use what its peer AS40 tells than its customer's route. AS40 has its own customer's route, and through AS30 that
// of AS10, which is shorter. So either AS10 keeps its customer's route, and AS40 uses that; or AS10 uses AS40's, and tells nobody.
describe("two ASes of which each has its wish only without the other's", () => {
  const graph = (chain: readonly number[]) => {
    const below = chain.map((customer, i) => ({ provider: chain[i - 1] ?? 40, customer }));
    const links = [
      { provider: 10, customer: 1 },
      { provider: 30, customer: 10 },
      { provider: 40, customer: 30 },
      { peers: [10, 40] as const },
      ...below,
    ];
    return compile(defineAsGraph({ ases: [1, 10, 30, 40, ...chain].map((asn) => ({ asn })), links }));
  };
  const problem = (chain: readonly number[]): BgpProblem => ({
    topology: graph(chain),
    announcements: [
      { site: "A", origin: 1 },
      { site: "B", origin: chain[chain.length - 1] },
    ],
    policies: { ases: { 10: { localPref: { 40: 250 } } } },
  });

  it("have two steady states, and the answer says so and with whose policy", () => {
    const both = problem([21, 22, 23, 24]);
    const state = steadyState(both);
    expect(state.several).toEqual([10]);
    expect(outcome(fastEngine, both)).toEqual(outcome(referenceEngine, both));
    expect(asPathOf(state, 40)).toEqual([30, 10, 1]);
  });

  it("have one where the peer's own route is the shorter one", () => {
    const one = problem([21]);
    const state = steadyState(one);
    expect(state.several).toBeUndefined();
    expect(seeded(resolve(one), inOrder(one)).only).toBeDefined();
    expect(asPathOf(state, 10)).toEqual([40, 21]);
    expect(outcome(fastEngine, one)).toEqual(outcome(referenceEngine, one));
  });
});

// AS44 would rather use its provider AS63's route than its peer's, and leaks. So either it uses AS63's, or AS63 has the leaked route
// and AS44 nothing from it. A proof that took either for certain would prove itself.
describe("an AS that leaks, and wishes for the route of the neighbour that it leaks to", () => {
  const links = [{ provider: 63, customer: 44 }, { provider: 63, customer: 99 }, { peers: [44, 99] as const }];
  const topology = compile(defineAsGraph({ ases: [44, 63, 99].map((asn) => ({ asn })), links }));
  const problem: BgpProblem = {
    topology,
    announcements: [{ site: "B", origin: 99, prependTo: { 63: 1 } }],
    policies: { ases: { 44: { leak: true, localPref: { 63: 175 } } } },
  };

  it("is not taken for a case with one steady state", () => {
    expect(seeded(resolve(problem), inOrder(problem)).only).toBeUndefined();
    expect(outcome(fastEngine, problem)).toEqual(outcome(referenceEngine, problem));
    expect(asPathOf(steadyState(problem), 44)).toEqual([99]);
  });
});
