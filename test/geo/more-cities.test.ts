import { describe, expect, it } from "vitest";
import { cities } from "../../lib/kit/geo/cities.js";
import { checkCoordinates, greatCircleKm } from "../../lib/kit/geo/coordinates.js";
import { manyCities, MOST_CITIES } from "../../lib/kit/geo/more-cities.js";

const all = manyCities(MOST_CITIES);

describe("the table of more cities", () => {
  it("makes a thousand cities and more, the kit's own first", () => {
    expect(MOST_CITIES).toBeGreaterThanOrEqual(1000);
    expect(all.slice(0, cities.length)).toEqual(cities);
    const more = all.slice(cities.length);
    for (const [i, each] of more.slice(1).entries()) expect(each.population).toBeLessThanOrEqual(more[i].population);
  });

  it("has a sane row for each, a name of its own, and none beside another city", () => {
    expect(new Set(all.map(({ name }) => name.toLowerCase())).size).toBe(all.length);
    for (const [i, place] of all.slice(cities.length).entries()) {
      const row = JSON.stringify(place);
      expect(place.name, row).toMatch(/^[A-Z][A-Za-z.' -]+$/);
      expect(place.country, row).toMatch(/^[A-Z]{2}$/);
      expect(() => checkCoordinates(place), row).not.toThrow();
      expect(place.population, row).toBeGreaterThan(100_000);
      const near = all.slice(0, cities.length + i).filter((other) => greatCircleKm(place, other) < 20);
      expect(near, row).toEqual([]);
    }
  });

  it("gives as many as are asked for, the same list each time", () => {
    expect(manyCities(1000)).toHaveLength(1000);
    expect(manyCities(1000)).toBe(manyCities(1000));
    expect(manyCities(cities.length)).toBe(cities);
    for (const count of [cities.length - 1, MOST_CITIES + 1, 600.5])
      expect(() => manyCities(count)).toThrow(RangeError);
  });
});
