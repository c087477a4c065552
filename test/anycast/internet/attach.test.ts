import { describe, expect, it } from "vitest";
import { DeploymentError } from "../../../lib/kit/anycast/deployment.js";
import { attachOrigin, attachOrigins } from "../../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { inflation } from "../../../lib/kit/anycast/internet/inflation.js";
import { asGraphOf, compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";
import { findAs, relationshipTo } from "../../../lib/kit/topology/compiled.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";

/** AS1 and AS2 sell transit; AS1 is larger, AS2 is in both cities. AS5 and AS6 peer in Seattle. */
const graph = defineAsGraph({
  ases: [
    { asn: 1, pops: ["Seattle"] },
    { asn: 2, pops: ["Seattle", "Tokyo"] },
    ...[3, 4, 5, 6].map((asn) => ({ asn, pops: ["Seattle"] })),
  ],
  links: [
    { provider: 1, customer: 3 },
    { provider: 1, customer: 4 },
    { provider: 2, customer: 4 },
    { peers: [5, 6] },
    { peers: [1, 2] },
  ],
});
const neighbours = (options: Parameters<typeof attachOrigin>[1]) =>
  attachOrigin(graph, options)
    .links.filter((link) => ("peers" in link ? link.peers[1] : link.customer) === options.asn)
    .map(
      (link) =>
        ("peers" in link ? `peer ${link.peers[0]}` : `provider ${link.provider}`) + ` ${link.cities!.join("+")}`,
    );

describe("an AS that is attached", () => {
  it("buys from the carrier that is in most of its cities, or from the largest in each", () => {
    const at = [{ city: "SEA" }, { city: "Tokyo" }];
    expect(neighbours({ asn: 9, at })).toEqual(["provider 2 Seattle+Tokyo"]);
    expect(neighbours({ asn: 9, at, transit: "largest" })).toEqual(["provider 1 Seattle", "provider 2 Tokyo"]);
  });

  it("buys, as a guest, from the network that is in the fewest places, however small", () => {
    const carrierAndHost = defineAsGraph({
      ases: [
        { asn: 1, pops: ["Seattle", "Tokyo"] },
        { asn: 2, pops: ["Seattle"] },
        ...[3, 4, 5].map((asn) => ({ asn, pops: ["Seattle"] })),
      ],
      links: [
        { provider: 1, customer: 2 },
        { provider: 1, customer: 3 },
        { provider: 1, customer: 4 },
        { provider: 2, customer: 5 },
      ],
    });
    const providerOf = (transit: "same" | "largest" | "local") =>
      attachOrigin(carrierAndHost, { asn: 9, at: [{ city: "SEA" }], transit }).links.at(-1);
    expect(providerOf("local")).toMatchObject({ provider: 2 });
    for (const transit of ["same", "largest"] as const) expect(providerOf(transit)).toMatchObject({ provider: 1 });
  });

  it("peers with networks that peer, but not with its own providers", () => {
    expect(neighbours({ asn: 9, at: [{ city: "SEA", peers: 2 }] })).toEqual([
      "provider 1 Seattle",
      "peer 2 Seattle",
      "peer 5 Seattle",
    ]);
    expect(neighbours({ asn: 9, at: [{ city: "SEA", providers: [4], peers: [6] }] })).toEqual([
      "provider 4 Seattle",
      "peer 6 Seattle",
    ]);
  });

  it("is refused with the city and the remedy where it cannot be", () => {
    const bad =
      (at: Parameters<typeof attachOrigin>[1]["at"], asn = 9) =>
      () =>
        attachOrigin(graph, { asn, at });
    expect(bad([{ city: "Osaka" }])).toThrow(DeploymentError);
    expect(bad([{ city: "Osaka" }])).toThrow(
      /AS9: in Osaka no network sells transit. The nearest are in Tokyo \(\d+ km\)/,
    );
    expect(bad([{ city: "Tokyo", providers: 3 }])).toThrow("only 1 of the 3 networks wanted");
    expect(bad([{ city: "Seattle", providers: [77] }])).toThrow("unknown AS77");
    expect(bad([{ city: "Seattle" }, { city: "SEA" }])).toThrow("duplicate city Seattle");
    expect(bad([{ city: "Seattle" }], 1)).toThrow("AS1: already in the graph");
    expect(bad([])).toThrow("at least one city");
    expect(bad([{ city: "Seattle", providers: [1], peers: [1] }])).toThrow("elsewhere it is its provider");
    expect(neighbours({ asn: 9, at: [{ city: "Osaka", withinKm: 500 }] })).toEqual(["provider 2 Osaka"]);
  });

  it("is the same in a compiled graph; several are attached at once", () => {
    const options = { asn: 9, at: [{ city: "Seattle", peers: 1 }] };
    const compiled = attachOrigin(compile(graph), options);
    expect(asGraphOf(compiled)).toEqual(asGraphOf(compile(attachOrigin(graph, options))));
    const two = attachOrigins(compile(graph), [options, { asn: 10, at: [{ city: "Tokyo" }] }]);
    expect(relationshipTo(two, findAs(two, 10), findAs(two, 2))).toBe("provider");
  });
});

describe("on a generated Internet", () => {
  const cities = ["Seattle", "London", "Tokyo", "Sao Paulo", "Johannesburg", "Singapore"];
  const internet = generateInternet({ ases: 2000, seed: 1 }).graph;
  const cost = (providers: (i: number) => number | readonly number[], peers = 0) => {
    const at = cities.map((city, i) => ({ city, providers: providers(i), peers }));
    const sites = Object.fromEntries(cities.map((city, i) => ["ABCDEF"[i], { origin: 64500, city }]));
    const topology = attachOrigin(internet, { asn: 64500, at });
    return inflation(internetCatchment({ deployment: deployOnInternet({ topology, address: "192.0.2.53", sites }) }));
  };

  it("attaching an AS equals compiling the whole graph with it again, whatever its ASN", () => {
    const few = generateInternet({ ases: 300, seed: 3 }).graph;
    const spaced = asGraphOf(few); // every other ASN is free
    const twice = compile({
      ases: spaced.ases.map((as) => ({ ...as, asn: 2 * as.asn })),
      links: spaced.links.map((link) =>
        "peers" in link
          ? { ...link, peers: [2 * link.peers[0], 2 * link.peers[1]] as const }
          : { ...link, provider: 2 * link.provider, customer: 2 * link.customer },
      ),
    });
    for (const asn of [2 * few.asns[40] + 1, 2 * few.asns[299] + 1, 64500]) {
      const options = {
        asn,
        at: [
          { city: "Seattle", withinKm: 9000, peers: 2 },
          { city: "Tokyo", withinKm: 9000 },
        ],
      };
      expect(attachOrigin(twice, options)).toEqual(compile(attachOrigin(asGraphOf(twice), options)));
    }
  });

  it("one carrier at all sites sends nearly all users to the best site", () => {
    const { atBestSite, polarised, longerThanPolicyFree } = cost(() => 1);
    expect(atBestSite).toBeGreaterThan(0.95);
    expect(polarised).toBeLessThan(0.02);
    expect(longerThanPolicyFree).toBeGreaterThan(0);
  });

  it("another carrier at each site polarises: users cross oceans", () => {
    const clique = generateInternet({ ases: 2000, seed: 1 }).clique;
    const { atBestSite, polarised } = cost((i) => [clique[i]]);
    expect(atBestSite).toBeLessThan(0.6);
    expect(polarised).toBeGreaterThan(0.2);
  });
});
