// Published, ours, and why: the table of lesson 5 is what the code computes, and says of each difference where it comes from.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Coordinates } from "../../../lib/kit/geo/coordinates.js";
import { worldRegion } from "../../../lib/kit/geo/world-region.js";
import { chooseGreedily } from "../../../lib/kit/anycast/designs/choose-sites.js";
import { onlySites } from "../../../lib/kit/anycast/designs/only-sites.js";
import { attachOrigin } from "../../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { internetClients, locate } from "../../../lib/kit/anycast/internet/clients.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { inflation } from "../../../lib/kit/anycast/internet/inflation.js";
import { publishedComparison, publishedStudies } from "../../../lib/course/research/published/comparison.js";
import { deployInCities } from "../../../lib/course/research/published/deploy-in-cities.js";
import { linkedInStudy } from "../../../lib/course/research/published/linkedin-study.js";
import { publishedResults } from "../../../lib/course/research/published/results.js";
import { rootLettersStudy, vantagePoints } from "../../../lib/course/research/published/root-letters-study.js";
import { spread, weightedQuantiles } from "../../../lib/kit/anycast/quantile.js";
import { rootServerSites } from "../../../lib/kit/anycast/root-sites.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { needs, repository, shared } from "../../needs.js";

const ours = (quantity: RegExp) => publishedResults.find((row) => quantity.test(row.quantity))!;

describe("published numbers beside ours", () => {
  it("are the same every time, and those in data/published.json for what is small (test/cli/validate.test.ts has all)", () => {
    const studies = [linkedInStudy, rootLettersStudy];
    const rows = publishedComparison({ studies });
    expect(rows).toEqual(publishedResults.slice(0, rows.length));
    expect(publishedComparison({ studies })).toEqual(rows);
  });

  it("have a source, a reason in a sentence, and nothing recalled from memory", () => {
    expect(publishedResults).toHaveLength(publishedStudies.reduce((sum, { quantities }) => sum + quantities.length, 0));
    for (const { why, source, year, ours: mean, low, high, published, publishedTo = Infinity } of publishedResults) {
      expect(why).toMatch(/^[A-Z].+\.$/);
      expect(source.length).toBeGreaterThan(10);
      expect(year).toBeGreaterThan(2000);
      expect(mean).toBeGreaterThanOrEqual(low);
      expect(mean).toBeLessThanOrEqual(high);
      expect(published).toBeLessThan(publishedTo);
    }
    expect(JSON.stringify(publishedResults)).not.toMatch(/recalled|verify/);
  });

  it("agree in sign and size", () => {
    for (const { published, publishedTo = published, ours: mean } of publishedResults) {
      expect(Math.sign(mean)).toBe(Math.sign(published));
      expect(Math.abs(mean)).toBeLessThan(2 * Math.abs(publishedTo) + 1);
    }
    expect(Math.abs(ours(/12 sites/).ours)).toBeLessThan(33);
    expect(ours(/Root DNS/).ours).toBeGreaterThan(2 * ours(/CDN: users with an inflated/).ours);
    const medians = publishedResults.filter(({ study }) => study === rootLettersStudy.study).map((row) => row.ours);
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(15);
  });

  it("need a seed, and an Internet of a size that there is", () => {
    expect(() => publishedComparison({ seeds: [] })).toThrow("seeds: must have at least one");
    expect(() => publishedComparison({ ases: 1 })).toThrow("ases must be an integer from 100");
  });
});

