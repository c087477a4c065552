// Costs of IGP links are not distances: neither the sentence of the rule nor the table's column says km.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { decisionOf } from "../../../lib/kit/figures/table/decision-rows.js";
import { decisionFigure } from "../../../lib/kit/figures/table/decision-table.js";
import { readScenario, steadyStatesOf } from "../../../lib/kit/routing/scenario/index.js";
import { repository } from "../../needs.js";

const decision = (name: string, city: string) => {
  const text = readFileSync(join(repository, "test", "routers", "scenarios", `${name}.json`), "utf8");
  return decisionOf(steadyStatesOf(readScenario(text))[0], 64501, { city });
};
const svg = (of: ReturnType<typeof decision>) => decisionFigure(of, { name: "words", title: "words" }).html;

it("names costs where the scenario gives them, and km elsewhere", () => {
  const costs = decision("igp-cost-of-links", "Frankfurt");
  expect(costs.candidates.map(({ igpCost }) => igpCost).sort((a, b) => a - b)).toEqual([20, 50]);
  expect(costs.candidates.map(({ because }) => because)).toContain(
    "the IGP's cost to its exit is 50, to the nearest 20",
  );
  expect(svg(costs)).toContain("exit (cost)");
  const km = decision("igp-cost-hot-potato", "Tokyo");
  expect(svg(km)).toContain("exit (km)");
});
