import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readScenario } from "../../lib/kit/routing/scenario/read.js";
import { agreement, type RouterAgreement } from "../../lib/kit/routers/agreement.js";
import { bird } from "../../lib/kit/routers/bird/bird.js";
import { frr } from "../../lib/kit/routers/frr/frr.js";
import { planRouters } from "../../lib/kit/routers/plan-routers.js";
import { runOn } from "../../lib/kit/routers/run-routers.js";
import { needs, repository } from "../needs.js";
import { proves } from "./proves.js";

const folder = join(repository, "test", "routers", "scenarios");
const files = readdirSync(folder).sort();
const scenarios = files.map((file) => readScenario(readFileSync(join(folder, file), "utf8"), { file }));
const plans = scenarios.map(planRouters);
const nameOf = (file: string) => file.replace(/\.json$/, "");

describe("the scenario files", () => {
  it("each have a reason to be here", () => expect(files.map(nameOf).sort()).toEqual(Object.keys(proves).sort()));
  it.each(scenarios)("say what they show: $name", ({ name, description }) => {
    expect(name.length).toBeGreaterThan(10);
    expect(description).toMatch(/\.$/);
  });
});

describe.each([
  { daemon: bird, needed: "bird" },
  { daemon: frr, needed: "frr" },
] as const)("$daemon.title and the model", ({ daemon, needed }) => {
  needs(needed, "root").describe("use the same best path at every router", () => {
    let rows: readonly (readonly RouterAgreement[])[];
    beforeAll(async () => {
      const routes = await runOn(daemon, plans, {
        isExpected: (i, seen) => agreement(plans[i], seen, daemon.name).every(({ agrees }) => agrees),
      });
      rows = plans.map((plan, i) => agreement(plan, routes[i], daemon.name));
    }, 240_000);
    it.each(files.map((file, i) => [plans[i].name, file, i] as const))("%s (%s)", (_name, file, i) => {
      const proof = proves[nameOf(file)];
      expect(rows[i].filter(({ agrees }) => !agrees)).toEqual([]);
      const used = (row: RouterAgreement) => row[daemon.name];
      const shown = rows[i].find((row) => row.router === proof.at && (used(row) !== undefined || "hears" in proof));
      expect(shown).toBeDefined();
      if ("hears" in proof) expect(used(shown!)).toBeUndefined();
      else {
        expect([used(shown!)!.site, used(shown!)!.path.join(" ")]).toEqual([proof.uses, proof.path]);
        expect(shown!.rule).toBe(proof.by);
      }
    });
  });
});
