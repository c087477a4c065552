// The capstone: its brief, its marks, and four designs of which none is the best in everything.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worldRegion } from "../../../lib/kit/geo/world-region.js";
import { capstoneBrief, type Proposal } from "../../../lib/kit/anycast/designs/capstone/capstone.js";
import { carriersOf } from "../../../lib/kit/anycast/designs/capstone/carrier-loss.js";
import { designPoints, referenceDesigns } from "../../../lib/kit/anycast/designs/capstone/reference-designs.js";
import { pointsFor, scoring, type ScoredPart } from "../../../lib/kit/anycast/designs/capstone/points.js";
import { scoreDesign } from "../../../lib/kit/anycast/designs/capstone/score-design.js";
import { locate } from "../../../lib/kit/anycast/internet/clients.js";

const brief = capstoneBrief();
const global: Proposal = referenceDesigns["global anycast"];
const part = (proposal: Proposal, name: ScoredPart) =>
  scoreDesign(proposal, brief).parts.find((each) => each.part === name)!;

describe("the brief", () => {
  it("has a hundred per cent of users, divided among the parts of the world as it says", () => {
    const sums: Record<string, number> = {};
    for (const { lat, lon, weight } of locate(brief.topology, brief.clients)) {
      const region = worldRegion({ lat: lat!, lon: lon! });
      sums[region] = (sums[region] ?? 0) + weight;
    }
    for (const [region, users] of Object.entries(brief.users)) expect(sums[region]).toBeCloseTo(users, 9);
    expect(Object.values(brief.users).reduce((sum, users) => sum + users, 0)).toBe(brief.demand);
    expect(capstoneBrief()).toEqual(brief);
    expect(capstoneBrief({ seed: 6 }).clients).not.toEqual(brief.clients);
  });
});

describe("reference designs", () => {
  const points = designPoints(referenceDesigns, brief);
  const best = (by: (point: (typeof points)[number]) => number) =>
    points.reduce((least, each) => (by(each) < by(least) ? each : least)).name;

  it("differ in character: no design is the best in everything, and none is dominated", () => {
    expect(points.map(({ dominatedBy }) => dominatedBy)).toEqual([[], [], [], []]);
    expect(best(({ cost }) => cost)).toBe("one big site");
    expect(best(({ medianMs }) => medianMs)).toBe("GeoDNS");
    expect(best(({ p95Ms }) => p95Ms)).toBe("GeoDNS"); // in the part of the world where it is highest
    const [, globally, regionally, geo] = points;
    expect(globally.recoverySeconds).toBeCloseTo(90, 9);
    expect(geo.recoverySeconds).toBeCloseTo(60, 5);
    expect(globally.survival).toBe(1);
    expect(geo.carriers).toBeLessThan(0.5);
    expect(globally.carriers).toBeGreaterThan(0.95);
    expect(regionally.carriers).toBeGreaterThan(globally.carriers);
    expect(regionally.cost).toBeLessThan(geo.cost);
  });

  it("can be beaten: the same sites behind the same two carriers serve anycast users faster", () => {
    const one: Proposal = { ...global, transit: "same" };
    const [before, after] = designPoints({ before: global, after: one }, brief);
    const p95 = (proposal: Proposal) => scoreDesign(proposal, brief).evaluation.rttMs.p95;
    expect(p95(one)).toBeLessThan(p95(global) - 50);
    expect(after.medianMs).toBeLessThan(before.medianMs - 10);
    expect(after.total).toBeGreaterThan(points.reduce((most, { total }) => Math.max(most, total), 0));
  });
});

describe("a dominated design", () => {
  it("is one that another beats in something and loses to in nothing", () => {
    const larger: Proposal = { ...global, sites: { ...global.sites, A: { ...global.sites.A, capacity: 50 } } };
    const [plain, more] = designPoints({ plain: global, more: larger }, brief);
    expect([plain.dominatedBy, more.dominatedBy]).toEqual([[], ["plain"]]);
    expect(designPoints({ one: global, same: global }, brief).map(({ dominatedBy }) => dominatedBy)).toEqual([[], []]);
  });
});

