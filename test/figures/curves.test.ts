import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { chartAxis, numberText } from "../../lib/kit/figures/chart/axis.js";
import { curvesFigure, type CurvesOptions } from "../../lib/kit/figures/chart/curves.js";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { breakProbability } from "../../lib/kit/traffic/closed-forms.js";

const options: CurvesOptions = {
  name: "curves",
  title: "Curves",
  x: { label: "time", unit: "s" },
  y: { label: "share", unit: "%" },
  series: [{ name: "one", points: [0, 5, 10].map((x) => ({ x, y: x * x })) }], // prettier-ignore
};
const draw = (more: Partial<CurvesOptions>) => curvesFigure({ ...options, ...more });
const pictures = (more: Partial<CurvesOptions>) => [
  ...parseHTML(draw(more).html).document.querySelectorAll("svg.ak-picture"),
];

describe("an axis", () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  it("starts at 0 if nothing is below, so that heights can be compared", () => {
    expect(chartAxis("x", { label: "x" }, [40, 95]).domain).toEqual([0, 100]);
    expect(chartAxis("x", { label: "x" }, [-40, 95]).domain).toEqual([-40, 100]);
  });

  it("keeps the order of values, from 0 at its beginning to 1 at its end, and has an inverse", () => {
    fc.assert(
      fc.property(fc.uniqueArray(finite, { minLength: 2, maxLength: 9 }), fc.boolean(), (values, log) => {
        const shown = log ? values.map((value) => Math.abs(value) + 1) : values;
        fc.pre(Math.max(...shown) - Math.min(...shown) > 1e-3);
        const axis = chartAxis("x", { label: "x", log }, shown);
        const parts = [...shown].sort((a, b) => a - b).map(axis.part);
        expect(parts).toEqual([...parts].sort((a, b) => a - b));
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(...parts)).toBeLessThanOrEqual(1 + 1e-9);
        for (const value of shown) expect(axis.at(axis.part(value))).toBeCloseTo(value, 3);
        for (const tick of axis.ticks) expect(tick >= axis.domain[0] && tick <= axis.domain[1]).toBe(true);
      }),
    );
  });

  it("writes powers of ten on a long logarithmic axis, 1, 2 and 5 on a short one", () => {
    expect(chartAxis("x", { label: "x", log: true }, [0.01, 10_000]).ticks).toEqual([
      0.01, 0.1, 1, 10, 100, 1000, 10_000,
    ]);
    expect(chartAxis("x", { label: "x", log: true }, [10, 300]).ticks).toEqual([10, 20, 50, 100, 200]);
  });

  it("writes numbers as they are read", () => {
    expect([0, 0.069, 4.0812, 12_000, 1e-7, -2.5, 1234.4].map(numberText)).toEqual(["0", "0.069", "4.08", "12,000", "0.0000001", "-2.5", "1,234"]); // prettier-ignore
  });
});

