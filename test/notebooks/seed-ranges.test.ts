// Numbers of lessons 2, 2b and 3 come from one generated Internet. The text gives their range over ten, and this test computes it;
// and the range of lesson 2 over published deployments.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { attachOrigin } from "../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../lib/kit/anycast/internet/catchment.js";
import { internetClients } from "../../lib/kit/anycast/internet/clients.js";
import { deployOnInternet } from "../../lib/kit/anycast/internet/deployment.js";
import { inflation } from "../../lib/kit/anycast/internet/inflation.js";
import { prepend } from "../../lib/kit/anycast/internet/changes.js";
import { nMinusOne } from "../../lib/kit/anycast/internet/loads.js";
import { shares } from "../../lib/kit/anycast/shares.js";
import { city, greatCircleKm } from "../../lib/kit/geo/index.js";
import { converge, queryStream, type BgpAnnouncement } from "../../lib/kit/routing/index.js";
import { generateInternet, neighbourIndices } from "../../lib/kit/topology/index.js";
import { deploymentResults, validationResults } from "../../lib/course/research/index.js";
import { repository } from "../needs.js";

const homes = ["Seattle", "Frankfurt", "Singapore", "Sao Paulo", "Johannesburg"];

function measured(seed: number) {
  const { graph, clique } = generateInternet({ ases: 2000, seed });
  const [one, two, three] = clique;
  const of = (odd: number) => {
    const topology = attachOrigin(graph, {
      asn: 64500,
      at: homes.map((city) => ({ city, providers: city === "Sao Paulo" ? [odd, three] : [two, three] })),
    });
    const sites = Object.fromEntries(homes.map((city, i) => ["ABCDE"[i], { origin: 64500, city }]));
    const catchment = internetCatchment({
      deployment: deployOnInternet({ topology, address: "192.0.2.53", sites }),
    });
    const parts = shares(catchment);
    const { deployment } = catchment;
    const prepended = (times: number) =>
      100 * shares(internetCatchment({ deployment: prepend(deployment, "D", times) }))[3].share;
    // Lesson 2b: every site has room for 1.5 times its load.
    const sized = { ...deployment, sites: deployment.sites.map((each, i) => ({ ...each, capacity: 1.5 * parts[i].weight })) };
    // Lesson 3: bots within 3,000 km of Jakarta.
    const bots = internetClients(topology).filter((each) => greatCircleKm(city(each.city!), city("Jakarta")) < 3000);
    const flooded = shares(internetCatchment({ deployment, clients: bots })).map(({ share }) => 100 * share);
    return {
      saoPaulo: 100 * parts[3].share,
      prepended,
      survived: () => nMinusOne(sized).filter(({ survives }) => survives).length,
      flooded: Math.max(...flooded),
      ...inflation(catchment),
    };
  };
  const others = clique.filter((odd) => odd !== one && odd !== two && odd !== three);
  const mixed = of(one);
  return { mixed, odd: [mixed, ...others.map(of)], same: of(two) };
}

const lesson = (name: string) => readFileSync(join(repository, "notebooks", `${name}.ipynb`), "utf8");
const rangeIn = (text: string, before: string, after: string) => {
  const found = new RegExp(`${before} (\\d+) to (\\d+) ${after}`).exec(text);
  return [Number(found?.[1]), Number(found?.[2])];
};
const text = lesson("2-multi-site-advertisement");
const range = (before: string) => rangeIn(text, before, "%");
const median = (values: readonly number[]) =>
  Math.round([...values].sort((a, b) => a - b)[values.length >> 1]);
const ends = (values: readonly number[]) => [Math.round(Math.min(...values)), Math.round(Math.max(...values))];

