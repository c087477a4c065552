// Lesson 2's numbers come from one generated Internet. Its text gives their range over ten of them, and this test computes it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { attachOrigin } from "../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../lib/kit/anycast/internet/catchment.js";
import { deployOnInternet } from "../../lib/kit/anycast/internet/deployment.js";
import { inflation } from "../../lib/kit/anycast/internet/inflation.js";
import { shares } from "../../lib/kit/anycast/shares.js";
import { generateInternet } from "../../lib/kit/topology/index.js";
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
    return { saoPaulo: 100 * shares(catchment)[3].share, ...inflation(catchment) };
  };
  return { mixed: of(one), same: of(two) };
}

const text = readFileSync(join(repository, "notebooks", "2-multi-site-advertisement.ipynb"), "utf8");
const range = (before: string) => {
  const found = new RegExp(`${before} (\\d+) to (\\d+) %`).exec(text);
  return [Number(found?.[1]), Number(found?.[2])];
};

describe("over ten generated Internets", { timeout: 120_000 }, () => {
  const all = Array.from({ length: 10 }, (_, i) => measured(i + 1));

  it("an odd provider draws and polarises as many users as the lesson says", () => {
    const ends = (values: readonly number[]) => [Math.round(Math.min(...values)), Math.round(Math.max(...values))];
    expect(ends(all.map(({ mixed }) => mixed.saoPaulo))).toEqual(range("gives Sao Paulo"));
    expect(ends(all.map(({ mixed }) => 100 * mixed.polarised))).toEqual(range("polarises"));
  });

  it("the same two providers everywhere polarise nobody, in this model", () => {
    expect(all.map(({ same }) => [same.polarised, same.atBestSite])).toEqual(all.map(() => [0, 1]));
  });
});
