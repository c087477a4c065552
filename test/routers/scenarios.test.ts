import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readScenario } from "../../lib/kit/routing/scenario/read.js";
import { agreement, type RouterAgreement } from "../../lib/kit/routers/agreement.js";
import { planRouters } from "../../lib/kit/routers/plan-routers.js";
import { runOnBird } from "../../lib/kit/routers/run-bird.js";
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

needs("bird", "root").describe("BIRD and the model use the same best path at every router", () => {
  let rows: readonly (readonly RouterAgreement[])[];
  beforeAll(async () => {
    const routes = await runOnBird(plans, {
      isExpected: (i, seen) => agreement(plans[i], seen).every(({ agrees }) => agrees),
    });
    rows = plans.map((plan, i) => agreement(plan, routes[i]));
  });
  it.each(files.map((file, i) => [plans[i].name, file, i] as const))("%s (%s)", (_name, file, i) => {
    const proof = proves[nameOf(file)];
    expect(rows[i].filter(({ agrees }) => !agrees)).toEqual([]);
    const shown = rows[i].find(({ router, bird }) => router === proof.at && (bird !== undefined || "hears" in proof));
    expect(shown).toBeDefined();
    if ("hears" in proof) expect(shown!.bird).toBeUndefined();
    else {
      expect([shown!.bird!.site, shown!.bird!.path.join(" ")]).toEqual([proof.uses, proof.path]);
      expect(shown!.rule).toBe(proof.by);
    }
  });
});
