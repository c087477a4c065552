import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, defineAsGraph, type AsLink } from "anycast-kit/topology";
import { describe, expect, it } from "vitest";
import {
  deploymentResults,
  type DeploymentResults,
  type SourcedDeploymentRow,
} from "../../../lib/course/research/deployment-results.js";
import { nearestGraph, withoutNeighbour } from "../../../lib/course/research/validation/deployments.js";
import { deploymentsMarkdown } from "../../../lib/course/research/validation/deployments-markdown.js";
import { plainShares } from "../../../lib/course/research/validation/plain-shares.js";
import { repository } from "../../needs.js";

const transit = (provider: number, customer: number): AsLink => ({ provider, customer });

/** AS 1 above 10 and 20; 10 has the customers 11, 12; 20 has 21. */
const graph = compile(
  defineAsGraph({
    ases: [1, 10, 20, 11, 12, 21].map((asn) => ({ asn })),
    links: [transit(1, 10), transit(1, 20), transit(10, 11), transit(10, 12), transit(20, 21)],
  }),
);
const none = new Map();

describe("plainShares", () => {
  it("gives each AS to the sites of its best routes, in parts if these tie", () => {
    const { split, lowestAsn, tied } = plainShares(graph, { sites: { A: [10], B: [20] } }, none);
    expect(split).toEqual({ A: 58.3, B: 41.7 });
    expect(lowestAsn).toEqual({ A: 66.7, B: 33.3 });
    expect(tied).toBe(16.7);
  });

  it("follows a prepend", () => {
    const at = plainShares(graph, { sites: { A: [10], B: [20] }, prepend: { A: 1 } }, none);
    expect(at).toEqual({ split: { A: 50, B: 50 }, lowestAsn: { A: 50, B: 50 }, tied: 0 });
  });

  it("counts a site once that several networks carry, and leaves out networks that the graph does not have", () => {
    const { split, tied } = plainShares(graph, { sites: { A: [10, 20, 999], B: [21] } }, none);
    expect(split).toEqual({ A: 83.3, B: 16.7 });
    expect(tied).toBe(0);
    expect(() => plainShares(graph, { sites: { A: [10], B: [999] } }, none)).toThrow(/carries B is in the AS graph/);
  });

  it("joins a PoP with the neighbours that it has there", () => {
    const pops = new Map([["here", { pop: "here", providers: [20, 999], peers: [10] }]]);
    const { split } = plainShares(graph, { sites: { A: [12], B: { hostedAt: "here" } } }, pops);
    // 10 has its customer's route to A and shares it with 11 and 1; 20 has a customer's route to B, and 1 ties.
    expect(split).toEqual({ A: 50, B: 50 });
    expect(() => plainShares(graph, { sites: { A: { hostedAt: "gone" } } }, pops)).toThrow(/PoP gone/);
  });
});

describe("withoutNeighbour", () => {
  const here = { pop: "here", providers: [20], peers: [10] };
  const pops = new Map([
    ["here", here],
    ["there", { ...here, pop: "there" }],
  ]);

  it("takes a provider or a peer from one PoP, and from no other", () => {
    expect(withoutNeighbour(pops, { hostedAt: "here" }, 20)).toEqual(
      new Map(pops).set("here", { ...here, providers: [] }),
    );
    expect(withoutNeighbour(pops, { hostedAt: "here" }, 10)).toEqual(new Map(pops).set("here", { ...here, peers: [] }));
    expect(pops.get("here")).toEqual(here);
  });

  it("changes what the plain model says of the site", () => {
    const sites = { A: [20], B: { hostedAt: "here" } };
    const less = withoutNeighbour(pops, sites.B, 10);
    // Without 10, B is known through 20 only, which is A itself.
    expect(plainShares(graph, { sites }, pops).split.B).toBeGreaterThan(plainShares(graph, { sites }, less).split.B);
  });

  it("refuses a neighbour that is not there, and a site that has no PoP", () => {
    expect(() => withoutNeighbour(pops, { hostedAt: "here" }, 30)).toThrow(/AS30 is not a neighbour/);
    expect(() => withoutNeighbour(pops, { hostedAt: "gone" }, 10)).toThrow(RangeError);
    expect(() => withoutNeighbour(pops, [10], 10)).toThrow(RangeError);
  });
});

