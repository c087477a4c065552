import { describe, expect, it } from "vitest";
import { compile } from "../../lib/kit/topology/compile-graph.js";
import { DirectedGraph, UndirectedGraph } from "graphology";
import { AsGraphError, defineAsGraph, type AsGraphInput } from "../../lib/kit/topology/as-graph.js";
import { asGraphology, fromGraphology } from "../../lib/kit/topology/as-graphology.js";
import {
  findAs,
  indexOfAs,
  relationshipTo,
  neighbourIndices,
  UnknownAsError,
} from "../../lib/kit/topology/compiled.js";
import { placesOf } from "../../lib/kit/topology/geography.js";

const small: AsGraphInput = {
  ases: [
    { asn: 30, name: "Stub", pops: ["Paris"], weight: 5 },
    { asn: 10, name: "Big", country: "US", pops: ["New York", "London"] },
    { asn: 4_200_000_000, pops: ["London", "Paris"] },
  ],
  links: [
    { provider: 10, customer: 30 },
    { peers: [4_200_000_000, 10] },
    { provider: 4_200_000_000, customer: 30, cities: ["Paris"] },
  ],
};

describe("an authored AS graph", () => {
  it("is two graphology graphs: transit from provider to customer, and peering", () => {
    const { transit, peering } = asGraphology(defineAsGraph(small));
    expect(transit.order).toBe(3);
    expect(transit.outNeighbors(10)).toEqual(["30"]);
    expect(transit.inNeighbors(30)).toEqual(["10", "4200000000"]);
    expect(peering.neighbors(10)).toEqual(["4200000000"]);
    expect(peering.getNodeAttribute(10, "name")).toBe("Big");
  });

  it("can be drawn in graphology, and comes back from there", () => {
    const graph = defineAsGraph(small);
    const back = fromGraphology(asGraphology(graph));
    expect([...back.ases].sort((a, b) => a.asn - b.asn)).toEqual([...graph.ases].sort((a, b) => a.asn - b.asn));
    for (const rows of ["customers", "peers"] as const)
      expect(compile(back)[rows].targets).toEqual(compile(graph)[rows].targets);
    const transit = new DirectedGraph();
    transit.mergeEdge(1, 2);
    const peering = new UndirectedGraph();
    peering.mergeEdge(2, 3);
    expect(fromGraphology({ transit, peering }).links).toEqual([{ provider: 1, customer: 2 }, { peers: [2, 3] }]);
  });

  it("compiles to rows in ascending order of ASN, even beyond 2^31", () => {
    const graph = compile(defineAsGraph(small));
    expect([...graph.asns]).toEqual([10, 30, 4_200_000_000]);
    expect([...neighbourIndices(graph.providers, 1)]).toEqual([0, 2]);
    expect([...neighbourIndices(graph.customers, 2)]).toEqual([1]);
    expect([...neighbourIndices(graph.peers, 0)]).toEqual([2]);
    expect(relationshipTo(graph, 1, 0)).toBe("provider");
    expect(relationshipTo(graph, 0, 1)).toBe("customer");
    expect(relationshipTo(graph, 0, 2)).toBe("peer");
    expect(findAs(graph, 11)).toBe(-1);
    expect(() => indexOfAs(graph, 11)).toThrow(UnknownAsError);
  });

  it("meets where the author says, else in the shared cities, else where the PoPs come closest", () => {
    const { geography } = compile(defineAsGraph(small));
    const meetings = [0, 1, 2].map((link) =>
      [...placesOf(geography!.meetings, link)].map((i) => geography!.places[i].name),
    );
    expect(meetings).toEqual([["London"], ["London"], ["Paris"]]);
  });

  it.each<[string, AsGraphInput, RegExp]>([
    ["an AS twice", { ases: [{ asn: 1 }, { asn: 1 }], links: [] }, /Duplicate AS1/],
    [
      "an unknown AS",
      { ases: [{ asn: 1 }], links: [{ provider: 1, customer: 2 }] },
      /Link AS1 - AS2 \(provider - customer\): unknown AS2/,
    ],
    [
      "a pair twice",
      { ases: [{ asn: 1 }, { asn: 2 }], links: [{ provider: 1, customer: 2 }, { peers: [2, 1] }] },
      /Link AS2 - AS1 \(peers\): duplicate pair/,
    ],
    ["itself", { ases: [{ asn: 1 }], links: [{ peers: [1, 1] }] }, /the two ends must be different/],
    ["an ASN of 0", { ases: [{ asn: 0 }], links: [] }, /ASN must be .*got 0/],
    ["an ASN of 2^32", { ases: [{ asn: 2 ** 32 }], links: [] }, /ASN must be .*got 4294967296/],
    ["a negative weight", { ases: [{ asn: 1, weight: -1 }], links: [] }, /AS1: the weight must be 0 or more .*-1/],
    [
      "latitude 91",
      { ases: [{ asn: 1, pops: [{ city: "Nowhere", lat: 91, lon: 0 }] }], links: [] },
      /AS1, PoP Nowhere: Latitude must be .*91/,
    ],
    ["a PoP twice", { ases: [{ asn: 1, pops: ["Paris", "CDG"] }], links: [] }, /AS1: duplicate PoP in Paris/],
    [
      "a cycle of providers",
      {
        ases: [1, 2, 3, 4].map((asn) => ({ asn })),
        links: [
          { provider: 1, customer: 2 },
          { provider: 2, customer: 3 },
          { provider: 3, customer: 1 },
          { provider: 3, customer: 4 },
        ],
      },
      /A cycle of providers: AS\d sells to AS\d sells to AS\d sells to AS\d\./,
    ],
  ])("refuses %s and names it", (_what, input, message) => {
    expect(() => defineAsGraph(input)).toThrow(AsGraphError);
    expect(() => defineAsGraph(input)).toThrow(message);
  });

  it("refuses a link in a city that is in no table, and names the link", () => {
    const input = { ...small, links: [{ provider: 10, customer: 30, cities: ["Atlantis"] }] };
    expect(() => compile(defineAsGraph(input))).toThrow(/Link AS10 - AS30 .*Atlantis/);
  });
});
