import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bird, frr, planRouters, predictedSite, runTraffic, type TrafficRow } from "../../lib/kit/routers/index.js";
import { readScenario } from "../../lib/kit/routing/scenario/index.js";
import { needs, repository } from "../needs.js";

const folder = join(repository, "test", "routers", "scenarios");
const all = readdirSync(folder).sort();
const planOf = (file: string) => planRouters(readScenario(readFileSync(join(folder, file), "utf8"), { file }));
/** Anycast, hot potato and IPv6 first; then every second of the others. */
const asked = all.filter(
  (file, i) => /anycast|hot-potato|ipv6|specific|several|max-length|local-node/.test(file) || i % 4 === 0,
);
/** FRR with zebra in each namespace is heavier: the cases that differ in kind. */
const onFrr = all.filter((file) => /two-sites|hot-potato|ipv4-and/.test(file));

describe("the prediction for packets", () => {
  it("is the site of the best route, hop by hop", () => {
    const plan = planOf("seattle-delhi.json");
    const router = plan.routers.find(({ asn, announces }) => asn === 5071 && !announces)!;
    expect(predictedSite(plan, router, 0)).toBe("Delhi");
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
