// Networks that come as graphology graphs, and what its algorithms say of hosts.
import { MultiGraph, UndirectedGraph } from "graphology";
import { betweenness } from "graphology-metrics/centrality/index.js";
import { describe, expect, it } from "vitest";
import { catchment } from "../../lib/kit/anycast/catchment.js";
import { deploy, DeploymentError } from "../../lib/kit/anycast/deployment.js";
import { attachOrigin } from "../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../lib/kit/anycast/internet/catchment.js";
import { deployOnInternet } from "../../lib/kit/anycast/internet/deployment.js";
import { compareHosts } from "../../lib/kit/anycast/internet/hosts.js";
import { hostFigure } from "../../lib/kit/figures/table/hosts.js";
import { NetworkError } from "../../lib/kit/routing/network.js";
import { networkGraph } from "../../lib/kit/routing/network-graph.js";
import { providerNetwork } from "../../lib/kit/routing/networks.js";
import { AsGraphError, defineAsGraph } from "../../lib/kit/topology/as-graph.js";
import { fromGraphology, toGraphology } from "../../lib/kit/topology/as-graphology.js";
import { asGraphOf, compile } from "../../lib/kit/topology/compile-graph.js";
import { generateInternet } from "../../lib/kit/topology/generator/index.js";

/** AS1 sells transit to AS2 and AS3, which peer; AS4 is AS3's customer. */
function drawn(): MultiGraph {
  const graph = new MultiGraph();
  for (const [asn, pops] of [
    [1, ["Seattle", "London"]],
    [2, ["Seattle"]],
    [3, ["London"]],
    [4, ["London"]],
  ] as const)
    graph.addNode(asn, { pops, ...(asn === 4 && { weight: 7 }) });
  graph.addDirectedEdge(1, 2);
  graph.addDirectedEdge(1, 3, { cities: ["London"] });
  graph.addUndirectedEdge(2, 3);
  graph.addDirectedEdge(3, 4);
  return graph;
}

describe("an AS graph drawn in graphology", () => {
  it("is taken by defineAsGraph, deployOnInternet and attachOrigin", () => {
    const graph = defineAsGraph(drawn());
    expect(graph.links).toEqual([
      { provider: 1, customer: 2 },
      { provider: 1, customer: 3, cities: ["London"] },
      { peers: [2, 3] },
      { provider: 3, customer: 4 },
    ]);
    expect(graph.ases[3]).toMatchObject({ asn: 4, weight: 7 });
    const sites = { A: { origin: 2, city: "Seattle" }, B: { origin: 3, city: "London" } };
    const landed = (topology: Parameters<typeof deployOnInternet>[0]["topology"]) =>
      internetCatchment({ deployment: deployOnInternet({ topology, address: "192.0.2.53", sites }) }).clients;
    expect(landed(drawn())).toEqual(landed(compile(graph)));
    expect(landed(graph)).toEqual(landed(compile(graph)));
    const options = { asn: 9, at: [{ city: "London" }] };
    expect(attachOrigin(drawn(), options)).toEqual(attachOrigin(graph, options));
  });

  it("comes back in one call, as it was, also from a generated Internet", () => {
    expect(fromGraphology(toGraphology(defineAsGraph(drawn())))).toEqual(defineAsGraph(drawn()));
    const { graph } = generateInternet({ ases: 100, seed: 3 });
    const back = defineAsGraph(toGraphology(graph));
    expect(compile(back)).toEqual(compile(asGraphOf(graph)));
  });

  it("is checked as plain data are", () => {
    const ring = new MultiGraph();
    ring.mergeDirectedEdge(1, 2);
    ring.mergeDirectedEdge(2, 1);
    expect(() => defineAsGraph(ring)).toThrow(AsGraphError);
    const named = new MultiGraph();
    named.addNode("Zayo");
    expect(() => defineAsGraph(named)).toThrow(/ASN must be .*NaN/);
    const twice = new MultiGraph();
    twice.mergeDirectedEdge(1, 2);
    twice.addDirectedEdge(1, 2);
    expect(() => defineAsGraph(twice)).toThrow(/Link AS1 - AS2 \(provider - customer\): duplicate pair/);
  });
});

