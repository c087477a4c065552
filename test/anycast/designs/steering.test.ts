// The address that DNS returns: the meaning of a geolocation error, and that it neither loses nor adds users.
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import type { DnsSteering } from "../../../lib/kit/anycast/designs/steering.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

// A site and a network of users in each city; by users New York has most of the United States.
const users = { "New York": 60, "Los Angeles": 20, Toronto: 5, London: 10, Lagos: 5 };
const homes = Object.keys(users);
const topology = compile(
  defineAsGraph({
    ases: [
      { asn: 10, pops: homes, weight: 0 },
      ...Object.entries(users).map(([city, weight], i) => ({ asn: 101 + i, pops: [city], weight })),
      { asn: 64500, pops: homes, weight: 0 },
    ],
    links: [
      ...homes.map((_city, i) => ({ provider: 10, customer: 101 + i })),
      { provider: 10, customer: 64500, cities: homes },
    ],
  }),
);
const deployment = deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: Object.fromEntries(homes.map((city, i) => ["ABCDE"[i], { origin: 64500, city }])),
});
const chances = (dns: DnsSteering) => {
  const { steering } = evaluate({ deployment, design: { kind: "geodns" }, dns });
  return Object.fromEntries(
    homes.map((city, i) => [city, [...steering[i]].map((chance) => Number(chance.toFixed(12)))]),
  );
};

describe("an error of geolocation", () => {
  it("of the city places a user in another city of the country, never the user's own, if the country has another", () => {
    expect(chances({ errors: { city: 1 } })).toEqual({
      "New York": [0, 1, 0, 0, 0],
      "Los Angeles": [1, 0, 0, 0, 0],
      Toronto: [0, 0, 1, 0, 0],
      London: [0, 0, 0, 1, 0],
      Lagos: [0, 0, 0, 0, 1],
    });
  });

  it("of the country takes a user for one of another country of the region, by the users there", () => {
    const found = chances({ errors: { country: 1 } });
    expect(found["New York"]).toEqual([0, 0, 1, 0, 0]);
    expect(found.Toronto).toEqual([0.75, 0.25, 0, 0, 0]);
    expect(found.London).toEqual([0, 0, 0, 1, 0]);
  });

  it("of the continent takes a user for one of another, and to the wrong side always", () => {
    const found = chances({ errors: { continent: 1 } });
    expect(found["New York"]).toEqual([0, 0, 0, Number((2 / 3).toFixed(12)), Number((1 / 3).toFixed(12))]);
    expect(found.London[3]).toBe(0);
  });

  it("loses and makes no user, whatever the rates, the resolvers and the user's share of them", () => {
    const dns: DnsSteering = {
      errors: { city: 0.1, country: 0.2, continent: 0.3 },
      publicResolvers: { share: 0.4, cities: ["London", "Toronto"] },
    };
    for (const each of Object.values(chances(dns)))
      expect(each.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
  });
});

describe("DNS by latency", () => {
  it("goes by distance where none of the addresses reaches all users of a city, and does not ask for those of no weight", () => {
    const cut = deployOnInternet({
      topology: compile(
        defineAsGraph({
          ases: [
            { asn: 10, pops: ["New York", "London"], weight: 0 },
            { asn: 101, pops: ["London"], weight: 9 },
            { asn: 102, pops: ["London"], weight: 1 },
            { asn: 64500, pops: ["New York", "London"], weight: 0 },
          ],
          links: [
            { provider: 10, customer: 101 },
            { provider: 10, customer: 64500, cities: ["New York", "London"] },
          ],
        }),
      ),
      address: "192.0.2.53",
      sites: { A: { origin: 64500, city: "New York" }, B: { origin: 64500, city: "London" } },
    });
    const dns = { choice: "latency" } as const;
    const meanMs = (clients: readonly { readonly asn: number; readonly city: string; readonly weight: number }[]) =>
      evaluate({ deployment: cut, design: { kind: "geodns" }, dns, clients }).rttMs.mean;
    const london = { asn: 101, city: "London", weight: 9 };
    for (const weight of [1, 0]) expect(meanMs([london, { asn: 102, city: "London", weight }])).toBe(0);
  });
});
