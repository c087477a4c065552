// What every page of the course promises, as tests: called for a small lesson, and for the real ones.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { useBrowser } from "./open-page.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** axe-core's violations, each with the elements; evaluated past the page's own policy, which admits no foreign script. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run(document, { runOnly: tags })).violations;
  }, axeTags);
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`,
  );
}

const unfoldAll = (page: Page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** Width of the document's content, in px. */
const contentWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** @param html made by the time the tests run */
export function pagePromises(browser: ReturnType<typeof useBrowser>, html: () => string): void {
  it("says nothing in the console and asks for nothing", async () => {
    const { page, said, asked } = await browser.open(html());
    await unfoldAll(page);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(300);
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });

  it.each(["light", "dark"] as const)(
    "has no fault that axe finds, in the %s theme, unfolded, figures included",
    async (colorScheme) => {
      const { page } = await browser.open(html(), { colorScheme, reducedMotion: "reduce" });
      expect(await violations(page)).toEqual([]);
      await unfoldAll(page);
      expect(await violations(page)).toEqual([]);
    },
  );

  it("is correct HTML", async () => {
    const validate = new HtmlValidate({
      extends: ["html-validate:standard"],
      rules: {
        // Style only: short empty attributes and void elements as the sanitiser writes them, styles of drawings, long titles.
        "attribute-boolean-style": "off",
        "attribute-empty-style": "off",
        "void-style": "off",
        "no-inline-style": "off",
        "long-title": "off",
        "doctype-style": "off",
        "no-trailing-whitespace": "off",
        // A scrolling box must be focusable and named: axe asks for it.
        "aria-label-misuse": "off",
        // The same figures carry `xmlns`-less SVG roles this tool does not know.
        "prefer-native-element": "off",
        "require-sri": "off",
      },
    });
    const report = await validate.validateString(html());
    expect(
      report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
      ),
    ).toEqual([]);
  });

  it("does not scroll sideways on 320 px", async () => {
    const { page } = await browser.open(html(), { viewport: { width: 320, height: 640 } });
    expect(await contentWidth(page)).toBeLessThanOrEqual(320);
    await unfoldAll(page);
    expect(await contentWidth(page)).toBeLessThanOrEqual(320);
  });

  it("weighs at most 200 KB compressed, and Plot (74 KB)", () =>
    expect(gzipSync(html(), { level: 9 }).length).toBeLessThanOrEqual((200 + 74) * 1024));

  it("can be read without script: nothing is hidden but what the reader unfolds", async () => {
    // A player that moves says something else from one reading to the next.
    const withScript = await browser.open(html(), { reducedMotion: "reduce" });
    const without = await browser.open(html(), { javaScriptEnabled: false });
    const prose = (page: Page) => page.locator("main :is(h1, h2, h3, p, li, td)").allInnerTexts();
    // innerText leaves out what is not shown. Explorers differ on purpose: they have their own test.
    const own = async (page: Page) => (await prose(page)).filter((text) => text.trim() !== "");
    const read = await own(without.page);
    expect(read.length).toBeGreaterThan(0);
    const lost = (await own(withScript.page)).filter((text) => !read.includes(text));
    const inExplorers = (await withScript.page.locator(".ak-explorer").allInnerTexts()).join("\n");
    expect(lost.filter((text) => !inExplorers.includes(text))).toEqual([]);
    expect(
      await without.page.locator("main button:visible, main input:visible, [data-page-theme]:visible").count(),
    ).toBe(0);
    expect(without.said).toEqual([]);
  });

  it("lets the keyboard alone reach every control", async () => {
    const { page } = await browser.open(html(), { viewport: { width: 1366, height: 900 } });
    await unfoldAll(page);
    await page.waitForTimeout(100);
    const controls = await page.evaluate(() => {
      const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
      const groups = new Set<string>();
      const shown = Array.from(document.querySelectorAll<HTMLElement>(wanted)).filter((element) => {
        if (
          element.matches(":disabled") ||
          element.tabIndex < 0 ||
          !element.checkVisibility({ visibilityProperty: true })
        )
          return false;
        if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
        // One stop for a group of radio buttons; arrows do the rest.
        if (groups.has(element.name)) return false;
        groups.add(element.name);
        return true;
      });
      return shown.length;
    });
    const reached = new Set<string>();
    for (let i = 0; i < controls * 2 + 10; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement & { name?: string; type?: string };
        if (element === document.body) return undefined;
        if (element.type === "radio") return `radio ${element.name}`;
        return String(Array.from(document.querySelectorAll("*")).indexOf(element));
      });
      if (at === undefined) break;
      reached.add(at);
    }
    expect(reached.size).toBe(controls);
  });

  it("prints light and unfolded, controls replaced by their values, on less than a page for each minute of the lesson", async () => {
    const { page, said } = await browser.open(html(), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    const hidden =
      ".bar, .toc, .copy, .permalink, .sequence, .ak-explorer input[type=range], .ak-explorer button:not([aria-pressed=true])";
    expect(await page.locator(hidden).locator("visible=true").count()).toBe(0);
    const folded = await page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      return document.querySelectorAll("main details:not([open])").length;
    });
    expect(folded).toBe(0);
    // A page of paper has 690 px between its margins, and nothing to scroll with.
    await page.setViewportSize({ width: 690, height: 1000 });
    const cutOff = await page.evaluate(() =>
      [...document.querySelectorAll("main :is(th, td, figure, pre, p, li)")]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => `${each.tagName} in ${each.closest("[id]")?.id}`),
    );
    expect(cutOff).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(26, 29, 33)");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    const minutes = Number(/\b(\d+)\s*min\b/.exec(await page.locator("body").innerText())?.[1] ?? 60);
    for (const format of ["A4", "Letter"]) {
      const pdf = (await page.pdf({ format })).toString("latin1");
      const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages).toBeGreaterThan(0);
      expect(pages).toBeLessThan(minutes);
    }
    expect(said).toEqual([]);
  });
}
