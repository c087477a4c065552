// The page of a comparison is held to what every page of the course promises.
import { beforeAll, expect } from "vitest";
import { comparisonPage } from "../../lib/kit/report/comparison/page.js";
import { needs } from "../needs.js";
import { exampleReport } from "../publish/comparison-example.js";
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

  it("shows a map of each design, its measures, and what is not modelled", async () => {
    const { page } = await browser.open(html);
    expect(await page.locator("figure.ak-map:visible").count()).toBe(6);
    expect(await page.locator("[data-ak-figure=measures] tbody tr").count()).toBe(16);
    expect(await page.getByRole("heading", { name: "What is modelled, and what is not" }).isVisible()).toBe(true);
  });
});
