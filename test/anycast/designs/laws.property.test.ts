// Laws of designs over generated Internets: a region's users stay in it, one region is global anycast, when an error of DNS cannot
// help and when it can, and the break-even rate found by trying.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakEven } from "../../../lib/kit/anycast/designs/break-even.js";
import { connectionsBroken } from "../../../lib/kit/anycast/designs/connections-broken.js";
import type { Design, DesignRegion } from "../../../lib/kit/anycast/designs/design.js";
import { evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import { loseSites } from "../../../lib/kit/anycast/designs/site-loss.js";
import type { DnsSteering } from "../../../lib/kit/anycast/designs/steering.js";
import { attachOrigin } from "../../../lib/kit/anycast/internet/attach.js";
import { deployOnInternet, type InternetDeployment } from "../../../lib/kit/anycast/internet/deployment.js";
import { linkedIn } from "../../../lib/course/research/published/linkedin.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";

interface Drawn {
  readonly deployment: InternetDeployment;
  /** The region of each site, 0 .. 2. */
  readonly regionOf: readonly number[];
  readonly covering: boolean;
  readonly dns: DnsSteering;
}

/** Three to six sites in exchange cities of an Internet of 120 ASes, each in one of up to three regions. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    seed: fc.integer({ min: 1, max: 200 }),
    transit: fc.constantFrom("same" as const, "largest" as const, "local" as const),
    regionOf: fc.array(fc.nat({ max: 2 }), { minLength: 3, maxLength: 6 }),
    covering: fc.boolean(),
    dns: fc.record({
      ecs: fc.boolean(),
      errors: fc.record({
        country: fc.double({ min: 0, max: 0.3, noNaN: true }),
        continent: fc.double({ min: 0, max: 0.3, noNaN: true }),
      }),
    }),
  })
  .map(({ seed, transit, regionOf, covering, dns }) => {
    const { graph, exchanges } = generateInternet({ ases: 120, seed });
    const at = regionOf.map((_region, i) => ({ city: exchanges[i], withinKm: 20_000 }));
    const deployment = deployOnInternet({
      topology: attachOrigin(graph, { asn: 64500, at, transit }),
      address: "192.0.2.53",
      sites: Object.fromEntries(at.map(({ city }, i) => ["ABCDEF"[i], { origin: 64500, city }])),
    });
    return { deployment, regionOf, covering, dns };
  });

function regionalDesign({ deployment, regionOf, covering }: Drawn): Design {
  const regions: Record<string, DesignRegion> = {};
  deployment.sites.forEach(({ name }, i) => {
    const region = "xyz"[regionOf[i]];
    regions[region] = { sites: [...(regions[region]?.sites ?? []), name] };
  });
  return { kind: "regional", regions, covering };
}

describe("regional designs on generated Internets", () => {
  it("keep users with a region's address at its sites, with errors and covering prefixes or without", () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { services, catchments, answered } = evaluate({ ...one, design: regionalDesign(one) });
        expect(answered).toBe(1);
        services.forEach(({ sites }, s) => {
          for (const { site } of catchments[s].clients) expect(sites).toContain(site);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("lose a region whose sites all fail to others only by a covering prefix; without, only DNS moves its users", () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const design = regionalDesign(one) as Extract<Design, { kind: "regional" }>;
        fc.pre(Object.keys(design.regions).length > 1);
        const dead = Object.values(design.regions)[0].sites;
        const loss = loseSites(evaluate({ ...one, design }), one.deployment, { dead });
        expect(one.covering ? loss.movedByDns : loss.movedByBgp).toBe(0);
        expect(loss.movedByBgp + loss.movedByDns).toBeCloseTo(loss.hit, 9);
        expect(loss.lost).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("with one region are global anycast to the last bit: times, loads, losses and broken connections", () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { deployment, dns } = one;
        const names = deployment.sites.map(({ name }) => name);
        const measures = (design: Design) => {
          const found = evaluate({ deployment, design, dns });
          const { rttMs, userMs, aboveBestMs, atBestSite, load, prefixes, addresses, blastRadius } = found;
          const losses = names.map((name) => loseSites(found, deployment, { dead: [name], dns }));
          const broken = connectionsBroken(found, deployment);
          return { rttMs, userMs, aboveBestMs, atBestSite, load, prefixes, addresses, blastRadius, losses, broken };
        };
        const regional: Design = { kind: "regional", regions: { world: { sites: names } }, covering: one.covering };
        expect(measures(regional)).toEqual(measures({ kind: "global" }));
      }),
      { numRuns: 25 },
    );
  });
});

describe("an error of DNS", () => {
  it("never helps if DNS sees the user and returns the fastest address, and every address reaches all users", () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom("city" as const, "country" as const, "continent" as const), (one, level) => {
        const design = regionalDesign(one);
        const routes = evaluate({ ...one, design });
        const means = [0, 0.1, 0.4, 1].map((rate) => {
          const dns: DnsSteering = { ecs: true, choice: "latency", errors: { [level]: rate } };
          return evaluate({ deployment: one.deployment, design, dns, routes }).rttMs.mean;
        });
        means.slice(1).forEach((mean, i) => expect(mean).toBeGreaterThanOrEqual(means[i] * (1 - 1e-12)));
      }),
      { numRuns: 40 },
    );
  });

  it("can help where DNS goes by distance: what is near on the map may be far by road", () => {
    // Users and site in Lagos have two carriers that meet only in New York; to London theirs goes straight.
    const topology = compile(
      defineAsGraph({
        ases: [
          { asn: 10, pops: ["Lagos", "London", "New York"], weight: 0 },
          { asn: 20, pops: ["Lagos", "London", "New York"], weight: 0 },
          { asn: 101, pops: ["Lagos"], weight: 10 },
          { asn: 102, pops: ["London"], weight: 10 },
          { asn: 64500, pops: ["Lagos", "London"], weight: 0 },
        ],
        links: [
          { peers: [10, 20], cities: ["New York"] },
          { provider: 10, customer: 101 },
          { provider: 10, customer: 102 },
          { provider: 20, customer: 102 },
          { provider: 20, customer: 64500, cities: ["Lagos"] },
          { provider: 10, customer: 64500, cities: ["London"] },
        ],
      }),
    );
    const deployment = deployOnInternet({
      topology,
      address: "192.0.2.53",
      sites: { A: { origin: 64500, city: "Lagos" }, B: { origin: 64500, city: "London" } },
    });
    const mean = (dns: DnsSteering) => evaluate({ deployment, design: { kind: "geodns" }, dns }).rttMs.mean;
    expect(mean({ errors: { continent: 0.5 } })).toBeLessThan(mean({}) - 5);
    expect(mean({ choice: "latency", errors: { continent: 0.5 } })).toBeGreaterThanOrEqual(mean({ choice: "latency" }));
  });
});

describe("the break-even rate", () => {
  const { designs, ...the } = linkedIn();

  it("found by trying ever smaller steps is the one in closed form", () => {
    const baseline = evaluate({ ...the, design: designs.global }).rttMs.mean;
    const routes = evaluate({ ...the, design: designs.regional });
    const isWorse = (continent: number) =>
      evaluate({ ...the, design: designs.regional, dns: { errors: { continent } }, routes }).rttMs.mean > baseline;
    let [low, high] = [0, 1];
    expect([isWorse(low), isWorse(high)]).toEqual([false, true]);
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2;
      if (isWorse(middle)) high = middle;
      else low = middle;
    }
    expect(breakEven({ ...the, design: designs.regional, level: "continent" }).rate).toBeCloseTo(low, 12);
  });

  it("does not exist where the steered design is worse without errors, or better with all", () => {
    const at = (baselineMs: number) =>
      breakEven({ ...the, design: designs.regional, level: "continent", baselineMs }).rate;
    expect(at(1)).toBeUndefined();
    expect(at(1000)).toBeUndefined();
  });
});
