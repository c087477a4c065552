// Faults inserted by seed: each kind is found by some seed, changes what routers use, and has a diagnosis that names the place.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breakScenario, predict } from "../../../lib/kit/routers/labs/index.js";
import { planRouters } from "../../../lib/kit/routers/plan-routers.js";
import { readScenario } from "../../../lib/kit/routing/scenario/index.js";
import { repository } from "../../needs.js";

const read = (name: string) => readScenario(readFileSync(join(repository, "data", "labs", `${name}.json`), "utf8"));

describe("a fault in a lab", () => {
  const scenario = { ...read("two-sites"), events: [] };
  const broken = Array.from({ length: 40 }, (_, seed) => breakScenario(scenario, seed)!);

  it("is of every kind that this network can have", () => {
    expect([...new Set(broken.map(({ fault }) => fault))].sort()).toEqual([
      "leaked more-specific prefix",
      "wrong LOCAL_PREF",
    ]);
  });
  it("is the same for the same seed, and names an AS", () => {
    expect(breakScenario(scenario, 7)).toEqual(broken[7]);
    for (const { diagnosis } of broken) expect(diagnosis).toMatch(/AS\d+.*: check /);
  });
  it("that leaks half of the prefix draws every router to one site", () => {
    const { scenario: leaking, diagnosis } = broken.find(({ fault }) => fault === "leaked more-specific prefix")!;
    expect(diagnosis).toContain("192.0.2.0/25");
    const half = predict(planRouters(leaking)).catchment.filter(({ prefix }) => prefix === "192.0.2.0/25");
    expect(new Set(half.map(({ site }) => site)).size).toBe(1);
    expect(half.length).toBeGreaterThan(2);
  });
});
