// A learner's own chart of Observable Plot in a published page: as it stands in the notebook, it must pass the page's allow-list.
import * as Plot from "@observablehq/plot";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseHTML } from "linkedom";
import { chromium } from "playwright-core";
import { describe, expect, it } from "vitest";
import { show } from "../../lib/course/lesson/show.js";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import { chromiumFlags, chromiumPath, needs } from "../needs.js";
import { code, html, markdown, notebook } from "./lesson-notebook.js";

const rows = [
  { km: 10, ms: 1, site: "A" },
  { km: 4000, ms: 52, site: "B" },
  { km: 9000, ms: 110, site: "A" },
];

/** What `show` hands to its host. */
function shown(...charts: ReturnType<typeof Plot.plot>[]): string {
  const host = globalThis as { __anycastDisplay?: (output: { html: string }) => void };
  let out = "";
  host.__anycastDisplay = (output) => (out += output.html);
  try {
    show(...charts);
  } finally {
    delete host.__anycastDisplay;
  }
  return out;
}

const clipped = () =>
  Plot.plot({
    title: "Delay",
    ariaDescription: "Delay grows with distance.",
    clip: true,
    color: { legend: true },
    marks: [Plot.dot(rows, { x: "km", y: "ms", fill: "site" }), Plot.linearRegressionY(rows, { x: "km", y: "ms" })],
  });
const ramp = () => Plot.plot({ color: { legend: true }, marks: [Plot.dot(rows, { x: "km", y: "ms", fill: "ms" })] });
const lesson = notebook([
  markdown("top", "# Charts"),
  code("one", "show(Plot.plot({ ... }))", [html(shown(clipped()))]),
  code("two", "show(Plot.plot({ ... }))", [html(shown(clipped(), ramp()))]),
]);

describe("a learner's chart in a page", () => {
  it("loses nothing, and every reference in it leads to an id of its own", () => {
    const { html: page, warnings } = publishLesson({ notebook: lesson, file: "charts.ipynb" });
    expect(warnings).toEqual([]);
    const { document } = parseHTML(page);
    expect(document.querySelectorAll("figure.ak-plot")).toHaveLength(3);
    expect(document.querySelectorAll("figure.ak-plot circle")).toHaveLength(9);
    expect(document.querySelectorAll("figure.ak-plot .ak-legend li")).toHaveLength(4);
    expect(document.querySelectorAll("figure.ak-plot .ak-missing")).toHaveLength(1);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...page.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(references.length).toBeGreaterThan(0);
    for (const id of references) expect(ids).toContain(id);
  });
});

const browser = needs("chromium");
browser.describe("and in a browser", () => {
  browser.it.each(["light", "dark"])(
    "axe finds nothing, %s",
    async (theme) => {
      const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const { html: page } = publishLesson({ notebook: lesson, file: "charts.ipynb" });
      const args = chromiumFlags.filter((flag) => flag !== "--headless");
      const chrome = await chromium.launch({ executablePath: chromiumPath, args });
      try {
        const tab = await chrome.newPage({ viewport: { width: 390, height: 900 }, colorScheme: theme as "light" });
        await tab.setContent(page);
        await tab.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
        await tab.evaluate(axe);
        const found = await tab.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 200)))",
        );
        expect(found).toEqual([]);
        expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
        if (process.env.SHOT) await tab.screenshot({ path: `${process.env.SHOT}-${theme}.png`, fullPage: true });
      } finally {
        await chrome.close();
      }
    },
    120_000,
  );
});
