import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachOrigin } from "../../../lib/kit/anycast/internet/attach.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { breakEven } from "../../../lib/kit/anycast/designs/break-even.js";
import { chooseGreedily, improveSites, worthOfSites } from "../../../lib/kit/anycast/designs/choose-sites.js";
import { servicesOf, type Design } from "../../../lib/kit/anycast/designs/design.js";
import { compareDesigns, evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import { loseSites } from "../../../lib/kit/anycast/designs/site-loss.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { deployments } from "../internet/random-deployment.js";
import { deployment as small } from "../internet/seattle-delhi.js";

const at = ["Seattle", "London", "Tokyo", "Sao Paulo", "Johannesburg", "Singapore"];
const topology = attachOrigin(generateInternet({ ases: 400, seed: 1 }).graph, {
  asn: 64500,
  at: at.map((city) => ({ city })),
});
const deployment = deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: Object.fromEntries(at.map((city, i) => ["ABCDEF"[i], { origin: 64500, city }])),
});
const regional: Design = {
  kind: "regional",
  regions: {
    Americas: { sites: ["A", "D"], serves: ["north-america", "south-america"] },
    "Europe and Africa": { sites: ["B", "E"], serves: ["europe", "africa-middle-east"] },
    "Asia and Pacific": { sites: ["C", "F"], serves: ["asia", "oceania"] },
  },
};

describe("the addresses of a design", () => {
  it("are one for global anycast, one for each region, one for each site under GeoDNS", () => {
    const prefixes = (design: Design) => servicesOf(deployment, design).map((each) => each.deployment.prefix.text);
    expect(prefixes({ kind: "global" })).toEqual(["192.0.2.0/24"]);
    expect(prefixes(regional)).toEqual(["192.0.2.0/24", "192.0.0.0/24", "192.0.1.0/24"]);
    expect(new Set(prefixes({ kind: "geodns" })).size).toBe(6);
    expect(servicesOf(deployment, regional)[1].deployment.address.text).toBe("192.0.0.53");
    const [first] = servicesOf(deployment, { ...regional, covering: true });
    expect(first.deployment.announcements.filter(({ prefix }) => prefix === "192.0.0.0/22")).toHaveLength(6);
  });

  it("are refused where a site is in no region or in two", () => {
    const bad = (regions: Extract<Design, { kind: "regional" }>["regions"]) => () =>
      servicesOf(small, { kind: "regional", regions });
    expect(bad({})).toThrow("at least one region");
    expect(bad({ west: { sites: [] } })).toThrow("Region west must have at least one site");
    expect(bad({ west: { sites: ["A"] } })).toThrow("Site B is in no region");
    expect(bad({ west: { sites: ["A", "B"] }, east: { sites: ["B"] } })).toThrow(
      "Site B must be in one region (got west and east)",
    );
    expect(
      bad({ west: { sites: ["A"], serves: ["europe"] }, east: { sites: ["B"], serves: ["asia", "europe"] } }),
    ).toThrow("Regions west and east both serve europe");
  });

  it("are announced with NO_EXPORT at local nodes, and there only; some node must be global", () => {
    const [{ deployment: mixed }] = servicesOf(small, { kind: "global", local: ["B"] });
    const noExport = mixed.announcements.filter(({ communities = [] }) => communities[0]?.kind === "no-export");
    expect(noExport.map(({ site }) => site)).toEqual(["B"]);
    expect(() => servicesOf(small, { kind: "global", local: ["A", "B"] })).toThrow(
      "At least one site must not be a local node",
    );
    expect(() => servicesOf(small, { kind: "global", local: ["Q"] })).toThrow("Unknown site Q");
  });
});