describe("over ten generated Internets", { timeout: 120_000 }, () => {
  const all = Array.from({ length: 10 }, (_, i) => measured(i + 1));

  it("an odd provider, whichever of the largest, draws and polarises as many users as the lesson says", () => {
    const odd = all.flatMap((each) => each.odd);
    expect(all.map((each) => each.odd.length)).toEqual(all.map(() => 6));
    expect(text).toContain("all six candidates in each");
    const drawn = odd.map(({ saoPaulo }) => saoPaulo);
    const lost = odd.map(({ polarised }) => 100 * polarised);
    expect(ends(drawn)).toEqual(range("gives Sao Paulo"));
    expect(ends(lost)).toEqual(range("polarises"));
    expect(text).toContain(`% of the users (median ${median(drawn)} %)`);
    expect(text).toContain(`% (median ${median(lost)} %)`);
  });

  it("the lesson's own odd provider is the extreme one, and prepends move its users as the lesson says", () => {
    const { mixed, odd } = all[4];
    expect(Math.max(...odd.map(({ saoPaulo }) => saoPaulo))).toBe(mixed.saoPaulo);
    expect(text).toContain(`from ${Math.round(mixed.saoPaulo)} to ${Math.round(mixed.prepended(1))} %`);
    expect(text).toContain(`holds the ${Math.round(mixed.prepended(5))} % that five prepends leave`);
  });

  it("a reserve of half the load survives as few single failures as lesson 2b says", () =>
    expect(ends(all.map(({ mixed }) => mixed.survived()))).toEqual(
      rangeIn(lesson("2b-running-a-site"), "survives", "of the five"),
    ));

  it("one site gets as much of the flood as lesson 3 says", () =>
    expect(ends(all.map(({ same }) => same.flooded))).toEqual(rangeIn(lesson("3-udp-success"), "the most flooded site gets", "% of the flood")));

  it("the same two providers everywhere polarise no users in this model", () => {
    expect(all.map(({ same }) => [same.polarised, same.atBestSite])).toEqual(all.map(() => [0, 1]));
  });
});

describe("lesson 2b: one of four sites withdraws, over ten generated Internets", () => {
  const runs = Array.from({ length: 10 }, (_, i) => {
    const { graph, tiers } = generateInternet({ ases: 200, seed: i + 1 });
    const homes = graph.asns.filter((_asn, v) => tiers[v] === "stub" && neighbourIndices(graph.providers, v).length > 1);
    const announcements = [0, 5, 10, 15].map((v, n): BgpAnnouncement => ({ site: "ABCD"[n], origin: homes[v] }));
    const timing = { linkDelayMs: [10, 100] as const, mrai: { withdrawals: true } };
    const history = converge({
      ...{ topology: graph, announcements, timing },
      start: "settled",
      events: [{ at: 0, kind: "withdraw", site: "A" }],
    });
    const lostS = (asn: number) =>
      queryStream({ history, clients: [{ asn }], perSecond: 20, fromMs: 0, toMs: 60_000 }).lost / 20;
    return { settledS: history.log[history.log.length - 1].atMs / 1000, lostS: Math.max(...[...graph.asns].map(lostS)) };
  });

  it("routes settle, and networks lose packets, for as long as the lesson says", () => {
    const told = lesson("2b-running-a-site");
    const settled = runs.map(({ settledS }) => settledS);
    expect(told).toContain(`settle in ${Math.min(...settled).toFixed(1)} to ${Math.max(...settled).toFixed(0)} s`);
    const lost = runs.map(({ lostS }) => lostS).sort((a, b) => a - b);
    expect(lost[8]).toBeLessThan(0.2);
    expect(told).toContain(`In nine of them no network is without a route for more than 0.2 s, in one for ${Math.round(lost[9])} s.`);
  });
});

describe("over what was measured", () => {
  it("the simulation errs in each published deployment as the lesson says", () => {
    const rows = deploymentResults.rows.filter(
      ({ of, changed }) => of !== "queries" && [undefined, "one prepend at Miami"].includes(changed),
    );
    expect(rows).toHaveLength(9);
    const worst = rows.map(({ published, plain, nearest }) =>
      Math.max(...Object.entries(published).map(([site, share]) => Math.abs(share - plain[nearest].shares[site]))),
    );
    expect(text).toContain("We simulated nine measurements; three are drawn.");
    expect(ends(worst)).toEqual(rangeIn(text, "In each, the worst site is", "percentage points off"));
  });

  it("the larger site is named in as many new pairs as the lesson says", () => {
    const { pairs, largerFound } = validationResults.independent;
    expect(text).toContain(`and in ${largerFound} of ${pairs} new pairs`);
    expect(text).toContain(`in all ${validationResults.peering.pairs} pairs on which it was developed`);
  });
});
