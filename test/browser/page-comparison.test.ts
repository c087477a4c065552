// The page of a comparison is held to what every page of the course promises.
import { beforeAll, expect } from "vitest";
import { liveSection } from "../../lib/course/cli/live-section.js";
import { comparisonCells } from "../../lib/kit/report/comparison/cells.js";
import { comparisonPage } from "../../lib/kit/report/comparison/page.js";
import { needs } from "../needs.js";
import { exampleReport } from "../publish/comparison-example.js";
import { runCell } from "./live-page.js";
import { useBrowser } from "./open-page.js";
import { pagePromises } from "./page-promises.js";

const { describe, it } = needs("chromium");

describe("the page of a comparison", () => {
  let html: string;
  const browser = useBrowser();
  beforeAll(() => {
    const { report, pictures } = exampleReport();
    html = comparisonPage(report, { pictures });
  });

  pagePromises(browser, () => html);

  it("computes the same again in its cells, and another comparison when they are changed", async () => {
    const { report, pictures } = exampleReport();
    const live = await liveSection(comparisonCells(report));
    const { page, said, asked } = await browser.open(comparisonPage(report, { pictures, live }), { name: "live.html" });
    const first = report.rows.filter(({ seed }) => seed === report.rows[0].seed);
    const { state, text } = await runCell(page, "rows");
    expect(state).toBe("ran");
    for (const { design, meanMs } of first) {
      const line = text.split("\n").find((each) => each.includes(`'${design}'`));
      expect(line?.split("│").map((each) => each.trim())).toContain(String(Math.round(meanMs)));
    }
    const cell = page.locator('[data-cell="comparison"]');
    await cell.getByRole("button", { name: "Edit" }).click();
    const area = cell.locator("textarea");
    await area.fill((await area.inputValue()).replace('"London"', '"Tokyo"'));
    const again = await runCell(page, "rows");
    expect(again.state).toBe("ran");
    expect(again.text).not.toBe(text);
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });

  it("shows a map of each design, its measures, and what is not modelled", async () => {
    const { page } = await browser.open(html);
    expect(await page.locator("figure.ak-map:visible").count()).toBe(6);
    expect(await page.locator("[data-ak-figure=measures] tbody tr").count()).toBe(16);
    expect(await page.getByRole("heading", { name: "What is modelled, and what is not" }).isVisible()).toBe(true);
  });
});