describe("laws of designs", () => {
  const byHalves = (names: readonly string[]): Design => {
    const half = Math.ceil(names.length / 2);
    const two = { one: { sites: names.slice(0, half) }, two: { sites: names.slice(half) } };
    return { kind: "regional", regions: names.length > 1 ? two : { one: { sites: names } } };
  };

  it("no client whose DNS answer is a region lands outside its sites; a covering prefix changes no answer, it adds some", () => {
    fc.assert(
      fc.property(deployments({ plain: false }), (random) => {
        fc.pre(random.topology.geography !== undefined); // DNS steers by geography
        const design = byHalves(random.sites.map(({ name }) => name));
        const result = evaluate({ deployment: random, design });
        const covered = evaluate({ deployment: random, design: { ...design, covering: true } as Design });
        result.services.forEach(({ sites }, s) =>
          result.catchments[s].clients.forEach(({ site }, i) => {
            if (site === undefined) return;
            expect(sites).toContain(site);
            expect(covered.catchments[s].clients[i].site).toBe(site);
          }),
        );
        for (const chances of result.steering)
          expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
      }),
      { numRuns: 100 },
    );
  });

  it("a community at another region's site changes no answer through the covering prefix", () => {
    const [first, ...others] = [...deployment.announcements].reverse();
    const community = { kind: "no-announce-to", at: first.neighbours![0], to: "peers" } as const;
    const asking = { ...deployment, announcements: [...others.reverse(), { ...first, communities: [community] }] };
    const [plain, covered] = [false, true].map((covering) =>
      evaluate({ deployment: asking, design: { ...regional, covering } }),
    );
    const sitesOf = ({ catchments }: typeof plain) => catchments[0].clients.map(({ site }) => site);
    expect(sitesOf(covered)).toEqual(sitesOf(plain));
  });

  it("a region that holds all sites is global anycast, to the last bit", () => {
    fc.assert(
      fc.property(deployments({ plain: false }), (random) => {
        const one: Design = { kind: "regional", regions: { world: { sites: random.sites.map(({ name }) => name) } } };
        const [regionally, globally] = [one, { kind: "global" } as const].map((design) => {
          const { catchments, steering, load, rttMs, userMs, aboveBestMs } = evaluate({ deployment: random, design });
          return { clients: catchments[0].clients, steering, load, rttMs, userMs, aboveBestMs };
        });
        expect(regionally).toEqual(globally);
      }),
      { numRuns: 50 },
    );
  });

  it("what an earlier evaluation found of the routes serves for other DNS, to the last bit", () => {
    const dns = { errors: { continent: 0.2 } };
    for (const design of [{ kind: "geodns" }, { ...regional, covering: true }] as const) {
      const routes = evaluate({ deployment, design });
      const [again, fresh] = [{ routes }, {}].map((known) => evaluate({ deployment, design, dns, ...known }));
      expect({ ...again, services: [], catchments: [] }).toEqual({ ...fresh, services: [], catchments: [] });
    }
  });

  it("more DNS errors never help where DNS knows the fastest site", () => {
    const dns = { ecs: true, choice: "latency" } as const;
    for (const level of ["city", "country", "continent"] as const) {
      const means = [0, 0.1, 0.3, 1].map(
        (rate) => evaluate({ deployment, design: regional, dns: { ...dns, errors: { [level]: rate } } }).rttMs.mean,
      );
      means.slice(1).forEach((mean, i) => expect(mean).toBeGreaterThanOrEqual(means[i] - 1e-9));
    }
  });

  it("the break-even rate in closed form is the one that a sweep finds", () => {
    const dns = { ecs: true } as const;
    // Held against a global design that is 20 ms slower than the steered one without errors.
    const clean = evaluate({ deployment, design: regional, dns }).rttMs.mean;
    const { rate } = breakEven({ deployment, design: regional, dns, level: "continent", baselineMs: clean + 20 });
    expect(rate).toBeGreaterThan(0);
    const there = evaluate({ deployment, design: regional, dns: { ...dns, errors: { continent: rate } } });
    expect(there.rttMs.mean).toBeCloseTo(clean + 20, 9);
  });
});