describe("a provider's network drawn in graphology", () => {
  it("is taken by deploy, and routes as the plain one", () => {
    const network = providerNetwork("abilene");
    const options = { address: "192.0.2.53", sites: { A: "Seattle", B: "New York" } };
    expect(deploy({ network: networkGraph(network), ...options })).toEqual(deploy({ network, ...options }));
    const graph = new UndirectedGraph();
    graph.addNode("Seattle", { lat: 47.6, lon: -122.3 });
    graph.addNode("New York", { lat: 40.7, lon: -74 });
    graph.addEdge("Seattle", "New York");
    const deployment = deploy({ network: graph, ...options });
    expect(catchment({ network, deployment }).clients.length).toBe(network.routers.length);
  });

  it("needs coordinates", () => {
    const graph = new UndirectedGraph();
    graph.addNode("X");
    expect(() => deploy({ network: graph, address: "192.0.2.53", sites: { A: "X" } })).toThrow(NetworkError);
  });
});

describe("hosts by centrality and by catchment", () => {
  it("are what graphology says, and what routing does", () => {
    const { hosts } = compareHosts({ topology: drawn(), hosts: [2, 3] });
    expect(hosts.map(({ asn }) => asn)).toEqual([3, 2]);
    const [three, two] = hosts;
    // AS1 has both as customers, one hop away, and prefers the lower ASN; AS4 is AS3's own customer. Weights 1 and 7.
    expect(three).toMatchObject({ degree: 3, cone: 2, catchment: 7 / 8 });
    expect(two).toMatchObject({ degree: 2, cone: 1, catchment: 1 / 8 });
    expect(two.hops).toBeCloseTo((1 + 1 + 2 * 7) / 9);
    const plain = new UndirectedGraph();
    for (const [a, b] of [[1, 2], [1, 3], [2, 3], [3, 4]]) plain.mergeEdge(a, b); // prettier-ignore
    expect(three.betweenness).toBe(betweenness(plain)[3]);
    expect(three.betweenness).toBeCloseTo(2 / 3); // between 4 and 1, 4 and 2: two of three pairs
    expect(three.pageRank).toBeGreaterThan(two.pageRank);
  });

  it("are a figure of one line, and tell the reader which measure comes closest", () => {
    const { graph } = generateInternet({ ases: 400, seed: 2 });
    const result = compareHosts({ topology: graph });
    expect(result.hosts).toHaveLength(12);
    const total = result.hosts.reduce((sum, { catchment: part }) => sum + part, 0);
    expect(total).toBeCloseTo(6, 1); // each of 66 duels divides all users between two
    const figure = hostFigure(result, { name: "hosts", title: "Who is a good host?" });
    expect(figure.data.rows).toHaveLength(12);
    for (const [measure, value] of Object.entries(result.correlation)) {
      expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-9);
      if (measure !== "hops") expect(value).not.toBe(0);
    }
    expect(figure.text).toContain(`PageRank ${result.correlation.pageRank.toFixed(2)}`);
  });

  it("must be two, different, and joined", () => {
    expect(() => compareHosts({ topology: drawn(), hosts: [2] })).toThrow(DeploymentError);
    expect(() => compareHosts({ topology: drawn(), hosts: [2, 2] })).toThrow(/different/);
    expect(() => compareHosts({ topology: drawn(), hosts: [2, 99] })).toThrow(/AS99 is not in the graph/);
    const apart = drawn();
    apart.addNode(5);
    expect(() => compareHosts({ topology: apart, hosts: [2, 5] })).toThrow(/no path connects AS2 and AS5/);
  });
});
