import { describe, expect, it } from "vitest";
import { bestSites, cloudLatency, meanRttMs, siteChoices } from "../../lib/kit/anycast/cloud-latency.js";
import { city } from "../../lib/kit/geo/cities.js";
import { minRttMs } from "../../lib/kit/geo/fibre.js";

const table = cloudLatency();

describe("thirteen cities and the delays between them", () => {
  it("are in the kit's table of cities, and no delay beats light", () => {
    table.cities.forEach((from, i) =>
      table.cities.forEach((to, j) =>
        expect(table.rttMs[i][j], `${from} - ${to}`).toBeGreaterThanOrEqual(minRttMs(city(from), city(to)) - 1e-9),
      ),
    );
  });
  it("give the best means of 108.5, 60.9, 45.2, 36.2, 27.1, 18.2 and 11.2 ms for one to seven sites", () => {
    const golden = [108.5, 60.9, 45.2, 36.2, 27.1, 18.2, 11.2]; // computed elsewhere from one direction, doubled
    golden.forEach((mean, i) => expect(Math.abs(siteChoices(table, i + 1)[0].meanMs - mean)).toBeLessThan(0.15));
  });
  it("make a good three better than a bad seven: place before number", () => {
    const three = siteChoices(table, 3);
    const seven = siteChoices(table, 7);
    expect(three[0].meanMs).toBeLessThan(seven[seven.length - 1].meanMs);
    expect(seven[seven.length - 1].meanMs).toBeCloseTo(57.2, 1);
    expect(three[three.length - 1].meanMs).toBeCloseTo(120, 0);
  });
  it("send every city to the best of the sites, and itself to itself", () => {
    const reached = bestSites(table, ["London", "Tokyo"]);
    const of = (name: string) => reached.find((each) => each.city === name)!;
    expect(of("London")).toEqual({ city: "London", site: "London", rttMs: 0 });
    expect([of("Dublin").site, of("Seoul").site]).toEqual(["London", "Tokyo"]);
    expect(reached.reduce((sum, { rttMs }) => sum + rttMs, 0) / 13).toBeCloseTo(
      meanRttMs(table, ["London", "Tokyo"]),
      9,
    );
    expect(() => bestSites(table, ["London", "Atlantis"])).toThrow(/Unknown city Atlantis/);
  });
  it("know no other city, and no choice of none", () => {
    expect(() => meanRttMs(table, ["Atlantis"])).toThrow(/Unknown city Atlantis/);
    expect(() => meanRttMs(table, [])).toThrow(/sites must not be empty: name at least one city/);
    expect(() => siteChoices(table, 14)).toThrow(/The number of sites must be an integer from 1 to 13/);
  });
});
