import { readFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { describe, expect, it } from "vitest";
import { UnknownCityError, cities, city } from "../../lib/kit/geo/cities.js";
import { checkCoordinates, greatCircleKm } from "../../lib/kit/geo/coordinates.js";
import { needs, repository, shared } from "../needs.js";

describe("the table of cities", () => {
  it("has a few hundred cities, largest first", () => {
    expect(cities.length).toBeGreaterThan(400);
    expect(cities.length).toBeLessThan(700);
    for (const [i, place] of cities.slice(1).entries())
      expect(place.population).toBeLessThanOrEqual(cities[i].population);
  });

  it("has a sane row for each city", () => {
    for (const place of cities) {
      const row = JSON.stringify(place);
      expect(place.name, row).toMatch(/^[A-Z][A-Za-z.' -]+$/);
      expect(place.country, row).toMatch(/^[A-Z]{2}$/);
      expect(() => checkCoordinates(place), row).not.toThrow();
      expect(Math.abs(place.lat), row).toBeLessThan(75);
      expect(Number.isInteger(place.population) && place.population > 0, row).toBe(true);
      if ("iata" in place) expect(place.iata, row).toMatch(/^[A-Z]{3}$/);
      expect(city(place.name), row).toBe(place);
      if (place.iata) expect(city(place.iata), row).toBe(place);
    }
  });

  it("gives each name and each IATA code once, and no name that is another's code", () => {
    const keys = cities.flatMap((place) => [
      place.name.toLowerCase(),
      ...(place.iata ? [place.iata.toLowerCase()] : []),
    ]);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it("puts no two cities at one place", () => {
    const near = cities.flatMap((a, i) =>
      cities.slice(i + 1).flatMap((b) => (greatCircleKm(a, b) < 2 ? [`${a.name}, ${b.name}`] : [])),
    );
    expect(near).toEqual([]);
  });

  it("has every place where a router, a root server or a lesson needs one", () => {
    const network = (name: string) =>
      (JSON.parse(readFileSync(join(repository, "data", name), "utf8")) as { routers: string[] }).routers;
    const roots = csvParse(readFileSync(join(repository, "data", "root-sites.csv"), "utf8")).map((row) => row.city);
    const places =
      "Ashburn,Frankfurt,Amsterdam,London,Marseille,Zurich,Palo Alto,San Jose,Sunnyvale,Singapore,Fortaleza,Fujairah,Mombasa";
    for (const name of [...network("abilene.json"), ...network("world.json"), ...roots, ...places.split(",")])
      expect(city(name).name).toBe(name);
  });

  it("means the right one of several namesakes", () => {
    const known: [string, number, number][] = [
      ["Kansas City", 39.1, -94.58],
      ["Washington", 38.9, -77.04],
      ["London CA", 42.98, -81.25],
      ["Hamilton BM", 32.29, -64.78],
      ["San Jose CR", 9.93, -84.08],
      ["Cordoba AR", -31.42, -64.18],
      ["Boardman", 45.84, -119.7],
      ["Birmingham US", 33.52, -86.8],
      ["Valencia", 39.47, -0.38],
      ["Penang", 5.41, 100.33],
      ["Guam", 13.48, 144.8],
      ["Suez", 29.97, 32.53],
      ["Gqeberha", -33.96, 25.6],
      ["Victoria", -4.62, 55.45],
    ];
    for (const [name, lat, lon] of known) expect(greatCircleKm(city(name), { lat, lon }), name).toBeLessThan(10);
  });
});

describe("looking a city up", () => {
  it("takes a name or an IATA code, whatever the case, the accents and the spaces", () => {
    expect(city("são paulo").country).toBe("BR");
    expect(city("SaoPaulo")).toBe(city("GRU"));
    expect(city("FRA").name).toBe("Frankfurt");
    expect(city("london ca").country).toBe("CA");
    expect(city("saint-denis").country).toBe("RE");
  });

  it("suggests similar names for an unknown city", () => {
    expect(() => city("Frankfort")).toThrow(/Unknown city "Frankfort".*Did you mean Frankfurt/);
    expect(() => city("Sidney")).toThrow(/Did you mean Sydney/);
    expect(() => city("Amsterdm")).toThrow(/Amsterdam/);
    expect(() => city("LA")).toThrow(UnknownCityError);
    expect(() => city("")).toThrow(/Unknown city ""/);
    expect(() => city("Xqzzk")).toThrow(/Unknown city "Xqzzk"; the table has \d+ cities\.$/);
  });

  it("cannot be changed by a lesson", () => {
    expect(Object.isFrozen(city("London"))).toBe(true);
  });
});

needs("ANYCAST_SHARED").describe("the IATA codes", () => {
  it("belong to an airport of the same country within 80 km, where the older airport table has them", () => {
    const airports = JSON.parse(readFileSync(join(shared, "data", "geo", "iata.json"), "utf8")) as Record<
      string,
      [string, string, number, number]
    >;
    // Country codes that the airport table has and ISO 3166 has not (any more), and one that it has wrong (Tonga).
    const samePlace: Record<string, string> = { CW: "AN", XK: "KS", TO: "CO" };
    const newer = ["BER", "BGW", "BSZ", "DSS", "KNO", "LHW", "NQZ", "NUQ", "PAO", "RMO"];
    for (const { name, country, iata, ...place } of cities) {
      if (!iata || newer.includes(iata)) continue;
      const airport = airports[iata];
      expect(airport, `${name} ${iata}`).toBeDefined();
      expect([country, samePlace[country]], `${name} ${iata}`).toContain(airport[1]);
      expect(greatCircleKm(place, { lat: airport[2], lon: airport[3] }), `${name} ${iata}`).toBeLessThan(80);
    }
  });
});
