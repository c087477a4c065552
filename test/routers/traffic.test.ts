import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bird, frr, planRouters, runTraffic, type TrafficRow } from "../../lib/kit/routers/index.js";
import { predictedSite, serviceAddresses } from "../../lib/kit/routers/traffic/index.js";
import { walkAsPath } from "../../lib/kit/routing/bgp/index.js";
import { readScenario } from "../../lib/kit/routing/scenario/index.js";
import { needs, repository } from "../needs.js";

const folder = join(repository, "test", "routers", "scenarios");
const all = readdirSync(folder).sort();
const planOf = (file: string) => planRouters(readScenario(readFileSync(join(folder, file), "utf8"), { file }));
/** Anycast, hot potato and IPv6 first; then every second of the others. */
const asked = all.filter(
  (file, i) =>
    /anycast|hot-potato|ipv6|specific|several|max-length|local-node|too-long|blackhole|no-advertise/.test(file) ||
    i % 4 === 0,
);
/** FRR with zebra in each namespace is heavier: the cases that differ in kind. */
const onFrr = all.filter((file) =>
  /two-sites|hot-potato|ipv4-and|ipv6-behind|too-long|blackhole|no-advertise/.test(file),
);

describe("the prediction for packets", () => {
  it("is the site of the best route, hop by hop", () => {
    const plan = planOf("seattle-delhi.json");
    const router = plan.routers.find(({ asn, announces }) => asn === 5071 && !announces)!;
    expect(predictedSite(plan, router, 0)).toBe("Delhi");
  });
  it.each([
    ["no-advertise.json", 64510, 0, "A"],
    ["prefix-too-long.json", 64511, 0, "B"],
    ["prefix-too-long-ipv6.json", 64510, 0, "A"],
    ["rov-max-length.json", 64510, 0, "A"],
  ] as const)("%s: AS%i has only a covering prefix of its own, whose site answers", (file, asn, state, site) => {
    const plan = planOf(file);
    const router = plan.routers.find((each) => each.asn === asn && !each.announces)!;
    expect(plan.states[state].solution.bestOf(router.index, 0)).toBeUndefined();
    expect(predictedSite(plan, router, state)).toBe(site);
  });
  it("is nobody where an AS honours BLACKHOLE, and beyond it", () => {
    const plan = planOf("blackhole-beyond-the-filter.json");
    const at = (asn: number) => plan.routers.find((each) => each.asn === asn && !each.announces)!;
    expect([64500, 64501, 64502].map((asn) => predictedSite(plan, at(asn), 0))).toEqual([undefined, undefined, "B"]);
  });
  it("is the model's walk of a packet, in every scenario", () => {
    for (const file of all) {
      const plan = planOf(file);
      const addresses = serviceAddresses(plan);
      for (const router of plan.routers.filter(({ announces }) => !announces))
        plan.states.forEach(({ problem: { prefix, origins } }, state) => {
          if (origins.has(router.index)) return;
          const { asn, city } = router;
          const states = plan.states.filter(({ problem }) => problem.prefix.family === prefix.family);
          const walk = walkAsPath({ state: states, from: { asn, ...(city && { city }) }, to: addresses[state] });
          expect([file, router.name, addresses[state], predictedSite(plan, router, state)]).toEqual([
            file,
            router.name,
            addresses[state],
            walk.outcome === "delivered" ? walk.site : undefined,
          ]);
        });
    }
  });
});

describe.each([
  { daemon: bird, needed: "bird", files: asked, least: 20 },
  { daemon: frr, needed: "frr", files: onFrr, least: 3 },
] as const)("real packets over $daemon.title", ({ daemon, needed, files, least }) => {
  needs(needed, "root").describe("reach the predicted site", () => {
    let rows: readonly (readonly TrafficRow[])[];
    beforeAll(async () => {
      rows = await runTraffic(daemon, files.map(planOf));
    }, 240_000);
    it("in enough scenarios", () => expect(files.length).toBeGreaterThanOrEqual(least));
    it.each(files.map((file, i) => [file, i] as const))("%s, over UDP and TCP, by name, id and NSID", (_file, i) => {
      expect(rows[i].length).toBeGreaterThan(0);
      expect(rows[i].filter(({ agrees }) => !agrees)).toEqual([]);
    });
    it("somewhere, and nowhere where there is no route", () => {
      const flat = rows.flat();
      expect(flat.some(({ udp, tcp, nsid, id }) => udp !== null && udp === tcp && udp === nsid && udp === id)).toBe(
        true,
      );
      expect(flat.some(({ to, udp }) => to.includes(":") && udp !== null)).toBe(true);
      if (daemon === bird)
        expect(flat.some(({ predicted, udp }) => predicted === undefined && udp === null)).toBe(true);
    });
  });
});
