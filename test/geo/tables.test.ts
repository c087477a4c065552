import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { csvParse, csvParseRows } from "d3-dsv";
import { describe, expect, it } from "vitest";
import { city } from "../../lib/kit/geo/cities.js";
import { greatCircleKm } from "../../lib/kit/geo/coordinates.js";
import { tableRows } from "../../lib/kit/geo/table-rows.js";
import { repository } from "../needs.js";

interface NetworkTable {
  readonly routers: readonly string[];
  readonly links: readonly (readonly [string, string, number])[];
}
const data = join(repository, "data");
const network = (file: string) => JSON.parse(readFileSync(join(data, file), "utf8")) as NetworkTable;

/** Routers that can be reached from the first without the one left out. */
function reached({ routers, links }: NetworkTable, without?: string): number {
  const seen = new Set(routers.filter((name) => name !== without).slice(0, 1));
  for (const name of seen)
    for (const [a, b] of links) {
      const next = a === name ? b : b === name ? a : undefined;
      if (next && next !== without) seen.add(next);
    }
  return seen.size;
}

describe("the tables of data/", () => {
  it("are all named in its README, with their source", () => {
    const readme = readFileSync(join(data, "README.md"), "utf8");
    for (const file of readdirSync(data).filter((name) => /\.(csv|json)$/.test(name)))
      expect(readme).toContain(`| ${file} `);
  });

  it("have no quoted field where they are read line by line", () => {
    for (const name of ["cities", "more-cities", "cloud-latency"]) {
      const text = readFileSync(join(data, `${name}.csv`), "utf8");
      expect(text).not.toContain('"');
      expect(tableRows(text).slice(1)).toEqual(csvParseRows(text).slice(1));
    }
  });

  it("have Abilene's 11 routers, 14 links and the metrics it published", () => {
    const abilene = network("abilene.json");
    expect([abilene.routers.length, abilene.links.length]).toEqual([11, 14]);
    const cost = (a: string, b: string) => abilene.links.find((link) => link.includes(a) && link.includes(b))?.[2];
    expect(cost("Seattle", "Denver")).toBe(2095);
    expect(cost("New York", "Washington")).toBe(233);
    expect(abilene.links.reduce((sum, [, , each]) => sum + each, 0)).toBe(12_401);
  });

  it("have a worldwide backbone whose costs are tenths of the great circle, and which no one failure cuts in two", () => {
    const world = network("world.json");
    for (const [a, b, cost] of world.links)
      expect(cost, `${a}-${b}`).toBe(Math.round(greatCircleKm(city(a), city(b)) / 10));
    for (const name of world.routers) expect(reached(world, name), `without ${name}`).toBe(world.routers.length - 1);
  });

  it.each(["abilene.json", "world.json"])(
    "has routers once, and links between routers of the table, once: %s",
    (file) => {
      const { routers, links } = network(file);
      expect(new Set(routers).size).toBe(routers.length);
      expect(links.flatMap(([a, b]) => [a, b]).filter((name) => !routers.includes(name))).toEqual([]);
      const pairs = links.map(([a, b]) => [a, b].sort().join());
      expect(new Set(pairs).size).toBe(pairs.length);
      expect(reached({ routers, links })).toBe(routers.length);
    },
  );

  it("have the sites of three root servers, once each, near a city of the table", () => {
    const rows = csvParse(readFileSync(join(data, "root-sites.csv"), "utf8"));
    const of = (letter: string) => rows.filter((row) => row.letter === letter);
    expect([of("C").length, of("H").length, of("J").length, rows.length]).toEqual([10, 8, 14, 32]);
    expect(new Set(rows.map((row) => row.letter + row.city)).size).toBe(rows.length);
    for (const row of rows) expect(row.as_of).toBe("2020-09-16");
  });
});