describe("the published deployments", () => {
  const { rows } = deploymentResults;

  it("are compared on the graph of the nearest date", () => {
    const graphs = [{ name: "toposcope-201806" }, { name: "caida-serial1-20250901" }];
    expect(["2017-05", "2021-12", "2022-02", "2023"].map((date) => nearestGraph(date, graphs).slice(0, 5))).toEqual([
      "topos",
      "topos",
      "caida",
      "caida",
    ]);
    for (const { date, nearest, plain } of rows)
      expect(nearest).toBe(
        nearestGraph(
          date,
          Object.keys(plain).map((name) => ({ name })),
        ),
      );
  });

  it("have shares that add up, sites alike, and the difference that they name", () => {
    for (const { published, plain, nearest, worstPoints, why } of rows) {
      const { shares } = plain[nearest];
      expect(Object.keys(shares).sort()).toEqual(Object.keys(published).sort());
      for (const each of [published, shares]) {
        const sum = Object.values(each).reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - 100)).toBeLessThan(3.5);
      }
      const worst = Math.max(...Object.keys(shares).map((site) => Math.abs(shares[site] - published[site])));
      expect(worstPoints).toBeCloseTo(worst, 1);
      expect(why.length).toBeGreaterThan(40);
    }
  });

  it("have a source in data/deployments.json, and are otherwise what pages carry", () => {
    const text = readFileSync(join(repository, "data", "deployments.json"), "utf8");
    const sourced = (JSON.parse(text) as DeploymentResults<SourcedDeploymentRow>).rows;
    for (const { source } of sourced) expect(source.length).toBeGreaterThan(40);
    expect(sourced).toEqual(rows.map((row, i) => ({ ...row, source: sourced[i].source })));
  });

  it("stand in README and in the page about measurements as they stand in the file", () => {
    const plainText = (text: string) => text.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");
    const of = (...path: string[]) => plainText(readFileSync(join(repository, ...path), "utf8"));
    expect(of("README.md")).toContain(plainText(deploymentsMarkdown(rows, false)));
    expect(of("lib", "docs", "measurements.md")).toContain(plainText(deploymentsMarkdown(rows, true)));
  });

  it("carry what README, page and lesson 2 say of them", () => {
    const worst = rows.map(({ worstPoints }) => worstPoints);
    expect([Math.floor(Math.min(...worst)), Math.round(Math.max(...worst))]).toEqual([10, 37]);
    const miami = (date: string, changed?: string) => {
      const row = rows.find((each) => each.date === date && each.changed === changed)!;
      return [row.published.Miami, row.plain[row.nearest].shares.Miami];
    };
    const left = (date: string) =>
      miami(date, "one prepend at Miami").map((share, i) => Math.round((100 * share) / miami(date)[i]));
    expect(left("2020-04")).toEqual([22, 30]);
    expect(left("2022-03")).toEqual([46, 44]);
    const sydney = rows.find(({ why }) => /at most 13 of Sydney's 21 points/.test(why))!;
    expect(Math.floor(sydney.plain[sydney.nearest].tied / 2)).toBe(13);
    expect(Math.floor(sydney.worstPoints)).toBe(21);
    const days = ["2019-10", "2019-11"].map((date) => rows.find((each) => each.date === date)!);
    expect(days.map(({ published }) => Math.round(published.Miami))).toEqual([19, 29]);
    expect(days[0].plain).toEqual(days[1].plain);
    expect(days[0].why).toMatch(/has 17 %, and 72 % of the ASes tie/);
    expect(Math.round(days[0].plain["toposcope-201806"].without!.tied)).toBe(72);
    const withAndWithout = [days[0], sydney].map(({ plain, without }) => {
      expect(without).toEqual({ site: "Sydney", neighbour: 1221 });
      return Object.values(plain).map(({ shares, without }) =>
        [shares, without!.shares].map((on) => Math.round(on.Sydney)),
      );
    });
    expect(withAndWithout).toEqual([
      [
        [38, 17],
        [41, 8],
      ],
      [
        [41, 21],
        [44, 10],
      ],
    ]);
    expect(sydney.why).toMatch(/AS1221 it has 21 %/);
    const bRoot = rows[0].plain["toposcope-201806"];
    expect([bRoot.shares["Los Angeles"], bRoot.lowestAsn?.["Los Angeles"]]).toEqual([70.9, 79.1]);
    for (const file of ["README.md", "lib/docs/measurements.md"])
      expect(readFileSync(join(repository, file), "utf8")).toMatch(/10 to 37 points/);
  });
});