describe("a figure of curves", () => {
  it("has in its table what it draws: points as they are, and what lies between them as it is drawn", () => {
    const { data } = draw({ rows: [5, 7.5] });
    expect(data).toEqual({ columns: ["time (s)", "one (%)"], rows: [[5, 25], [7.5, 62.5]] }); // prettier-ignore
  });

  it("reads a step as what held last", () => {
    const { data } = draw({ series: [{ name: "cdf", kind: "step", points: [{ x: 1, y: 40 }, { x: 3, y: 100 }] }], rows: [0, 1, 2, 3, 9] }); // prettier-ignore
    expect(data.rows.map((row) => row[1])).toEqual(["", 40, 40, 100, 100]);
  });

  it("reads a straight line on logarithmic axes as the power law it is", () => {
    const law = [1, 100].map((x) => ({ x, y: x ** 2 }));
    const log = { x: { label: "x", log: true }, y: { label: "y", log: true } };
    expect(draw({ ...log, series: [{ name: "law", points: law }], rows: [10] }).data.rows).toEqual([[10, 100]]);
  });

  it("tells points with their intervals, a row for each beside the curve they are held against", () => {
    const y = (x: number) => 100 * breakProbability({ changesPerDay: 1, durationMs: 1000 * x });
    const { data } = draw({
      x: { label: "time", unit: "s", log: true },
      series: [
        { name: "law", points: Array.from({ length: 50 }, (_, i) => ({ x: 60 * (i + 1), y: y(60 * (i + 1)) })) },
        { name: "counted", kind: "points", points: [{ x: 3000, y: 3.4, low: 3, high: 3.9 }] },
      ],
      rows: [60, 3000],
    });
    expect(data.columns).toEqual(["time (s)", "law (%)", "counted (%)", "counted, from (%)", "counted, to (%)"]);
    expect(data.rows).toEqual([[60, 0.06942, "", "", ""], [3000, 3.413, 3.4, 3, 3.9]]); // prettier-ignore
  });

  it("draws of a count of none only the interval, where the axis has no 0", () => {
    const points = [{ x: 1, y: 0, low: 0, high: 0.4 }, { x: 2, y: 3, low: 2, high: 4 }]; // prettier-ignore
    for (const picture of pictures({
      y: { label: "share", log: true },
      series: [{ name: "counted", kind: "points", points }],
    })) {
      expect(picture.querySelectorAll(".ak-spot > *")).toHaveLength(1);
      expect(picture.querySelectorAll(".ak-whisker > *")).toHaveLength(2);
    }
  });

  it("stays in its picture however long its names are", () => {
    const label = "a rather long name of what is marked";
    for (const picture of pictures({
      marks: [
        { x: 10, label },
        { y: 100, label: `${label} too` },
        { x: 0, y: 0, label: "start" },
      ],
    }))
      // prettier-ignore
      for (const text of picture.querySelectorAll("text")) {
        const [x, width] = [Number(text.getAttribute("x")), 5 * text.textContent.length];
        const anchor = text.getAttribute("text-anchor");
        const left = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
        expect(left).toBeGreaterThanOrEqual(-1);
        expect(left + width).toBeLessThanOrEqual(Number(picture.getAttribute("width")) + 1);
      }
  });

  it("names every mark, beside it or in the legend", () => {
    const marks = Array.from({ length: 30 }, (_, i) => ({ x: 5, label: `mark number ${i}` }));
    const { html } = draw({ marks });
    for (const { label } of marks) expect(html).toContain(label);
  });

  it("stays light with thousands of points", () => {
    const points = Array.from({ length: 20_000 }, (_, i) => ({ x: i, y: Math.sqrt(i) }));
    expect(draw({ series: [{ name: "many", kind: "step", points }] }).html.length).toBeLessThan(60_000);
  });

  const line = (points: readonly { x: number; y: number }[]) => ({ name: "odd", points });
  it.each([
    ["no curve", { series: [] }, "has 0 lines and 0 sets of points. Give 1 to 6 lines"],
    ["seven lines", { series: Array.from({ length: 7 }, (_, i) => ({ ...options.series[0], name: `${i}` })) }, "has 7 lines and 0 sets of points. Give 1 to 6 lines"],
    ["a curve without points", { series: [line([])] }, '"odd" must have at least one point'],
    ["points in disorder", { series: [line([{ x: 2, y: 1 }, { x: 1, y: 1 }])] }, 'the points of "odd" must be sorted by x (2 is followed by 1)'],
    ["a value that is none", { series: [line([{ x: 2, y: NaN }])] }, '"odd" has a point at x 2, y NaN'],
    ["half an interval", { series: [{ name: "odd", points: [{ x: 1, y: 1, low: 0 }] }] }, "interval from 0 to undefined"],
    ["0 on a logarithmic axis", { x: { label: "time", log: true } }, "x: values must be above 0 on a logarithmic axis (got 0)"],
    ["an axis without length", { x: { label: "time", from: 3, to: 3 } }, "zero length (3 to 3)"],
    ["a site without a mark", { series: [{ ...options.series[0], site: "Z" }] }, 'Site "Z" has no mark'],
  ] as [string, Partial<CurvesOptions>, string][])("is refused with %s, and the message says which", (_what, more, message) => {
    expect(() => draw(more)).toThrow(FigureError);
    expect(() => draw(more)).toThrow(message);
  }); // prettier-ignore
});
