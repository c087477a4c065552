// Lesson 5's numbers come from one generated Internet. Its text gives their range over ten of them, and this test computes it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breakEven } from "../../lib/kit/anycast/designs/break-even.js";
import { worthOfSites } from "../../lib/kit/anycast/designs/choose-sites.js";
import type { Design } from "../../lib/kit/anycast/designs/design.js";
import { compareDesigns } from "../../lib/kit/anycast/designs/evaluate.js";
import { attachOrigin } from "../../lib/kit/anycast/internet/attach.js";
import { deployOnInternet } from "../../lib/kit/anycast/internet/deployment.js";
import { unicastRtts } from "../../lib/kit/anycast/internet/unicast.js";
import { converge, queryStream, type RoutingEvent } from "../../lib/kit/routing/index.js";
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

/** The region of B and E withdraws its prefix: how long the networks hunt, and until when packets are lost although the covering prefix is there, s. */
function hunted({ careful }: ReturnType<typeof measured>, mrai: false | { readonly withdrawals: boolean }) {
  const events = ["B", "E"].map((site): RoutingEvent => ({ at: 0, kind: "withdraw", site }));
  const [, { deployment }] = careful.regional.services;
  const { topology, announcements } = careful.global.services[0].deployment;
  const timing = { linkDelayMs: [10, 100], mrai } as const;
  const run = (list: typeof announcements) =>
    converge({ topology, announcements: list, timing, start: "settled", events });
  const own = run(deployment.announcements);
  const covering = run(announcements.map((each) => ({ ...each, prefix: "192.0.0.0/22" })));
  const clients = Array.from(topology.asns).filter((asn, i) => asn !== 64500 && i % 20 === 0).map((asn) => ({ asn })); // prettier-ignore
  const { intervals } = queryStream({ history: [own, covering], clients, perSecond: 1, fromMs: 0, toMs: 250_000 });
  const lost = intervals.filter(({ fate }) => fate.kind !== "delivered");
  return {
    seconds: own.log[own.log.length - 1].atMs / 1000,
    lostSeconds: Math.max(...lost.map(({ toMs }) => toMs)) / 1000,
  };
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

  it("path hunting lasts about a second, or with MRAI as long as the lesson says, and users lose less", () => {
    const atOnce = all.map((each) => hunted(each, false));
    for (const { seconds, lostSeconds } of atOnce) expect([seconds < 1.5, lostSeconds < 0.25]).toEqual([true, true]);
    for (const each of all) expect(hunted(each, { withdrawals: false }).seconds).toBeLessThan(1.5);
    const late = all.map((each) => hunted(each, { withdrawals: true }));
    expect(ends(late.map(({ seconds }) => seconds))).toEqual(range("path hunting lasts", "s"));
    const [, , , , ours] = late;
    expect(ours.lostSeconds).toBeCloseTo(0.2, 1);
    const long = late.map(({ lostSeconds }) => lostSeconds).filter((seconds) => seconds > 1);
    expect(long.map(Math.round)).toEqual([30]);
  });

  it("the break-even is where the lesson says with careless transit, and nowhere with careful transit", () => {
    expect(ends(all.map(({ careless }) => 100 * careless.rate!))).toEqual(range("break-even is at", "%"));
    expect(all.map(({ careful }) => careful.rate)).toEqual(all.map(() => undefined));
  });
});

it("in Which sites? the same two carriers in all eight cities make every site useful, as the text says", () => {
  const { graph, clique } = generateInternet({ ases: 500, seed: 1 });
  const at = [...homes, "Tokyo", "London"].map((city) => ({ city, providers: [clique[1], clique[2]] }));
  const deployment = deployOnInternet({
    topology: attachOrigin(graph, { asn: 64500, at }),
    address: "192.0.2.53",
    sites: Object.fromEntries(at.map(({ city }, i) => ["ABCDEFGH"[i], { origin: 64500, city }])),
  });
  const unicast = unicastRtts(deployment);
  expect(Math.min(...worthOfSites({ deployment, unicast }).map(({ worthMs }) => worthMs))).toBeGreaterThan(0);
  expect(text).toContain("With the same two carriers everywhere no site does harm.");
});
