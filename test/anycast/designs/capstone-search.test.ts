// A slice of the search of capstone-search.long.test.ts, and the recipes that used to win.
import { beforeAll, describe, expect, it } from "vitest";
import { capstoneBrief, type Proposal } from "../../../lib/kit/anycast/designs/capstone/capstone.js";
import { referenceDesigns } from "../../../lib/kit/anycast/designs/capstone/reference-designs.js";
import { scoreDesign } from "../../../lib/kit/anycast/designs/capstone/score-design.js";
import { expectNoFreeMarks, expectNoRecipe, search, type Scored } from "./capstone-claims.js";

const brief = capstoneBrief();
/** The marks that the lesson calls good and fair. */
const [GOOD, FAIR] = [75, 60];

describe("sixty random proposals", { timeout: 120_000 }, () => {
  let found: readonly Scored[];
  beforeAll(() => {
    found = search(brief, 60, 1);
  }, 120_000);

  it("get no full marks, and no part of the marks is free or carried by another", () => {
    expectNoFreeMarks(found, { best: GOOD, earned: 0.5 });
  });

  it("do not win by any single choice", () => expectNoRecipe(found, { fair: FAIR }));
});

describe("a recipe", () => {
  const { sites } = referenceDesigns["global anycast"];
  const withProviders = (providers: number | readonly number[]) =>
    Object.fromEntries(Object.entries(sites).map(([name, each]) => [name, { ...each, providers }]));
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

  it("is refused with the remedy when it cannot be", () => {
    expect(() => scoreDesign({ ...global, ttlSeconds: 0 }, brief)).toThrow(/ttlSeconds: must be from 1 to 86400/);
    expect(() => scoreDesign({ ...global, detection: "hope" as "BFD" }, brief)).toThrow(/detection: expected one of/);
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
