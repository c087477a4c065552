import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cities, city } from "../../lib/kit/geo/cities.js";
import { greatCircleKm } from "../../lib/kit/geo/coordinates.js";
import {
  expectedRttMs,
  fibreDelayMs,
  inflationOf,
  minRttMs,
  reachKm,
  TYPICAL_INFLATION,
} from "../../lib/kit/geo/fibre.js";

const london = city("London");
const sydney = city("Sydney");

describe("light in fibre", () => {
  it("covers 204 km in a millisecond", () => {
    expect(fibreDelayMs(204)).toBe(1);
    expect(fibreDelayMs(0)).toBe(0);
  });

  it("cannot go from London to Sydney and back in less than 166 ms", () => {
    expect(minRttMs(london, sydney)).toBeCloseTo((2 * 16_993.5) / 204, 2);
    expect(Math.floor(minRttMs(london, sydney))).toBe(166);
  });

  it("answers within 5 ms from no farther than 510 km", () => {
    expect(reachKm(5)).toBe(510);
  });

  it("takes longer on a real path: 1.6 times between cloud regions, 2.1 times on the Internet at large", () => {
    expect(expectedRttMs(london, sydney)).toBeCloseTo(TYPICAL_INFLATION.internet * minRttMs(london, sydney), 9);
    expect(expectedRttMs(london, sydney, 1)).toBe(minRttMs(london, sydney));
  });

  it("gives back the inflation that went in", () => {
    const place = fc.constantFrom(...cities);
    fc.assert(
      fc.property(place, place, fc.double({ min: 1, max: 20, noNaN: true }), (a, b, inflation) => {
        fc.pre(greatCircleKm(a, b) > 0);
        expect(inflationOf(expectedRttMs(a, b, inflation), a, b)).toBeCloseTo(inflation, 9);
      }),
    );
  });

  it("reaches exactly as far as the floor allows", () => {
    expect(reachKm(minRttMs(london, sydney))).toBeCloseTo(greatCircleKm(london, sydney), 6);
  });

  it("refuses what cannot be, and says why", () => {
    expect(() => fibreDelayMs(-1)).toThrow(/0 km or more \(got -1\)/);
    expect(() => expectedRttMs(london, sydney, 0.9)).toThrow(/nothing is faster than light/);
    expect(() => reachKm(Number.NaN)).toThrow(/0 ms or more \(got NaN/);
    expect(() => inflationOf(-3, london, sydney)).toThrow(/0 ms or more \(got -3/);
    expect(() => inflationOf(3, london, london)).toThrow(/between a place and itself/);
  });
});
