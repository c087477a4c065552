// A slice of the search of capstone-search.long.test.ts, and the recipes that used to win.
import { beforeAll, describe, expect, it } from "vitest";
import {
  capstoneBrief,
  detectionSeconds,
  type Proposal,
  type SessionDetection,
} from "../../../lib/kit/anycast/designs/capstone/capstone.js";
import { referenceDesigns } from "../../../lib/kit/anycast/designs/capstone/reference-designs.js";
import { scoreDesign } from "../../../lib/kit/anycast/designs/capstone/score-design.js";
import { expectNoFreeMarks, expectNoRecipe, FAIR, GOOD, search, type Scored } from "./capstone-claims.js";

const brief = capstoneBrief();

describe("40 random proposals of each of five seeds", { timeout: 120_000 }, () => {
  let found: readonly Scored[];
  beforeAll(() => {
    found = search(brief, 40, [1, 2, 3, 4, 5]);
  }, 120_000);

  it("get no full marks, and no part of the marks is free or carried by another", () => {
    expectNoFreeMarks(found, { best: GOOD, earned: 0.4 });
  });

  it("do not win by any single choice", () => expectNoRecipe(found, { fair: FAIR }));
});

describe("a recipe", () => {
  const { sites } = referenceDesigns["global anycast"];
  const withProviders = (providers: number | readonly number[]) =>
    Object.fromEntries(Object.entries(sites).map(([name, each]) => [name, { ...each, capacity: 30, providers }]));
  const total = (proposal: Proposal) => scoreDesign(proposal, brief).total;

  it("of one carrier everywhere fails with that carrier, which scored 84.6 before carriers failed", () => {
    const one: Proposal = { sites: withProviders(1), transit: "same", design: { kind: "global" } };
    const { parts, total: points } = scoreDesign(one, brief);
    expect(parts.find(({ part }) => part === "carriers")).toMatchObject({ points: 0, value: 0 });
    expect(points).toBeLessThan(FAIR);
  });

  it("of two carriers everywhere is good only with detection, capacity and cities that fit", () => {
    const two: Proposal = { sites: withProviders([1, 2]), design: { kind: "global" }, ttlSeconds: 3600 };
    expect(total(two)).toBeLessThan(GOOD);
    expect(total({ ...two, detection: "short hold timer" })).toBeGreaterThan(total(two));
  });
});

describe("each lever", () => {
  const global: Proposal = referenceDesigns["global anycast"];
  const geo: Proposal = referenceDesigns.GeoDNS;
  const points = (proposal: Proposal, part: string) =>
    scoreDesign(proposal, brief).parts.find((each) => each.part === part)!.points;

  it("has a price: detection", () => {
    const fast = { ...global, detection: "BFD" } as const;
    expect(points(fast, "recovery")).toBeGreaterThan(points(global, "recovery"));
    expect(points(fast, "cost")).toBeLessThan(points(global, "cost"));
  });

  it("has a price: the TTL, which moves users of GeoDNS and costs queries", () => {
    const short = { ...geo, ttlSeconds: 30 };
    expect(points(short, "recovery")).toBeGreaterThan(points(geo, "recovery"));
    expect(points(short, "cost")).toBeLessThan(points(geo, "cost"));
    // Under one address nothing waits for DNS.
    expect(points({ ...global, ttlSeconds: 30 }, "recovery")).toBe(points(global, "recovery"));
  });

  it("has a price: measured latency, which shortens the tail of GeoDNS", () => {
    const byDistance: Proposal = { ...geo, dnsChooses: "distance" };
    expect(points(geo, "tail")).toBeGreaterThan(points(byDistance, "tail") + 0.5);
    expect(points(geo, "cost")).toBeLessThan(points(byDistance, "cost"));
    expect(scoreDesign(geo, brief).cost - scoreDesign(byDistance, brief).cost).toBeCloseTo(brief.prices.measuring, 9);
  });

  it("has a price: networks that buy no transit themselves", () => {
    const billed = (transit: Proposal["transit"]) =>
      scoreDesign({ ...global, transit }, brief).bill.find(({ what }) => /global carriers/.test(what))!;
    expect(billed("largest")).toMatchObject({ count: 12, cost: 12 * brief.prices.globalCarrier });
    expect(billed("local").count).toBeLessThan(6);
  });

  it("is refused with the remedy when it cannot be", () => {
    expect(() => scoreDesign({ ...global, dnsChooses: "luck" as "latency" }, brief)).toThrow(
      /dnsChooses: expected one/,
    );
    expect(() => scoreDesign({ ...global, ttlSeconds: 0 }, brief)).toThrow(/ttlSeconds: must be from 1 to 86400/);
    expect(() => scoreDesign({ ...global, detection: "hope" as "BFD" }, brief)).toThrow(/detection: expected one of/);
  });
});

