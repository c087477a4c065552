import { describe, expect, it } from "vitest";
import { buildTestbed, siteFacts } from "../../../lib/course/research/prediction/testbed.js";
import { deployPops, popShares } from "../../../lib/course/research/prediction/six-pops.js";
import { simulatePair } from "../../../lib/course/research/prediction/simulate-pair.js";
import type { PairQuestion } from "../../../lib/course/research/prediction/experiment.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

const transit = (provider: number, customer: number) => ({ provider, customer });
/** 1 and 2 sell transit and peer; 3 sells to 101 alone; 101 is upstream of uw01, 5408 of grnet01. */
const graph = compile(
  defineAsGraph({
    ases: [1, 2, 3, 101, 5408, 70, 80, 90].map((asn) => ({ asn })),
    links: [
      { peers: [1, 2] },
      { peers: [1, 3] },
      transit(1, 101),
      transit(3, 101),
      transit(2, 5408),
      transit(1, 70),
      transit(2, 80),
      transit(3, 90),
    ],
  }),
);
const question: PairQuestion = { name: "1_uw01_grnet01", sites: ["uw01", "grnet01"], seenAlone: [[1], [2]] };

describe("buildTestbed", () => {
  it("joins each site to its upstream", () => {
    const { origins } = buildTestbed(graph, { questions: [question], prune: false });
    expect([...origins.keys()]).toEqual(["grnet01", "uw01"]);
    expect(siteFacts("uw01")?.providers).toEqual([101]);
  });

  it("takes away the providers of an upstream that no collector saw", () => {
    const { removed } = buildTestbed(graph, { questions: [question], prune: true });
    expect(removed).toEqual(["3 101"]);
  });

  it("does not believe what was seen in fewer than half of a site's announcements", () => {
    const leftOver: PairQuestion = { ...question, name: "2", seenAlone: [[1, 3], [2]] };
    const third: PairQuestion = { ...question, name: "3" };
    const { removed } = buildTestbed(graph, { questions: [question, leftOver, third], prune: true });
    expect(removed).toEqual(["3 101"]);
  });

  it("leaves out a site that it knows no neighbour of", () => {
    const unknown: PairQuestion = { ...question, sites: ["uw01", "atlantis01"] };
    const testbed = buildTestbed(graph, { questions: [unknown], prune: false });
    expect(simulatePair(testbed, unknown)).toBeUndefined();
  });
});

describe("simulatePair", () => {
  it("says where each AS goes, how far, and where its two routes part", () => {
    const simulation = simulatePair(buildTestbed(graph, { questions: [question], prune: false }), question)!;
    expect(simulation.of(70)).toMatchObject({ choice: 0, nextHops: [1, 1], shared: 2 });
    expect(simulation.of(80)).toMatchObject({ choice: 1, nextHops: [2, 2], shared: 2 });
    expect(simulation.choiceOf(70)).toBe(0);
    expect(simulation.of(4711)).toEqual({ lengths: [], nextHops: [], shared: 0 });
  });
});

describe("popShares", () => {
  const pops = deployPops(graph, [
    { pop: "seattle", providers: [1], peers: [] },
    { pop: "delhi", providers: [2], peers: [9999] },
  ]);

  it("adds up to one, by ASes and by addresses", () => {
    const { byAses, byAddresses } = popShares(pops, {}, (asn) => (asn === 80 ? 100 : 0));
    expect(byAses.seattle + byAses.delhi).toBeCloseTo(1, 12);
    expect(byAddresses).toEqual({ seattle: 0, delhi: 1 });
  });

  it("gives a PoP that prepends no more than before", () => {
    const share = (prepend: number) => popShares(pops, { delhi: { prepend } }, () => 1).byAses.delhi;
    expect(share(3)).toBeLessThanOrEqual(share(0));
  });

  it("names a PoP without a neighbour in the graph", () => {
    expect(() => deployPops(graph, [{ pop: "nowhere", providers: [9999], peers: [] }])).toThrow(/nowhere/);
  });
});
