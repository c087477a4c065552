import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { internetClients } from "../../../lib/kit/anycast/internet/clients.js";
import { manyCities } from "../../../lib/kit/geo/more-cities.js";
import { steadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import { asGraphOf, compile } from "../../../lib/kit/topology/compile-graph.js";
import { readAsRel, parseAsRel } from "../../../lib/kit/topology/caida/read.js";
import { encodeAsRel } from "../../../lib/kit/topology/caida/write.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";
import { entryOf, neighbourIndices, type CompiledAsGraph } from "../../../lib/kit/topology/compiled.js";
import { providerCycles } from "../../../lib/kit/topology/cycles.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { placesOf } from "../../../lib/kit/topology/geography.js";
import { graphStatistics, type GraphStatistics } from "../../../lib/kit/topology/statistics.js";
import { needs, shared } from "../../needs.js";

/** Mean AS-path length over all ASes, to 100 origins spread evenly over the ASNs. */
function meanPathLength(graph: CompiledAsGraph): number {
  let sum = 0;
  let count = 0;
  for (let k = 0; k < 100; k++) {
    const origin = graph.asns[Math.floor(((k + 0.5) / 100) * graph.asns.length)];
    const { byRank } = steadyState({ topology: graph, announcements: [{ site: "A", origin }] }).solution;
    const length = new Int32Array(graph.asns.length);
    byRank!((hearer, teller, announcement) => {
      if (length[hearer] > 0) return;
      length[hearer] = announcement >= 0 ? 1 : 1 + length[teller];
      sum += length[hearer];
      count++;
    });
  }
  return sum / count;
}

/** CAIDA 2025-09-01 beside what is generated for as many ASes, and how far apart, as a factor, they may be. */
const aims: readonly (readonly [
  name: string,
  real: number,
  factor: number,
  of: (s: GraphStatistics, graph: CompiledAsGraph) => number,
])[] = [
  ["links", 493_350, 1.05, (s) => s.links],
  ["stubs, share of ASes", 0.842, 1.02, (s) => s.stubs],
  ["multihomed, share of stubs", 0.531, 1.08, (s) => s.multihomedStubs],
  ["providers of a stub", 1.855, 1.05, (s) => s.providersPerStub],
  ["providers of a transit AS", 3.09, 1.08, (s) => s.providersPerTransit],
  ["peering, share of ASes", 0.207, 1.05, (s) => s.peeringAses],
  ["peerings per AS", 4.224, 1.05, (s) => s.peeringsPerAs],
  ["customers, 99 % of ASes have fewer than", 31, 1.25, (s) => s.customers[1]],
  ["customers, 99.9 %", 228, 1.25, (s) => s.customers[2]],
  ["customers of the largest, share of ASes", 0.085, 1.35, (s) => s.mostCustomers],
  ["customers of the top hundredth, share", 0.707, 1.1, (s) => s.customersOfTop],
  ["peers, 90 %", 9, 1.25, (s) => s.peers[0]],
  ["peers, 99 %", 118, 1.25, (s) => s.peers[1]],
  ["peers, 99.9 %", 1394, 1.25, (s) => s.peers[2]],
  ["peers of the largest, share of ASes", 0.123, 1.3, (s) => s.mostPeers],
  ["peers of the top hundredth, share", 0.63, 1.1, (s) => s.peersOfTop],
  ["customer cone, median of transit ASes", 4, 1.3, (s) => s.cones[0]],
  ["customer cone, 90 %", 89, 1.25, (s) => s.cones[1]],
  ["customer cone, the largest, share of ASes", 0.912, 1.08, (s) => s.cones[2]],
  ["mean AS path, to 100 origins", 4.6, 1.1, (_s, graph) => meanPathLength(graph)],
];

describe("a generated Internet", () => {
  it("of 78,638 ASes looks like the real one of 2025-09: a table", () => {
    const { graph, clique } = generateInternet({ ases: 78_638, seed: 1 });
    const statistics = graphStatistics(graph);
    const show = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));
    const rows = aims.map(([name, real, factor, of]) => ({ name, real, factor, made: of(statistics, graph) }));
    const table = rows.map(
      ({ name, real, made }) => `${name.padEnd(44)}${show(real).padStart(9)}${show(made).padStart(11)}`,
    );
    console.log(
      [
        `${"".padEnd(44)}${"real".padStart(9)}${"generated".padStart(11)}`,
        ...table,
        `${"clique".padEnd(44)}${"19".padStart(9)}${String(clique.length).padStart(11)}`,
      ].join("\n"),
    );
    for (const { name, real, made, factor } of rows) {
      expect(made / real, name).toBeLessThan(factor);
      expect(real / made, name).toBeLessThan(factor);
    }
    expect(clique).toHaveLength(19);
  });

  it.each([100, 317, 2000])(
    "of %i ASes has no provider cycle, one clique at the top, and reaches everybody",
    (ases) => {
      const { graph, clique, tiers } = generateInternet({ ases, seed: 7 });
      expect(graph.asns).toHaveLength(ases);
      expect(providerCycles(graph.customers)).toEqual([]);
      for (const asn of clique) {
        expect(neighbourIndices(graph.providers, asn - 1)).toHaveLength(0);
        for (const other of clique)
          if (other !== asn) expect(neighbourIndices(graph.peers, asn - 1)).toContain(other - 1);
      }
      tiers.forEach((tier, v) => {
        expect(neighbourIndices(graph.customers, v).length > 0).toBe(tier !== "stub");
        expect(neighbourIndices(graph.providers, v).length > 0).toBe(tier !== "clique");
      });
      for (const origin of [1, ases])
        expect(steadyState({ topology: graph, announcements: [{ site: "A", origin }] }).reached).toBe(ases);
    },
  );

  it("has PoPs in cities, and links that meet in a city", () => {
    const { graph, exchanges } = generateInternet({ ases: 500, seed: 3 });
    const { pops, meetings, places } = graph.geography!;
    for (let v = 0; v < 500; v++) expect(placesOf(pops, v).length).toBeGreaterThan(0);
    for (let link = 0; link < graph.links; link++) {
      expect(placesOf(meetings, link).length).toBeGreaterThan(0);
      for (const place of placesOf(meetings, link)) expect(places[place]).toBeDefined();
    }
    expect(exchanges).toContain("Shanghai");
    expect(graph.attributes!.names[0]).toMatch(/ (Backbone|Transit|Network) 1$/);
  });

  it("has its largest networks in the same hubs, where they meet each other", () => {
    const { graph, clique } = generateInternet({ ases: 2000, seed: 1 });
    const { pops, meetings, places } = graph.geography!;
    const citiesOf = (asn: number) => Array.from(placesOf(pops, asn - 1), (place) => places[place].name);
    for (const asn of clique) expect(new Set(citiesOf(asn)).size).toBe(citiesOf(asn).length);
    for (const hub of ["London", "Frankfurt", "Singapore", "Ashburn", "Sao Paulo"])
      expect(clique.filter((asn) => citiesOf(asn).includes(hub)).length, hub).toBeGreaterThan(clique.length / 2);
    const [one, other] = clique.map((asn) => asn - 1);
    const met = placesOf(meetings, graph.peers.links![entryOf(graph.peers, one, other)]);
    expect(met.length).toBeGreaterThan(10);
    for (const place of met) expect(citiesOf(other + 1)).toContain(places[place].name);
  });

  it("is the same for the same seed and another for another", () => {
    const [one, same, other] = [1, 1, 2].map((seed) => generateInternet({ ases: 300, seed }));
    expect(same).toEqual(one);
    expect(other.graph.customers.targets).not.toEqual(one.graph.customers.targets);
  });

  it("stays what it was: the lessons name its ASes and cities", () => {
    const { graph, clique } = generateInternet({ ases: 2000, seed: 1 });
    const { pops, meetings } = graph.geography!;
    const fingerprint = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    const places = [pops.offsets, pops.places, meetings.offsets, meetings.places].flatMap((column) => [...column]);
    expect(fingerprint(new TextEncoder().encode(encodeAsRel(graph, clique)))).toBe("306971ab5814e340");
    expect(fingerprint(new Uint8Array(Int32Array.from(places).buffer))).toBe("a7beb65eb5c238ae");
  });

  it("of 10,000 ASes has users in a thousand cities where it is asked to, the others where they were", () => {
    const { graph, exchanges } = generateInternet({ ases: 10_000, seed: 3, cities: manyCities(1000) });
    expect(new Set(graph.geography!.pops.places).size).toBe(1000);
    const clients = internetClients(compile(asGraphOf(graph)));
    const byCity = new Map(clients.map(({ city }) => [city, 0]));
    for (const { city, weight } of clients) byCity.set(city, byCity.get(city)! + weight!);
    expect(byCity.size).toBe(1000);
    expect(Math.min(...byCity.values())).toBeGreaterThan(0);
    expect(exchanges).toEqual(generateInternet({ ases: 10_000, seed: 3 }).exchanges);
    const shared = graph.asns.filter((_asn, as) => graph.attributes!.names[as].startsWith("Yokohama "));
    expect(shared.length).toBeGreaterThan(5);
  });

  it("survives being written and read, as an AS graph and as CAIDA's text", () => {
    const { graph, clique } = generateInternet({ ases: 200, seed: 5 });
    const back = compile(defineAsGraph(asGraphOf(graph)));
    for (const name of ["providers", "customers", "peers"] as const) {
      expect(back[name].offsets).toEqual(graph[name].offsets);
      expect(back[name].targets).toEqual(graph[name].targets);
    }
    expect(back.attributes).toEqual(graph.attributes);
    const read = parseAsRel(encodeAsRel(graph, clique));
    expect(read.findings).toEqual([]);
    expect(read.header.clique).toEqual(clique);
    expect(read.graph.peers.targets).toEqual(graph.peers.targets);
  });

  it.each([
    [{ ases: 99, seed: 1 }, /ases must be .*got 99/],
    [{ ases: 100_001, seed: 1 }, /ases must be .*got 100001/],
    [{ ases: 200, seed: 0.5 }, /seed must be an integer/],
    [{ ases: 1000, seed: 1, cities: manyCities(600) }, /1000 ASes can have at most 200 cities/],
  ])("refuses %j", (options, message) => {
    expect(() => generateInternet(options)).toThrow(message);
  });
});

needs("ANYCAST_SHARED").describe("the aims of the generator", () => {
  it("are those of CAIDA's graph of 2025-09", async () => {
    const file = join(shared, "data", "as-rel", "caida-serial1-20250901.as-rel.txt.bz2");
    const { graph } = await readAsRel(readFileSync(file));
    const statistics = graphStatistics(graph);
    for (const [name, real, , of] of aims) {
      expect(of(statistics, graph) / real, name).toBeGreaterThan(0.98);
      expect(of(statistics, graph) / real, name).toBeLessThan(1.02);
    }
  });
});
