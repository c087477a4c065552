import { describe, expect, it } from "vitest";
import { attachOrigin } from "../../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { unicastRtts } from "../../../lib/kit/anycast/internet/unicast.js";
import { chooseGreedily, improveSites, worthOfSites } from "../../../lib/kit/anycast/designs/choose-sites.js";
import { onlySites } from "../../../lib/kit/anycast/designs/only-sites.js";
import { pairwisePreferences, predictSites } from "../../../lib/kit/anycast/designs/preferences.js";
import { shedByDns, shedByPrepending } from "../../../lib/kit/anycast/designs/shedding.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { deployment as small } from "../internet/seattle-delhi.js";

// Eight sites, each with another backbone as its carrier: the recipe for polarisation.
const cities = ["Seattle", "London", "Tokyo", "Sao Paulo", "Johannesburg", "Singapore", "Ashburn", "Frankfurt"];
const names = [..."ABCDEFGH"];
const { graph, clique } = generateInternet({ ases: 500, seed: 1 });
const at = cities.map((city, i) => ({ city, providers: [clique[i % clique.length]] }));
const deployment = deployOnInternet({
  topology: attachOrigin(graph, { asn: 64500, at }),
  address: "192.0.2.53",
  sites: Object.fromEntries(names.map((name, i) => [name, { origin: 64500, city: cities[i], capacity: 14 }])),
});

describe("choosing sites (AnyOpt's idea)", () => {
  const unicast = unicastRtts(deployment);
  const all = chooseGreedily({ deployment, by: "unicast", unicast });

  it("fewer sites can be faster than all, and than as many chosen by unicast latency", () => {
    const better = improveSites({ deployment, unicast, from: names });
    const alone = all[better.sites.length - 1];
    expect(better.sites.length).toBeLessThan(names.length);
    expect(better.routedMs).toBeLessThan(all[7].routedMs - 5);
    expect(better.routedMs).toBeLessThan(alone.routedMs);
    expect(alone.idealMs).toBeLessThanOrEqual(better.idealMs);
    expect(worthOfSites({ deployment, unicast }).some(({ worthMs }) => worthMs < 0)).toBe(true);
  });

  it("experiments with two sites at a time predict the catchments of any subset", () => {
    const preferences = pairwisePreferences(deployment);
    for (const subset of [names, ["A", "B", "C", "D"], ["C", "E", "H"]]) {
      const { clients } = internetCatchment({ deployment: onlySites(deployment, subset) });
      const right = predictSites(preferences, subset).filter((site, i) => site === clients[i].site);
      expect(right.length / clients.length).toBeGreaterThan(0.95);
    }
    const chosen = improveSites({ deployment, unicast, from: names, preferences });
    expect(chosen.routedMs).toBeLessThan(all[7].routedMs - 5);
    expect(() => predictSites(preferences, ["Z"])).toThrow("Unknown site Z");
  });
});

describe("shedding load", () => {
  it("by prepending moves nothing if LOCAL_PREF decides, and stops", () => {
    const tight = { ...small, sites: small.sites.map((site) => ({ ...site, capacity: 6 })) };
    const rounds = shedByPrepending(tight, { demand: 10, most: 2 });
    expect(rounds.map(({ prepends, load }) => [prepends, load.sites.map(({ demand }) => demand)])).toEqual([
      ["B", [3, 7]],
      ["B", [3, 7]],
      [undefined, [3, 7]],
    ]);
  });

  it("by prepending comes in lumps: what it moves may overload another site", () => {
    const rounds = shedByPrepending(deployment, { demand: 100, most: 2 });
    const overloaded = new Set(rounds.flatMap(({ load }) => load.overloaded));
    expect(rounds.length).toBeLessThanOrEqual(2 * names.length + 1);
    expect(overloaded.size).toBeGreaterThan(1);
  });

  it("by DNS layers moves only the excess, and loses no users", () => {
    const { before, after, diverted } = shedByDns(deployment, { inner: ["G", "H"], demand: 100 });
    const demand = ({ sites }: typeof before) => sites.reduce((sum, site) => sum + site.demand, 0);
    expect(demand(after)).toBeCloseTo(demand(before), 9);
    for (const { site, utilisation } of after.sites)
      if (site !== "G" && site !== "H") expect(utilisation).toBeLessThanOrEqual(1 + 1e-9);
    expect(before.overloaded.some((site) => diverted[site] > 0)).toBe(true);
    expect(() => shedByDns(deployment, { inner: [] })).toThrow("at least one site");
  });
});
