import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { figureCss } from "../../lib/kit/figures/css.js";
import { chromiumFlags, chromiumPath, needs } from "../needs.js";
import { drawExamples } from "./examples/index.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const { describe, it } = needs("chromium");

describe("figures in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = chromiumFlags.filter((flag) => flag !== "--headless");
    browser = await chromium.launch({ executablePath: chromiumPath, args });
  });
  afterAll(() => browser?.close());

  async function open(
    theme: string,
    width: number,
    body = drawExamples()
      .map((figure) => figure.html)
      .join(""),
  ) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(
      `<!doctype html><html lang="en" data-theme="${theme}"><title>Figures</title>` +
        `<style>${figureCss}body{margin:1rem;color:var(--ak-text);background:var(--ak-background)}</style><main><h1>Figures</h1>${body}</main>`,
    );
    return page;
  }

  for (const theme of ["light", "dark"])
    for (const width of [320, 900])
      it(`have nothing that axe finds, ${theme}, ${width} px wide, with their data open`, async () => {
        const page = await open(theme, width);
        await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
        await page.evaluate(axe);
        const violations = await page.evaluate(
          `axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html.slice(0, 200)))`,
        );
        expect(violations).toEqual([]);
        await page.close();
      });

  it("do not make a narrow page scroll sideways", async () => {
    const page = await open("light", 320);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
    await page.close();
  });

  it("follow the system, unless data-theme or JupyterLab says otherwise", async () => {
    const page = await browser.newPage({ colorScheme: "dark" });
    const [figure] = drawExamples();
    const background = async (html: string, body = "") => {
      await page.setContent(`<!doctype html><html${html}><style>${figureCss}</style><body${body}>${figure.html}`);
      return page.evaluate("getComputedStyle(document.querySelector('figure')).backgroundColor");
    };
    const [light, dark] = ["rgb(255, 255, 255)", "rgb(20, 23, 26)"];
    expect(await background("")).toBe(dark);
    expect(await background(' data-theme="light"')).toBe(light);
    expect(await background("", ' data-jp-theme-light="true"')).toBe(light);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background("")).toBe(light);
    expect(await background(' data-theme="dark"')).toBe(dark);
    expect(await background("", ' data-jp-theme-light="false"')).toBe(dark);
    await page.emulateMedia({ media: "print" });
    expect(await background(' data-theme="dark"')).toBe(light);
    await page.close();
  });
});
