import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { decisionFigure, decisionTable } from "../../lib/kit/figures/table/decision-table.js";
import { decisionOf } from "../../lib/kit/figures/table/decision-rows.js";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { explain } from "../../lib/kit/routing/bgp/explain.js";
import { steadyState } from "../../lib/kit/routing/bgp/steady-state.js";
import type { BgpProblem } from "../../lib/kit/routing/bgp/problem.js";
import { world } from "../routing/bgp/world.js";

const text = { name: "why", title: "Why" };
/** AS1 hears of the prefix from a customer, a peer, and two providers. */
const topology = world("1>10 1-20 30>1 40>1 10>90 20>90 30>90 40>90");
const state = (more: Partial<BgpProblem> = {}) =>
  steadyState({ topology, announcements: [{ site: "A", origin: 90 }], ...more });

function cells(html: string) {
  const { document } = parseHTML(html);
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [...row.children]);
  const headers = [...document.querySelectorAll("thead th")].map((cell) => cell.textContent);
  return { rows, headers };
}

describe("the decision table", () => {
  it("puts the route used first, and strikes each other one at the rule that removed it", () => {
    const { rows, headers } = cells(decisionTable(state(), 1, text).html);
    const { candidates } = explain(state(), 1);
    expect(rows[0].map((cell) => cell.textContent).slice(0, 2)).toEqual(["customer AS10", "A"]);
    expect(rows[0][0].parentElement!.className).toBe("ak-won");
    expect(rows.map((row) => row.findIndex((cell) => cell.querySelector("s")))).toEqual([-1, 2, 2, 2]);
    expect(candidates.slice(1).map(({ rule }) => rule)).toEqual(["local-pref", "local-pref", "local-pref"]);
    expect(headers[2]).toContain("LOCAL_PREF");
    expect(rows[1][3].className).toContain("ak-unseen");
  });

  it("marks a disabled rule, and numbers the others in order", () => {
    const { headers, rows } = cells(decisionTable(state({ without: ["local-pref"] }), 1, text).html);
    expect(headers.slice(2)).toEqual(["LOCAL_PREF (rule off)", "1. AS path", "4. neighbour", "outcome"]);
    expect(rows[1].findIndex((cell) => cell.querySelector("s"))).toBe(4);
  });

  it("lists who has no route for it, with the reason", () => {
    // AS20 could receive the route only from its peer AS1, whose route comes from a provider.
    const narrow = state({ announcements: [{ site: "A", origin: 90, neighbours: [30] }] });
    const figure = decisionTable(narrow, 20, text);
    expect(figure.data.rows.at(-1)!.at(-1)).toContain("no route");
    const one = decisionTable(narrow, 1, text).data.rows;
    expect(one.map((row) => row.at(-1))).toContain("no route: AS20 has no route");
  });

  it("tells the sentence of the explanation, and shows all columns when asked", () => {
    const figure = decisionTable(state(), 1, { ...text, columns: "all" });
    expect(figure.html).toContain(explain(state(), 1).sentence);
    expect(figure.data.columns).toContain("3. ORIGIN");
    expect(figure.data.columns).toContain("4. MED");
  });

  it("shows the distance to the exit that the rule compared", () => {
    const cities = world("1@London,New_York,Paris 8@London 9@Paris 1>8 1>9");
    const split = steadyState({
      topology: cities,
      tieBreak: "router",
      announcements: [
        { site: "A", origin: 8, city: "London" },
        { site: "B", origin: 9, city: "Paris" },
      ],
    });
    const { candidates } = decisionOf(split, 1, { city: "New York" });
    expect(candidates.map(({ site, heardBy, rule }) => [site, heardBy, rule])).toEqual([
      ["A", "ibgp", undefined],
      ["B", "ibgp", "igp-cost"],
    ]);
    expect(candidates[1].because).toContain(`${candidates[1].igpCost} km`);
    expect(candidates[1].because).toContain(`${candidates[0].igpCost} km`);
  });

  it("is refused for an AS that received nothing", () => {
    const decision = { asn: 7, candidates: [], refused: [], rules: [], sentence: "AS7 has no route." };
    expect(() => decisionFigure(decision, text)).toThrow(FigureError);
    expect(() => decisionTable(state(), 7, text)).toThrow("AS7");
  });
});
