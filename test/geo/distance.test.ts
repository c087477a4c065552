import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cities, city } from "../../lib/kit/geo/cities.js";
import { EARTH_RADIUS_KM, checkCoordinates, greatCircleKm } from "../../lib/kit/geo/coordinates.js";

const point = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe("the great circle", () => {
  it("is 16,994 km from London to Sydney", () => {
    expect(Math.round(greatCircleKm(city("London"), city("Sydney")))).toBe(16_994);
  });

  it("is a quarter of the Earth from the equator to a pole, and half of it to the antipode", () => {
    const quarter = (EARTH_RADIUS_KM * Math.PI) / 2;
    expect(greatCircleKm({ lat: 0, lon: 12 }, { lat: 90, lon: -77 })).toBeCloseTo(quarter, 6);
    expect(greatCircleKm({ lat: 37, lon: 10 }, { lat: -37, lon: -170 })).toBeCloseTo(2 * quarter, 6);
  });

  it("crosses the date line the short way", () => {
    expect(greatCircleKm({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 })).toBeCloseTo(111.195, 2);
  });

  it("is the same both ways, zero only to itself, and never longer than half the globe", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const km = greatCircleKm(a, b);
        expect(km).toBeCloseTo(greatCircleKm(b, a), 9);
        expect(km).toBeGreaterThanOrEqual(0);
        expect(km).toBeLessThanOrEqual(Math.PI * EARTH_RADIUS_KM + 1e-6);
        expect(greatCircleKm(a, a)).toBe(0);
      }),
    );
  });

  it("is never longer than a detour through a third place", () => {
    const place = fc.constantFrom(...cities);
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(greatCircleKm(a, c)).toBeLessThanOrEqual(greatCircleKm(a, b) + greatCircleKm(b, c) + 1e-6);
      }),
    );
  });

  it("refuses a point that is not on the globe, and says which value", () => {
    expect(() => greatCircleKm({ lat: 91, lon: 0 }, { lat: 0, lon: 0 })).toThrow(/Latitude .*-90 and 90.*got 91/);
    expect(() => greatCircleKm({ lat: 0, lon: 0 }, { lat: 0, lon: -180.1 })).toThrow(/Longitude must be .*-180.1/);
    expect(() => checkCoordinates({ lat: Number.NaN, lon: 0 })).toThrow(RangeError);
    expect(() => checkCoordinates({ lat: 0, lon: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  });
});