describe("the same users under different designs", () => {
  const all = compareDesigns({
    deployment,
    designs: {
      global: { kind: "global" },
      geodns: { kind: "geodns" },
      regional,
      covered: { ...regional, covering: true },
      hybrid: { kind: "hybrid", origin: "A" },
      unicast: { kind: "unicast", site: "A" },
    },
  });

  it("cost addresses, and hang on one prefix or on several", () => {
    expect(Object.entries(all).map(([name, { prefixes, addresses }]) => `${name} ${prefixes} ${addresses}`)).toEqual([
      "global 1 256",
      "geodns 6 1536",
      "regional 3 768",
      "covered 4 1024",
      "hybrid 2 512",
      "unicast 1 256",
    ]);
    expect(all.global.blastRadius).toBe(1);
    expect(all.regional.blastRadius).toBeLessThan(0.7);
  });

  it("wait longest for one far site; an anycast front in between helps what has many round trips", () => {
    expect(all.unicast.userMs.p50).toBeGreaterThan(all.hybrid.userMs.p50);
    expect(all.hybrid.userMs.p50).toBeGreaterThan(all.global.userMs.p50);
    for (const { rttMs, atBestSite, answered } of Object.values(all)) {
      expect(answered).toBe(1);
      expect(rttMs.p99).toBeGreaterThanOrEqual(rttMs.p50);
      expect(atBestSite).toBeLessThanOrEqual(1);
    }
  });

  it("wait for BGP or for DNS when a site fails, and a failed region needs a covering prefix", () => {
    const lose = (name: string, dead: readonly string[]) =>
      loseSites(all[name], deployment, { dead, dns: { ttlSeconds: 300 } });
    for (const name of ["global", "geodns", "regional", "covered", "hybrid"])
      for (const dead of [["C"], ["B", "E"]]) {
        const { hit, movedByBgp, movedByDns, lost } = lose(name, dead);
        expect(movedByBgp + movedByDns + lost).toBeCloseTo(hit, 12);
        expect(lost).toBe(0);
      }
    expect(lose("global", ["A"])).toMatchObject({ movedByDns: 0, worstSeconds: 90 });
    expect(lose("geodns", ["A"])).toMatchObject({ movedByBgp: 0, worstSeconds: 330 });
    expect(lose("regional", ["A"])).toMatchObject({ movedByDns: 0 });
    expect(lose("regional", ["B", "E"])).toMatchObject({ movedByBgp: 0, meanSeconds: 180 });
    expect(lose("covered", ["B", "E"])).toMatchObject({ movedByDns: 0, meanSeconds: 90 });
    expect(() => lose("global", ["A", "B", "C", "D", "E", "F"])).toThrow("Every site fails");
  });

  it("are all lost when the origin behind an anycast edge fails, wherever their connections end", () => {
    const { hit, lost, movedByBgp, load } = loseSites(all.hybrid, deployment, { dead: ["A"] });
    expect([hit, lost, movedByBgp]).toEqual([1, 1, 0]);
    expect(load.legitimateAnswered).toBe(0);
    expect(loseSites(all.global, deployment, { dead: ["A"] }).lost).toBe(0);
  });

  it("DNS that sees the resolver errs more than DNS that sees the user", () => {
    const publicResolvers = { share: 0.5, cities: ["Ashburn"] };
    const blind = evaluate({ deployment, design: { kind: "geodns" }, dns: { publicResolvers } });
    const told = evaluate({ deployment, design: { kind: "geodns" }, dns: { publicResolvers, ecs: true } });
    expect(blind.rttMs.mean).toBeGreaterThan(told.rttMs.mean + 10);
    expect(() => evaluate({ deployment, design: regional, dns: { errors: { city: 0.7, country: 0.7 } } })).toThrow(
      "the probabilities must sum to at most 1 (got 1.4)",
    );
    expect(() =>
      evaluate({ deployment, design: regional, dns: { publicResolvers: { share: 1, cities: ["Atlantis"] } } }),
    ).toThrow("Public resolvers: unknown place Atlantis in this topology");
  });
});

describe("choosing sites", () => {
  it("a site can be worth less than nothing: in the Seattle-Delhi case the mean falls when Delhi withdraws", () => {
    const worth = worthOfSites({ deployment: small, clients: [{ asn: 1, city: "Seattle", weight: 1 }] });
    expect(worth.find(({ site }) => site === "B")!.worthMs).toBeLessThan(-100);
    const clients = [{ asn: 1, city: "Seattle" }];
    expect(improveSites({ deployment: small, clients, from: ["A", "B"] })).toMatchObject({ sites: ["A"], routedMs: 0 });
  });

  it("by catchments is never worse for one site more, and its ideal is never above what routing gives", () => {
    const chosen = chooseGreedily({ deployment, by: "unicast", most: 4 });
    chosen.forEach(({ idealMs, routedMs, sites }, k) => {
      expect(sites).toHaveLength(k + 1);
      expect(routedMs).toBeGreaterThanOrEqual(idealMs - 1e-6);
      if (k > 0) expect(idealMs).toBeLessThanOrEqual(chosen[k - 1].idealMs);
    });
    expect(chosen[0].idealMs).toBeCloseTo(chosen[0].routedMs, 9);
    expect(() => chooseGreedily({ deployment, by: "unicast", most: 9 })).toThrow(
      "The number of sites must be an integer from 1 to 6",
    );
  });
});
