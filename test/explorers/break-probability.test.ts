import { describe, expect, it } from "vitest";
import { type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { COUNTED, CONNECTIONS } from "../../lib/course/explorers/break-probability/data.js";
import { breakProbability as explorer } from "../../lib/course/explorers/break-probability/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { breakProbability } from "../../lib/kit/traffic/closed-forms.js";
import { brokenFlows } from "../../lib/kit/traffic/montecarlo/flows.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(explorer, {});
const at = (changesPerDay: number, seconds: number): State => ({
  rate: scenario.rates.indexOf(changesPerDay),
  length: scenario.lengths.indexOf(seconds),
});
const figure = (changed: State) => explorer.render(scenario, { ...first, ...changed }, "b").figures[0];
const says = (changed: State) => draw(changed, "b").summary;

describe("how many connections a change of route meets", () => {
  it("is 0.069 % for a minute and 4.08 % for an hour, at one change a day", () => {
    expect(says(at(1, 60))).toContain("0.0694 % of the connections that last 1 min break: 1 in 1,441.");
    expect(says(at(1, 3600))).toContain("4.08 % of the connections that last 1 h break: 1 in 25.");
    expect(says(at(10, 3600))).toContain("If the route moves to another site 10 times a day, 34.1 %");
  });

  it("draws the library's formula, and counts what the library's Monte Carlo counts", () => {
    for (const [rate, seconds] of [
      [1, 3600],
      [0.1, 60],
      [20, 86_400],
    ] as const) {
      // prettier-ignore
      const { columns, rows } = figure(at(rate, seconds)).data;
      const counted = columns.indexOf("counted (%)");
      for (const row of rows) {
        const durationMs = 1000 * Number(row[0]);
        expect(row[1]).toBe(Number((100 * breakProbability({ changesPerDay: rate, durationMs })).toPrecision(4)));
        if (!COUNTED.some((each) => each === row[0])) continue;
        const { share, low, high } = brokenFlows({
          flows: CONNECTIONS,
          changesPerDay: rate,
          duration: { kind: "fixed", ms: durationMs },
          seed: Math.round(1000 * rate + Number(row[0])),
        });
        expect(row.slice(counted, counted + 3)).toEqual(
          [share, low, high].map((value) => Number((100 * value).toPrecision(4))),
        );
      }
      expect(rows.map((row) => row[0])).toContain(seconds);
    }
  });

  it("counts within its interval nineteen times of twenty or so", () => {
    const points = scenario.rates.flatMap((rate) => figure(at(rate, 60)).data.rows.map((row) => row.map(Number)));
    const counted = figure(at(1, 60)).data.columns.indexOf("counted (%)");
    expect(counted).toBe(6);
    const curves = points.filter((row) => row.length === 9);
    const inside = curves.filter((row) => row[1] >= row[counted + 1] && row[1] <= row[counted + 2]).length;
    expect(curves.length).toBeGreaterThan(20);
    expect(inside / curves.length).toBeGreaterThan(0.85);
  });

  it("lets the learner stand where no round number is", () => {
    const odd = drawnInNode(explorer, { changesPerDay: 3, seconds: 240 });
    expect(odd.draw({}, "b").summary).toContain("If the route moves to another site 3 times a day, 0.83 % of the connections that last 4 min"); // prettier-ignore
    expect(odd.scenario.lengths).toEqual([...odd.scenario.lengths].sort((a, b) => a - b));
  });

  it.each([
    [{ changesPerDay: 0 }, "changesPerDay"],
    [{ changesPerDay: 1000 }, "changesPerDay"],
    [{ seconds: 0.5 }, "seconds"],
    [{ seconds: "an hour" }, "seconds"],
    [{ minutes: 1 }, "minutes"],
  ])("refuses %j, naming the field", (props, field) => {
    expect(() => renderExplorer("break-probability", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("break-probability", props)).toThrow(`Explorer "break-probability": `);
    expect(() => renderExplorer("break-probability", props)).toThrow(field);
  });
});
