import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestSites, cloudLatency, meanRttMs, siteChoices } from "../../lib/kit/anycast/cloud-latency.js";
import { weightedQuantiles } from "../../lib/kit/anycast/quantile.js";
import { moveTo, type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { slug } from "../../lib/course/explorers/best-k/data.js";
import { bestK } from "../../lib/course/explorers/best-k/explorer.js";
import { lettersOf } from "../../lib/course/explorers/best-k/sites-map.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { drawnInNode } from "./browser/explorer-page.js";

const table = cloudLatency();
const { scenario, first, draw } = drawnInNode(bestK, {});
const ticked = (sites: readonly string[]): State =>
  Object.fromEntries(table.cities.map((city) => [slug(city), sites.includes(city) ? "on" : "off"]));
const summaryOf = (sites: readonly string[]) => draw(ticked(sites), "k").summary;

describe("choosing sites", () => {
  it("says the mean, the median and the tail that the library computes, for any choice", () =>
    fc.assert(
      fc.property(fc.subarray([...table.cities], { minLength: 1 }), (sites) => {
        const rtts = table.rttMs.map((row) => ({
          weight: 1,
          ms: Math.min(...sites.map((site) => row[table.cities.indexOf(site)])),
        }));
        const [median] = weightedQuantiles(rtts, ({ ms }) => ms, [0.5]);
        const words = summaryOf(sites);
        expect(words).toContain(`mean ${meanRttMs(table, sites).toFixed(1)} ms, median ${median} ms, `);
        expect(words).toContain(`longest wait ${Math.max(...rtts.map(({ ms }) => ms))} ms.`);
        const [, , cities] = bestK.render(scenario, ticked(sites), "k").figures;
        expect(cities.data.rows.map((row) => row[2])).toEqual(rtts.map(({ ms }) => ms));
      }),
      { numRuns: 40 },
    ));

  it("lets a good three beat a bad seven, and says so", () => {
    const seven = siteChoices(table, 7).at(-1)!;
    expect(summaryOf(seven.sites)).toBe(
      "7 sites: mean 57.2 ms, median 0 ms, longest wait 154 ms. 1,715 of 1,716 choices have a lower mean.",
    );
    expect(summaryOf(siteChoices(table, 3)[0].sites)).toBe(
      "3 sites: mean 45.2 ms, median 54 ms, longest wait 116 ms. None of 286 choices has a lower mean. Even 8 sites in the worst places have a higher one.",
    );
  });

  it("draws the best and the worst of each size as the library finds them, and the reader's own between them", () => {
    const [, figure] = bestK.render(scenario, first, "k").figures;
    const rows = figure.data.rows;
    expect(rows.length).toBe(13);
    rows.forEach(([k, worst, best, own]) => {
      const all = siteChoices(table, Number(k));
      expect(Number(worst)).toBeCloseTo(all.at(-1)!.meanMs, 0);
      expect(Number(best)).toBeCloseTo(all[0].meanMs, 0);
      if (k === 7) expect(Number(own)).toBeCloseTo(57.2, 0);
      else expect(own).toBe("");
    });
  });

  it("draws on the map which site answers each city without one, for any number of sites", () =>
    fc.assert(
      fc.property(fc.subarray([...table.cities]), (sites) => {
        const [map] = bestK.render(scenario, ticked(sites), "k").figures;
        const letters = lettersOf(sites, table.cities, sites.length > 0 ? bestSites(table, sites) : []);
        expect(letters.size).toBe(Math.min(8, sites.length));
        const without = table.cities.filter((each) => !letters.has(each));
        // Eight letters: further sites answer nobody but themselves, and have a dot.
        const answers = (each: string) => {
          if (sites.length === 0) return "none";
          const at = bestSites(table, sites)[table.cities.indexOf(each)].site;
          return letters.get(at) ?? "none";
        };
        if (without.length > 0) expect(map.data.rows).toEqual(without.map((each) => [each, answers(each)]));
        for (const each of table.cities)
          if (!sites.includes(each) && sites.length > 0) expect(answers(each)).not.toBe("none");
      }),
      { numRuns: 40 },
    ));

  it("gives the city that is pressed a site, or takes it away, with and without a letter", () => {
    const sites = table.cities.slice(0, 10);
    const letters = lettersOf(sites, table.cities, bestSites(table, sites));
    for (const city of table.cities) {
      const key = letters.has(city) ? `site:${letters.get(city)}` : `client:${city}`;
      const wanted = sites.includes(city) ? "off" : "on";
      expect(bestK.touch!(scenario, ticked(sites), key)).toEqual({ set: { [slug(city)]: wanted } });
      const [map] = bestK.render(scenario, ticked(sites), "k").figures;
      expect(map.html).toContain(`data-ak-hit="${key}"`);
    }
    expect(bestK.touch!(scenario, ticked(sites), "site:A", "client:Sydney")).toBeUndefined();
  });

  it("begins with the seven worst places, or where the notebook says", () => {
    expect(draw({}, "k").summary).toContain("1,715 of 1,716 choices have a lower mean");
    const given = drawnInNode(bestK, { sites: ["Tokyo", "San Jose"] });
    expect(given.draw({}, "k").summary).toMatch(/^2 sites: /);
    expect(given.first["san-jose"]).toBe("on");
    expect(drawnInNode(bestK, { sites: [] }).draw({}, "k").summary).toBe(
      "No site: nobody gets an answer. Tick a city.",
    );
  });

  it("describes one site and all sites, where there is no other choice", () => {
    expect(summaryOf(["Tokyo"])).toMatch(/^1 site: .* \d+ of 13 choices have a lower mean\.( Even|$)/);
    expect(summaryOf(table.cities)).toBe(
      "13 sites: mean 0.0 ms, median 0 ms, longest wait 0 ms. There is no other choice.",
    );
  });

  it("takes a state from an address where it fits", () =>
    expect(moveTo(bestK, scenario, first, { tokyo: "on", london: "perhaps", atlantis: "on" })).toEqual({
      ...first,
      tokyo: "on",
    }));

  it.each([
    [{ sites: ["Atlantis"] }, "sites: Unknown city Atlantis"],
    [{ sites: "Tokyo" }, "sites"],
    [{ cities: ["Tokyo"] }, "cities"],
  ])("refuses %j, naming what is wrong", (given, message) => {
    expect(() => renderExplorer("best-k", given)).toThrow(ExplorerError);
    expect(() => renderExplorer("best-k", given)).toThrow(message);
  });
});
