// Lesson 5's numbers come from one generated Internet. Its text gives their range over ten of them, and this test computes it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breakEven } from "../../lib/kit/anycast/designs/break-even.js";
import type { Design } from "../../lib/kit/anycast/designs/design.js";
import { compareDesigns } from "../../lib/kit/anycast/designs/evaluate.js";
import { attachOrigin } from "../../lib/kit/anycast/internet/attach.js";
import { deployOnInternet } from "../../lib/kit/anycast/internet/deployment.js";
import { unicastRtts } from "../../lib/kit/anycast/internet/unicast.js";
import { generateInternet } from "../../lib/kit/topology/index.js";
import { repository } from "../needs.js";

const homes = ["Seattle", "Frankfurt", "Singapore", "Sao Paulo", "Johannesburg", "New York"];
const regional: Design = {
  kind: "regional",
  regions: { Americas: { sites: ["A", "D", "F"] }, "Europe and Africa": { sites: ["B", "E"] }, Asia: { sites: ["C"] } },
};

function measured(seed: number) {
  const { graph, clique } = generateInternet({ ases: 2000, seed });
  const [one, two, three] = clique;
  const of = (odd: number) => {
    const at = homes.map((city) => ({ city, providers: city === "Sao Paulo" ? [odd, three] : [two, three] }));
    const deployment = deployOnInternet({
      topology: attachOrigin(graph, { asn: 64500, at }),
      address: "192.0.2.53",
      sites: Object.fromEntries(homes.map((city, i) => ["ABCDEF"[i], { origin: 64500, city }])),
    });
    const unicast = unicastRtts(deployment);
    const found = compareDesigns({ deployment, unicast, designs: { global: { kind: "global" }, regional } });
    const baselineMs = found.global.rttMs.mean;
    const { rate } = breakEven({ deployment, design: regional, unicast, level: "continent", baselineMs, routes: found.regional }); // prettier-ignore
    return { global: found.global, regional: found.regional, rate };
  };
  return { careless: of(one), careful: of(two) };
}

const text = readFileSync(join(repository, "notebooks", "5-global-vs-regional.ipynb"), "utf8");
const range = (before: string, unit: string) => {
  const found = new RegExp(`${before} (\\d+) to (\\d+) ${unit}`).exec(text);
  return [Number(found?.[1]), Number(found?.[2])];
};
const ends = (values: readonly number[]) => [Math.round(Math.min(...values)), Math.round(Math.max(...values))];

describe("over ten generated Internets", { timeout: 240_000 }, () => {
  const all = Array.from({ length: 10 }, (_, i) => measured(i + 1));

  it("careless transit makes global anycast as slow as the lesson says, and slower than regional anycast every time", () => {
    expect(ends(all.map(({ careless }) => careless.global.rttMs.mean))).toEqual(range("careless", "ms"));
    for (const { careless } of all) expect(careless.global.rttMs.mean).toBeGreaterThan(careless.regional.rttMs.mean);
  });

  it("careful transit takes all users to their best site, and makes it as fast as the lesson says", () => {
    expect(ends(all.map(({ careful }) => careful.global.rttMs.mean))).toEqual(range("careful", "ms"));
    expect(all.map(({ careful }) => careful.global.atBestSite)).toEqual(all.map(() => 1));
  });

  it("the break-even is where the lesson says with careless transit, and nowhere with careful transit", () => {
    expect(ends(all.map(({ careless }) => 100 * careless.rate!))).toEqual(range("break-even is at", "%"));
    expect(all.map(({ careful }) => careful.rate)).toEqual(all.map(() => undefined));
  });
});