describe("marks", () => {
  it("are all points at one value, none at another, and never more, less or backwards between", () => {
    const names = Object.keys(scoring) as ScoredPart[];
    expect(names.reduce((sum, name) => sum + scoring[name].of, 0)).toBe(100);
    for (const name of names) {
      expect(pointsFor(name, scoring[name].full)).toBe(1);
      expect(pointsFor(name, scoring[name].none)).toBe(0);
    }
    const value = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...names), value, value, (name, a, b) => {
        const isBetter = name === "survival" || name === "carriers" ? a >= b : a <= b;
        expect(pointsFor(name, a)).toBeGreaterThanOrEqual(isBetter ? pointsFor(name, b) : 0);
        expect(pointsFor(name, a)).toBeLessThanOrEqual(1);
      }),
    );
    expect(pointsFor("recovery", Infinity)).toBe(0);
  });

  it("sum to the total, and come with a sentence each", () => {
    const { total, parts, bill, cost, failures, deployment } = scoreDesign(referenceDesigns.regional, brief);
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(total, 9);
    expect(bill.reduce((sum, item) => sum + item.cost, 0)).toBeCloseTo(cost, 9);
    const [alone, ...cases] = failures.map(({ dead, carrier }) => dead ?? carrier);
    expect([alone, ...cases.slice(0, 6)]).toEqual([undefined, "A", "B", "C", "D", "E", "F"]);
    expect(cases.slice(6)).toEqual(carriersOf(deployment));
    expect(cases.length).toBeGreaterThan(7);
    for (const { feedback, points, of } of parts) {
      expect(feedback).toMatch(/^[A-Z].*\.$/);
      expect(points).toBeLessThanOrEqual(of);
    }
    const survival = parts.find((each) => each.part === "survival")!;
    expect(survival.feedback).toMatch(
      /When site [AB] fails, 9\d % of the users are answered: [AB] gets more than it can serve/,
    );
  });

  it("report a site without a substitute, and capacity that is short before any failure", () => {
    expect(part(referenceDesigns["one big site"], "survival")).toMatchObject({
      value: 0,
      feedback: "When site A fails, 0 % of the users are answered: no other site announces their address.",
    });
    expect(part(referenceDesigns["one big site"], "recovery").feedback).toContain("wait indefinitely");
    const sites = Object.fromEntries(
      Object.entries(global.sites).map(([name, site]) => [name, { ...site, capacity: 10 }]),
    );
    const tight = scoreDesign({ ...global, sites }, brief);
    expect(tight.failures[0].overloaded.length).toBeGreaterThan(0);
    expect(tight.failures[0].answered).toBeLessThan(1);
  });

  it("are none for what costs more than the budget", () => {
    const sites = Object.fromEntries(
      Object.entries(global.sites).map(([name, site]) => [name, { ...site, capacity: 100 }]),
    );
    const dear = scoreDesign({ ...global, sites }, brief);
    expect(dear).toMatchObject({ withinBudget: false, total: 0 });
    expect(dear.parts.find((each) => each.part === "cost")!.feedback).toMatch(/over the budget/);
  });

  it("do not hang on the order in which sites are named", () => {
    const turned = Object.fromEntries(Object.entries(global.sites).reverse());
    expect(scoreDesign({ ...global, sites: turned }, brief).total).toBeCloseTo(scoreDesign(global, brief).total, 9);
  });
});

describe("a proposal that cannot be", () => {
  const site = { city: "London", capacity: 40 };
  it.each([
    ["no site", { sites: {}, design: { kind: "global" } }, "A proposal must have at least one site"],
    [
      "no capacity",
      { sites: { A: { city: "London", capacity: 0 } }, design: { kind: "global" } },
      "Site A: the capacity must be",
    ],
    ["an unknown city", { sites: { A: { ...site, city: "Atlantis" } }, design: { kind: "global" } }, "Atlantis"],
    ["a city twice", { sites: { A: site, B: site }, design: { kind: "global" } }, "duplicate city London"],
    [
      "a region without its site",
      { sites: { A: site }, design: { kind: "regional", regions: { x: { sites: ["B"] } } } },
      "Unknown site B",
    ],
    ["a name that is no letter", { sites: { London: site }, design: { kind: "global" } }, 'Site "London"'],
  ] satisfies [string, Proposal, string][])(
    "is refused with the place and the remedy: %s",
    (_what, proposal, message) => {
      expect(() => scoreDesign(proposal, brief)).toThrow(message);
    },
  );
});
