import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { show } from "../../lib/course/lesson/show.js";

const rows = [
  { km: 10, ms: 1, site: "A" },
  { km: 4000, ms: 52, site: "B" },
  { km: 9000, ms: 110, site: "A" },
];
const dots = (options: Plot.DotOptions = {}) => Plot.dot(rows, { x: "km", y: "ms", ...options });
let outputs: { html: string; text: string }[] = [];

beforeEach(() => {
  outputs = [];
  (globalThis as { __anycastDisplay?: unknown }).__anycastDisplay = (output: (typeof outputs)[number]) =>
    outputs.push(output);
});
afterEach(() => delete (globalThis as { __anycastDisplay?: unknown }).__anycastDisplay);

const shown = () => parseHTML(`<!doctype html><body>${outputs.map(({ html }) => html).join("")}`).document;

describe("a chart that a learner draws with Plot, in one line", () => {
  it("is a figure as ours are: title, subtitle, caption, description, axes as a table, one image", () => {
    show(
      Plot.plot({
        title: "Delay",
        subtitle: "three probes",
        caption: "Light needs 5 ms for 1,000 km.",
        ariaDescription: "Delay grows with distance.",
        marks: [dots()],
      }),
    );
    const document = shown();
    const figure = document.querySelector("figure.ak-figure.ak-plot")!;
    expect(figure.querySelector("figcaption .ak-title")!.textContent).toBe("Delay");
    expect(figure.querySelector(".ak-subtitle")!.textContent).toBe("three probes");
    expect(figure.querySelector(".ak-caption")!.textContent).toContain("5 ms");
    expect(figure.querySelector("details p")!.textContent).toBe("Delay grows with distance.");
    expect([...figure.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual(["km109000", "ms1110"]);
    const pictures = figure.querySelectorAll("svg.ak-picture");
    expect(pictures).toHaveLength(1);
    expect(pictures[0].getAttribute("role")).toBe("img");
    expect(pictures[0].getAttribute("aria-label")).toBe("Chart: Delay");
    expect(pictures[0].querySelectorAll("circle")).toHaveLength(3);
    expect(figure.querySelectorAll("style, h2, h3, svg [aria-label], svg [role]")).toHaveLength(0);
    expect(figure.querySelector(".ak-missing")).toBeNull();
    expect(outputs[0].text).toContain("Delay grows with distance.");
  });

  it("says how to add a description where it has none, and is titled by its axes", () => {
    show(Plot.plot({ marks: [dots()] }));
    const document = shown();
    expect(document.querySelector(".ak-title")!.textContent).toBe("ms over km");
    expect(document.querySelector(".ak-missing")?.textContent).toContain('Plot.plot({ ariaDescription: "..."');
    expect(outputs[0].text).toContain("ariaDescription");
  });

  it.each([
    ["swatches", { color: { legend: true } }, { fill: "site" }, ["A", "B"]],
    ["symbols", { symbol: { legend: true } }, { symbol: "site" }, ["A", "B"]],
  ])("keeps Plot's %s as a legend of ours", (_what, options, mark, names) => {
    show(Plot.plot({ ...(options as Plot.PlotOptions), ariaDescription: "x", marks: [dots(mark)] }));
    const items = [...shown().querySelectorAll(".ak-legend li")];
    expect(items.map((item) => item.textContent.trim())).toEqual(names);
    for (const item of items) expect(item.querySelector("svg.ak-icon")).not.toBeNull();
    expect(outputs[0].html).not.toContain("<style");
  });

  it("draws a ramp of colours without a canvas", () => {
    show(Plot.plot({ color: { legend: true }, ariaDescription: "x", marks: [dots({ fill: "ms" })] }));
    const [key, chart] = shown().querySelectorAll("svg.ak-picture");
    expect(key.querySelectorAll("rect")).toHaveLength(32);
    expect(new Set([...key.querySelectorAll("rect")].map((rect) => rect.getAttribute("fill"))).size).toBeGreaterThan(
      20,
    );
    expect(key.querySelector("image")).toBeNull();
    expect(chart.querySelectorAll("circle")).toHaveLength(3);
  });

  it("has ids of its own, whatever charts Plot drew before, also twice in one output", () => {
    const clipped = () => Plot.plot({ ariaDescription: "x", clip: true, marks: [dots(), Plot.frame()] });
    const chart = clipped();
    show(chart, chart);
    const ids = [...shown().querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^chart-/);
    for (const [, id] of outputs[0].html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    const [first] = outputs;
    show(clipped());
    expect(first.html).toContain(outputs[1].html); // the same chart, the same bytes
  });

  it("leaves the chart as it is, and stands among figures and text", () => {
    const chart = Plot.plot({ title: "Facets", marks: [Plot.barX(rows, { y: "site", x: "ms", fx: "site" })] });
    const before = chart.outerHTML;
    show("Above", [chart], 5);
    expect(chart.outerHTML).toBe(before);
    expect(outputs[0].html).toMatch(/^<p class="ak-text">Above<\/p><figure.*<\/figure><p class="ak-text">5<\/p>$/s);
  });

  it("draws what Plot can: maps, tips, time, marks without axes", () => {
    const when = [0, 1, 2].map((day) => ({ at: new Date(Date.UTC(2025, 0, 1 + day)), n: day }));
    show(
      Plot.plot({ ariaDescription: "t", marks: [Plot.lineY(when, { x: "at", y: "n", tip: true })] }),
      Plot.plot({ ariaDescription: "g", projection: "equal-earth", marks: [Plot.graticule(), Plot.sphere()] }),
      Plot.plot({
        ariaDescription: "h",
        marks: [Plot.rectY([1, 2, 2, 3], Plot.binX({ y: "count" }, { x: Plot.identity }))],
      }),
      Plot.plot({ ariaDescription: "e" }),
    );
    expect(shown().querySelectorAll("figure.ak-plot svg.ak-picture")).toHaveLength(4);
  });
});