const detections = Object.keys(detectionSeconds) as SessionDetection[];
const total = (proposal: Proposal) => scoreDesign(proposal, brief).total;
const at = (cities: readonly string[], capacity: number, providers: number): Proposal["sites"] =>
  Object.fromEntries(cities.map((city, i) => ["ABCDE"[i], { city, capacity, providers }]));

describe("the usual recipe: four cities, two carriers that are the same everywhere, one address", () => {
  const four = ["London", "Singapore", "Sao Paulo", "Miami"];
  const recipe = { transit: "same", design: { kind: "global" } } as const;

  it("is not good at the first try, whatever the capacity, the detection and the TTL, nor with fewer sites", () => {
    for (const detection of detections)
      for (const ttlSeconds of [60, 3600])
        for (const cities of [four, four.slice(0, 3)])
          for (const capacity of [40, 60])
            expect(total({ ...recipe, sites: at(cities, capacity, 2), detection, ttlSeconds })).toBeLessThan(GOOD);
  });
});

describe("a design with a site in each part of the world that it can pay, Oceania too", () => {
  const quick = { detection: "short hold timer" } as const;
  const cities = ["New York", "Sao Paulo", "Frankfurt", "Hong Kong", "Sydney"];
  const regions = {
    Americas: { sites: ["A", "B"] },
    "Europe and Africa": { sites: ["C"] },
    Asia: { sites: ["D", "E"] },
  };
  const regional = { kind: "regional", regions, covering: true } as const;

  it("is good with one address, with regions and a covering prefix, and with DNS, each with the transit that suits it", () => {
    const sites = at(cities, 40, 2);
    const good: Proposal[] = [
      { ...quick, sites, transit: "same", design: { kind: "global" } },
      { ...quick, sites, transit: "largest", design: regional },
      {
        sites: at(["Miami", "Sao Paulo", "Frankfurt", "Mumbai", "Sydney"], 40, 1),
        transit: "local",
        design: { kind: "geodns" },
        ttlSeconds: 60,
      },
    ];
    for (const proposal of good) expect(total(proposal)).toBeGreaterThanOrEqual(GOOD);
  });

  it("is good for many choices of the five cities, but not for all", () => {
    const choices = ["New York", "Miami", "Chicago"].flatMap((north) =>
      ["London", "Frankfurt", "Madrid"].flatMap((europe) =>
        ["Singapore", "Mumbai", "Hong Kong"].map((asia) => [north, "Sao Paulo", europe, asia, "Sydney"]),
      ),
    );
    const totals = choices.map((each) =>
      total({ ...quick, sites: at(each, 40, 2), transit: "same", design: { kind: "global" } }),
    );
    const good = totals.filter((points) => points >= GOOD).length;
    expect([good > totals.length / 3, good < totals.length]).toEqual([true, true]);
  });

  it("is not good with one carrier, nor with the sites in too few parts of the world", () => {
    const proposal = { ...quick, transit: "same", design: { kind: "global" } } as const;
    expect(total({ ...proposal, sites: at(cities, 40, 1) })).toBeLessThan(FAIR);
    expect(
      total({ ...proposal, sites: at(["New York", "Miami", "Chicago", "London", "Frankfurt"], 40, 2) }),
    ).toBeLessThan(FAIR);
  });
});

describe("the tail", () => {
  it("counts every part of the world alike: a site for few users in Oceania earns points", () => {
    const tail = (proposal: Proposal) => scoreDesign(proposal, brief).parts.find(({ part }) => part === "tail")!;
    const six: Proposal = { ...referenceDesigns.GeoDNS };
    const seven: Proposal = { ...six, sites: { ...six.sites, G: { city: "Sydney", capacity: 10, providers: 2 } } };
    expect(tail(seven).points).toBeGreaterThan(tail(six).points + 1);
  });
});
