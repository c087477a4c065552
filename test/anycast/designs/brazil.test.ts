// LinkedIn 2015 in shape: global anycast sends Brazil to Singapore, because a customer route there beats a peer route at home;
// a prefix for each region cures it, and DNS that errs between continents brings the ocean back.
import { describe, expect, it } from "vitest";
import { breakEven } from "../../../lib/anycast/designs/break-even.js";
import { compareDesigns, evaluate } from "../../../lib/anycast/designs/evaluate.js";
import type { Design } from "../../../lib/anycast/designs/design.js";
import { deployOnInternet } from "../../../lib/anycast/internet/deployment.js";
import { compile, defineAsGraph } from "../../../lib/topology/index.js";

/** AS10 serves Brazil, and sells transit to AS30 of Singapore; AS20 serves the United States and peers with AS10 in Sao Paulo. */
const topology = compile(
  defineAsGraph({
    ases: [
      { asn: 10, pops: ["Sao Paulo", "Miami", "Singapore"], weight: 0 },
      { asn: 20, pops: ["Sao Paulo", "Miami", "Ashburn", "Singapore"], weight: 0 },
      { asn: 30, pops: ["Singapore"], weight: 0 },
      { asn: 101, name: "Brazil", pops: ["Rio de Janeiro"], weight: 20 },
      { asn: 102, name: "Florida", pops: ["Miami"], weight: 60 },
      { asn: 103, name: "Malaysia", pops: ["Kuala Lumpur"], weight: 20 },
      { asn: 64500, pops: ["Sao Paulo", "Ashburn", "Singapore"], weight: 0 },
    ],
    links: [
      { peers: [10, 20], cities: ["Sao Paulo", "Miami", "Singapore"] },
      { provider: 10, customer: 30, cities: ["Singapore"] },
      { provider: 10, customer: 101, cities: ["Sao Paulo"] },
      { provider: 20, customer: 102, cities: ["Miami"] },
      { provider: 30, customer: 103, cities: ["Singapore"] },
      { provider: 20, customer: 64500, cities: ["Sao Paulo", "Ashburn"] },
      { provider: 30, customer: 64500, cities: ["Singapore"] },
    ],
  }),
);
const deployment = deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: {
    A: { origin: 64500, city: "Sao Paulo" },
    B: { origin: 64500, city: "Ashburn" },
    C: { origin: 64500, city: "Singapore" },
  },
});
const regional: Design = { kind: "regional", regions: { Americas: { sites: ["A", "B"] }, Asia: { sites: ["C"] } } };
const siteOf = (name: string, asn: number) => {
  const { catchments, steering } = designs[name];
  const i = catchments[0].clients.findIndex((client) => client.asn === asn);
  return catchments[steering[i].indexOf(1)].clients[i].site;
};
const designs = compareDesigns({ deployment, designs: { global: { kind: "global" }, regional } });

describe("global against regional", () => {
  it("global anycast takes Brazil to Singapore and Florida to where it belongs", () => {
    expect(["Brazil", "Florida", "Malaysia"].map((_name, i) => siteOf("global", 101 + i))).toEqual(["C", "B", "C"]);
    expect(designs.global.atBestSite).toBeCloseTo(0.8, 12);
  });

  it("a prefix for each region cures Brazil and changes nobody else; the median hides it, the tail does not", () => {
    expect(["Brazil", "Florida", "Malaysia"].map((_name, i) => siteOf("regional", 101 + i))).toEqual(["A", "B", "C"]);
    expect(designs.regional.atBestSite).toBe(1);
    expect(designs.regional.rttMs.p50).toBe(designs.global.rttMs.p50);
    expect(designs.regional.rttMs.p90).toBeLessThan(designs.global.rttMs.p90 - 200);
  });

  it("errs with DNS: from some rate of errors between continents on, BGP alone is better", () => {
    const dns = { ecs: true } as const;
    const { rate } = breakEven({ deployment, design: regional, dns, level: "continent" });
    expect(rate).toBeGreaterThan(0.3);
    const mean = (continent: number) =>
      evaluate({ deployment, design: regional, dns: { ...dns, errors: { continent } } }).rttMs.mean;
    expect(mean(rate!)).toBeCloseTo(designs.global.rttMs.mean, 9);
    expect(mean(rate! + 0.05)).toBeGreaterThan(designs.global.rttMs.mean);
    expect(mean(rate! - 0.05)).toBeLessThan(designs.global.rttMs.mean);
  });
});
