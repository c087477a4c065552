// LinkedIn 2015 in shape: routing and DNS steering reproduce which regions gain and lose, each with an AS path.
import { describe, expect, it } from "vitest";
import { breakEven } from "../../../lib/kit/anycast/designs/break-even.js";
import { detours } from "../../../lib/kit/anycast/designs/detours.js";
import { compareDesigns, evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import { unicastRtts } from "../../../lib/kit/anycast/internet/unicast.js";
import { linkedIn, linkedInNetwork } from "../../../lib/course/research/published/linkedin.js";
import { linkedInPublished } from "../../../lib/course/research/published/linkedin-published.js";
import { linkedInEvaluations, linkedInTable } from "../../../lib/course/research/published/linkedin-table.js";

const the = linkedIn();
const { deployment, clients, designs, dns } = the;
const table = linkedInTable(the);
const row = (region: string) => table.find((each) => each.region === region)!;
const mean = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0) / parts.length;

describe("the LinkedIn table", () => {
  it("has the published regions, and each of its parts within a point and a half of the published one", () => {
    expect(table.map(({ region }) => region)).toEqual(linkedInPublished.regions.map(({ region }) => region));
    for (const { dns: ours, global, published } of table) {
      expect(Math.abs(ours - published.dns)).toBeLessThan(0.015);
      expect(Math.abs(global - published.global)).toBeLessThan(0.015);
    }
  });

  it("lets the same regions gain and the same lose, in the same order", () => {
    const byChange = (change: (row: (typeof table)[number]) => number) =>
      [...table].sort((a, b) => change(a) - change(b)).map(({ region }) => region);
    expect(byChange((each) => each.global - each.dns).slice(0, 4)).toEqual(
      byChange(({ published }) => published.points).slice(0, 4),
    );
    for (const { global, dns: ours, published } of table)
      expect(Math.sign(global - ours)).toBe(Math.sign(published.points));
  });

  it("tells of each region that loses which AS turned away, and by which rule", () => {
    expect(row("Brazil").worst).toMatchObject({ site: "H", best: "F", by: "BGP", asPath: [120, 20, 30, 64500] });
    expect(row("Brazil").worst.aboveBestMs).toBeGreaterThan(200);
    expect(row("Brazil").why).toMatch(
      /Net do Brasil \(AS120\), Carrier Two \(AS20\), Straits Net \(AS30\), the service.* to site H, \d+ ms slower than site F\. AS20 uses a customer route .* LOCAL_PREF eliminated/,
    );
    expect(row("Arizona").why).toContain("Carrier Two (AS20)");
    expect(row("New York").why).toMatch(/AS50 uses a customer route .* to site G/);
    for (const { why } of table) expect(why).toMatch(/LOCAL_PREF|AS path length/);
  });

  it("has a path that is shorter in ASes and longer in kilometres in Arizona", () => {
    const unicast = unicastRtts(deployment, { clients });
    const cactus = detours(linkedInEvaluations(the).global, { deployment, unicast }).find(({ asn }) => asn === 122)!;
    expect(cactus).toMatchObject({ site: "D", best: "E", asPath: [122, 40, 64500] });
    expect(cactus.aboveBestMs).toBeGreaterThan(5);
  });

  it("cures what crosses an ocean by a prefix for each part of the world, and leaves what goes wrong within one", () => {
    expect(row("Brazil").regional).toBeCloseTo(1, 12);
    expect(row("Arizona").regional).toBeCloseTo(0.75, 12);
    expect(row("New York").regional).toBeCloseTo(0.88, 12);
    for (const { regional, global } of table) expect(regional).toBeGreaterThanOrEqual(global - 1e-12);
    const usa = table.slice(0, 6);
    const missed = (design: "dns" | "regional") => 1 - mean(usa.map((each) => each[design]));
    expect(missed("dns")).toBeCloseTo(linkedInPublished.unitedStates.dns, 1);
    expect(missed("regional")).toBeCloseTo(linkedInPublished.unitedStates.regional, 1);
  });

  it("differs in the tail where the median hardly does: half of the users notice nothing", () => {
    const { global, regional } = linkedInEvaluations(the);
    expect(Math.abs(global.rttMs.p50 - regional.rttMs.p50)).toBeLessThan(1);
    expect(global.rttMs.p90 - regional.rttMs.p90).toBeGreaterThan(200);
  });

  it("breaks even where DNS errs between continents for every fourth user or so; against errors within a country it wins", () => {
    const { rate } = breakEven({ ...the, design: designs.regional, level: "continent" });
    expect(rate).toBeGreaterThan(0.2);
    expect(rate).toBeLessThan(0.3);
    const at = (errors: NonNullable<typeof dns.errors>) =>
      evaluate({ ...the, design: designs.regional, dns: { errors } }).rttMs.mean;
    expect(at({ city: 0.3 })).toBe(at({}));
    expect(at({ continent: rate! })).toBeCloseTo(evaluate({ ...the, design: designs.global }).rttMs.mean, 9);
  });

  it("is the same every time, and names its networks", () => {
    expect(linkedInTable()).toEqual(table);
    expect(linkedInNetwork(30)).toBe("Straits Net");
    expect(() => linkedInNetwork(7)).toThrow("Unknown AS7");
  });
});

describe("detours", () => {
  it("say whose doing it is, and are all the users that an evaluation counts as not on their best site", () => {
    const unicast = unicastRtts(deployment, { clients });
    for (const [name, evaluation] of Object.entries(compareDesigns({ deployment, clients, designs, dns, unicast }))) {
      const list = detours(evaluation, { deployment, unicast });
      const share = list.reduce((sum, detour) => sum + detour.share, 0);
      expect(1 - share).toBeCloseTo(evaluation.atBestSite, 9);
      const by = new Set(list.map((detour) => detour.by));
      expect([...by]).toEqual([name === "dns" ? "DNS" : "BGP"]);
      expect(list.map((detour) => detour.share)).toEqual(list.map((detour) => detour.share).sort((a, b) => b - a));
    }
  });
});