describe("why they differ", () => {
  const internet = generateInternet({ ases: 1000, seed: 1 });

  it("is true of C and K: where their cities are, and what Europe alone would find", () => {
    const regions = (letter: string) => rootServerSites(letter, { asOf: 2015 }).map(worldRegion);
    expect(new Set(regions("C"))).toEqual(new Set(["europe", "north-america"]));
    expect(regions("K").filter((region) => region === "north-america")).toHaveLength(1);
    const clients = vantagePoints(internet);
    const inEurope = locate(internet.graph, clients).map((each) => worldRegion(each as Coordinates) === "europe");
    const cities = rootServerSites("K", { asOf: 2015 }).map(({ name }) => name);
    const deployment = deployInCities(internet, cities, "one carrier");
    const median = (asked: typeof clients) =>
      weightedQuantiles(internetCatchment({ deployment, clients: asked }).clients, ({ rttMs }) => rttMs, [0.5])[0];
    expect(median(clients.filter((_client, i) => inEurope[i])) / median(clients)).toBeCloseTo(0.55, 1);
  });

  it("is true of the CDN: its peers lead users astray, and the fewer its sites the more", () => {
    const clients = internetClients(internet.graph);
    const astray = (sites: number, connection: "one carrier" | "peering") => {
      const deployment = deployInCities(internet, internet.exchanges.slice(0, sites), connection);
      return 1 - inflation(internetCatchment({ deployment, clients })).atBestSite;
    };
    expect(astray(30, "one carrier")).toBeCloseTo(0, 9);
    expect(astray(10, "peering")).toBeGreaterThan(astray(30, "peering"));
  });

  it("is true of the 12 sites: the best of all 455 choices is some 6 ms faster than the greedy one", () => {
    const { graph, clique, exchanges } = internet;
    const at = exchanges.slice(0, 15).map((city, i) => ({ city, providers: [clique[i % 6]] }));
    const deployment = deployOnInternet({
      topology: attachOrigin(graph, { asn: 64500, at }),
      address: "192.0.2.53",
      sites: Object.fromEntries(at.map(({ city }, i) => ["ABCDEFGHIJKLMNO"[i], { origin: 64500, city }])),
    });
    const clients = internetClients(graph);
    const routedMs = (sites: readonly string[]) =>
      spread(internetCatchment({ deployment: onlySites(deployment, sites), clients }).clients, ({ rttMs }) => rttMs)
        .mean;
    const letters = [..."ABCDEFGHIJKLMNO"];
    const choices = letters.flatMap((a, i) =>
      letters
        .slice(i + 1)
        .flatMap((b, j) => letters.slice(i + j + 2).map((c) => letters.filter((each) => ![a, b, c].includes(each)))),
    );
    expect(choices).toHaveLength(455);
    const greedy = chooseGreedily({ deployment, clients, by: "unicast", most: 12 })[11].routedMs;
    const gained = greedy - Math.min(...choices.map(routedMs));
    expect(gained).toBeGreaterThan(4);
    expect(gained).toBeLessThan(7);
  });
});

describe("root servers on a made-up Internet", () => {
  const internet = generateInternet({ ases: 1000, seed: 1 });
  const median = (connection: Parameters<typeof deployInCities>[2]) => {
    const cities = rootServerSites("L", { asOf: 2015 }).map(({ name }) => name);
    const deployment = deployInCities(internet, cities, connection);
    const { clients } = internetCatchment({ deployment, clients: vantagePoints(internet) });
    return weightedQuantiles(clients, ({ rttMs }) => rttMs, [0.5])[0];
  };

  it("hang on connectivity more than on number: L's sites are twice as fast behind one carrier as as guests", () => {
    const guests = median("guest");
    expect(median("one carrier")).toBeLessThan(0.6 * guests);
    expect(median("peering")).toBeLessThan(0.6 * guests);
  });

  it("cannot be guests where no AS sells transit", () => {
    expect(() => deployInCities(internet, ["Nowhere"], "guest")).toThrow(
      "No network sells transit in any of the cities",
    );
  });
});

needs("ANYCAST_SHARED").describe("data/root-sites-2015.csv", () => {
  it("lists the sites of C, K and L as root-servers.org did on 2 March 2015", () => {
    const file = join(shared, "data", "sites", "root-sites.json");
    const all = JSON.parse(readFileSync(file, "utf8")) as Record<string, [string, string, string][]>;
    const listed = all["2015_03_02"].filter(([letter]) => "ckl".includes(letter));
    const rows = readFileSync(join(repository, "data", "root-sites-2015.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const spelt = (letter: string, town: string) => `${letter.toUpperCase()},${town}`;
    expect(rows.map((row) => row.split(",").slice(0, 2).join(",")).sort()).toEqual(
      listed.map(([letter, , town]) => spelt(letter, town)).sort(),
    );
  });
});
