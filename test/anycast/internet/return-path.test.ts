import { describe, expect, it } from "vitest";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { checkOrigins } from "../../../lib/kit/anycast/internet/origins.js";
import { roundTrip } from "../../../lib/kit/anycast/internet/return-path.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

/** The client's AS1 is a customer of AS2 and AS3; the site announces only to AS3. AS2 peers with the site's AS too. */
const topology = compile(
  defineAsGraph({
    ases: [{ asn: 1 }, { asn: 2 }, { asn: 3 }, { asn: 9, weight: 0 }],
    links: [
      { provider: 2, customer: 1 },
      { provider: 3, customer: 1 },
      { peers: [2, 9] },
      { provider: 3, customer: 9 },
    ],
  }),
);
const of = (neighbours: readonly number[]) =>
  deployOnInternet({ topology, address: "192.0.2.53", sites: { A: { origin: 9, city: "London", neighbours } } });

describe("a reply", () => {
  it("comes back on another path, and strict uRPF at the client's AS drops it, loose does not", () => {
    const trip = roundTrip(of([3]), { asn: 1 });
    expect(trip.there).toEqual([1, 3, 9]);
    expect(trip.back).toEqual([9, 2, 1]);
    expect(trip.symmetric).toBe(false);
    expect(trip.checks).toEqual([
      { asn: 2, from: 9, strict: false, feasible: false, loose: false },
      { asn: 1, from: 2, strict: false, feasible: false, loose: true },
    ]);
  });

  it("passes feasible-path uRPF where the neighbour announces it too, used or not", () => {
    const trip = roundTrip(of([2, 3]), { asn: 1 });
    expect(trip.checks.map(({ feasible }) => feasible)).toEqual([true, true]);
  });

  it("is not there where the request does not arrive", () => {
    expect(roundTrip({ ...of([3]), announcements: [] }, { asn: 1 })).toMatchObject({ back: [], there: [1] });
  });
});

describe("one ASN for each site", () => {
  const roas = [{ prefix: "192.0.2.0/24", asn: 9 }];
  const both = deployOnInternet({
    topology,
    address: "192.0.2.53",
    sites: { A: { origin: 9, city: "London", neighbours: [3] }, B: { origin: 2, city: "Paris" } },
    policies: { roas, ases: { 3: { rov: true }, 1: { rov: true } } },
  });

  it("looks like a hijack to ASes that validate, unless each has its ROA", () => {
    expect(checkOrigins(both).map(({ site, validity }) => [site, validity])).toEqual([
      ["A", "valid"],
      ["B", "invalid"],
    ]);
    const siteOf = (policies: typeof both.policies) =>
      internetCatchment({ deployment: { ...both, policies }, clients: [{ asn: 1 }] }).clients[0].site;
    expect(siteOf(both.policies)).toBe("A");
    expect(siteOf({ ...both.policies, roas: [...roas, { prefix: "192.0.2.0/24", asn: 2 }] })).toBe("B");
  });
});
