import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { flowGridFigure } from "../../lib/kit/figures/chart/flow-grid.js";
import { disruption, flowHashes } from "../../lib/kit/traffic/ecmp/disruption.js";
import { maglev } from "../../lib/kit/traffic/ecmp/maglev.js";
import { modulo } from "../../lib/kit/traffic/ecmp/modulo.js";
import { rendezvous } from "../../lib/kit/traffic/ecmp/rendezvous.js";

const text = { name: "flows", title: "Flows" };
const members = ["A", "B", "C", "D", "E"];

describe("the grid of flows", () => {
  it("counts what the library counts, whatever the scheme, the members and the flows", () => {
    const schemes = fc.constantFrom(modulo, rendezvous, maglev);
    fc.assert(
      fc.property(schemes, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 8, max: 120 }), (scheme, gone, count) => {
        const [before, after] = [scheme(members), scheme(members.filter((_, i) => i !== gone))];
        const hashes = flowHashes(count);
        const { data } = flowGridFigure({ ...text, before, after, hashes });
        const sum = (column: number) => data.rows.reduce((total, row) => total + Number(row[column]), 0);
        const { moved, collateral } = disruption({ before, after, hashes });
        expect(sum(4) + sum(5)).toBe(Math.round(moved * count));
        expect(sum(5)).toBe(Math.round(collateral * count));
        expect([sum(1), sum(2)]).toEqual([count, count]);
      }),
      { numRuns: 25 },
    );
  });

  it("writes each flow's member into its cell, by one character even where names are longer", () => {
    const hashes = flowHashes(40);
    const long = members.map((_, i) => `server ${i + 1}`);
    const { html } = flowGridFigure({ ...text, before: modulo(long), after: modulo(long), hashes });
    const wide = parseHTML(html).document.querySelector("svg.ak-wide")!;
    const letters = [...wide.querySelectorAll(".ak-on-flow")].map((each) => each.textContent).join("");
    expect(letters).toHaveLength(80);
    expect(letters).toMatch(/^[1-5]+$/);
    expect(wide.querySelectorAll(".ak-broken-flow")).toHaveLength(0);
  });

  it("is refused for too few or too many flows, and for more members than colours", () => {
    const draw = (count: number, names: readonly string[]) => () =>
      flowGridFigure({ ...text, before: modulo(names), after: modulo(names), hashes: flowHashes(count) });
    expect(draw(7, members)).toThrow(FigureError);
    expect(draw(401, members)).toThrow("must have 8 to 400 hashes (got 401).");
    expect(draw(40, [..."ABCDEFGHI"])).toThrow("must have at most 8 members (got 9)");
  });
});
