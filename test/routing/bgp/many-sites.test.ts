import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../../lib/kit/routing/bgp/decision.js";
import type { Engine } from "../../../lib/kit/routing/bgp/engine.js";
import { byWorklist, fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import { explain, steadyState, type BgpAnnouncement, type BgpPolicies } from "../../../lib/kit/routing/bgp/index.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import type { RouteAtRouter } from "../../../lib/kit/routing/bgp/route.js";
import { attributeRules, tieRules } from "../../../lib/kit/routing/bgp/rules/index.js";
import { generateInternet } from "../../../lib/kit/topology/index.js";

const { graph: topology } = generateInternet({ ases: 400, seed: 3 });
const site = (i: number, origin: number): BgpAnnouncement => ({ site: `S${i}`, origin, prepend: i % 3, med: i % 5 });
const everyOther = [...topology.asns].filter((_asn, v) => v % 2 === 1).map((origin, i) => site(i, origin));
const degree = (v: number) =>
  [topology.providers, topology.peers, topology.customers].reduce(
    (sum, { offsets }) => sum + offsets[v + 1] - offsets[v],
    0,
  );
const largest = [...topology.asns.keys()].sort((a, b) => degree(b) - degree(a))[0];
const ofOne = Array.from({ length: 200 }, (_none, i) => site(i, topology.asns[largest]));
const near = topology.asns[topology.customers.targets[topology.customers.offsets[largest]]];
const ofOneMixed = ofOne.map((each, i): BgpAnnouncement => {
  if (i % 7 === 1) return { ...each, prependTo: { [near]: 4 } };
  if (i % 7 === 2) return { ...each, poison: [near] };
  if (i % 7 === 3) return { ...each, communities: [{ kind: "no-peer" }] };
  if (i % 7 === 4) return { ...each, neighbours: [near] };
  return { ...each, prepend: 2 };
});
const nobody: BgpPolicies = {};
const wish: BgpPolicies = { ases: { [topology.asns[0]]: { localPref: { [topology.asns[largest]]: 250 } } } };

const announcementsUsed = (engine: Engine, announcements: BgpAnnouncement[], policies: BgpPolicies) => [
  ...steadyState({ topology, announcements, policies, engine }).siteNumbers,
];

describe("many sites", () => {
  it.each([
    ["every other AS is an origin", everyOther, nobody],
    ["every other AS is an origin, and one AS has a LOCAL_PREF of its own", everyOther, wish],
    ["one AS has 200 sites", ofOne, nobody],
    ["one AS has 200 sites, which differ in more than their names", ofOneMixed, nobody],
    ["one AS has 200 sites, and another a LOCAL_PREF of its own", ofOne, wish],
  ])("come out as in the reference engine: %s", (_name, announcements, policies) => {
    const reference = announcementsUsed(referenceEngine, announcements, policies);
    expect(announcementsUsed(fastEngine, announcements, policies)).toEqual(reference);
    expect(announcementsUsed(byWorklist, announcements, policies)).toEqual(reference);
  });

  it("are all among the candidates of a neighbour that receives all of them, each with its reason", () => {
    const announcements = ofOne.map((each) => ({ ...each, prepend: 0 }));
    const state = steadyState({ topology, announcements });
    const { targets, offsets } = topology.customers;
    const neighbour = topology.asns[targets[offsets[largest]]];
    const { candidates } = explain(state, neighbour);
    const rules = candidates.map(({ rule }) => rule).filter((rule) => rule !== undefined);
    expect(candidates.filter(({ route }) => route.neighbour === topology.asns[largest]).length).toBe(200);
    expect(new Set(rules)).toEqual(new Set(["med", "peer-address"]));
  });

  it("are refused by name where there are more than an engine can number", () => {
    const announcements = Array.from({ length: 32_768 }, (_none, i) => site(i, topology.asns[0]));
    expect(() => steadyState({ topology, announcements })).toThrow(
      "In a graph of 400 ASes a prefix can have at most 32767 sites (got 32768).",
    );
  });
});

/** The decision process as it is read aloud: each route against each other. */
function pairByPair(candidates: readonly RouteAtRouter[], rules: typeof attributeRules) {
  let left = candidates;
  const eliminated: { route: RouteAtRouter; rule: string; by: RouteAtRouter }[] = [];
  for (const rule of rules) {
    if (left.length < 2) break;
    const beaten = new Map<RouteAtRouter, RouteAtRouter>();
    for (const route of left) {
      const better = left.find((other) => rule.compare(other, route) < 0);
      if (better) beaten.set(route, better);
    }
    for (const [route, first] of beaten) {
      let by = first;
      for (let next = beaten.get(by); next; next = beaten.get(by)) by = next;
      eliminated.push({ route, rule: rule.name, by });
    }
    left = left.filter((route) => !beaten.has(route));
  }
  return { left, eliminated };
}

it("decides in one pass as pair by pair, with the same reasons", () => {
  const route = fc.record({
    ...{ site: fc.constant("A"), announcement: fc.nat(3), neighbour: fc.nat(3), routerId: fc.nat(2) },
    path: fc.array(fc.nat(3), { maxLength: 2 }),
    learned: fc.constantFrom("customer" as const, "peer" as const),
    ...{ localPref: fc.nat(1), med: fc.nat(2), igpCost: fc.nat(2) },
    originCode: fc.constantFrom("igp" as const, "egp" as const),
    heardBy: fc.constantFrom("ebgp" as const, "ibgp" as const),
  });
  const rules = fc.constantFrom(
    [...attributeRules, ...tieRules["lowest-asn"]],
    [...attributeRules, ...tieRules.router],
    attributeRules.filter(({ name }) => name === "med"),
  );
  fc.assert(
    fc.property(fc.array(route, { maxLength: 12 }), rules, (routes, inForce) => {
      const { left, eliminated } = decide(routes, inForce);
      const named = eliminated.map(({ route: out, rule, by }) => ({ route: out, rule: rule.name, by }));
      expect({ left, eliminated: named }).toEqual(pairByPair(routes, inForce));
    }),
    { numRuns: 1000 },
  );
});
