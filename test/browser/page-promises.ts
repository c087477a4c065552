// What every page of the course promises, as tests: called for a small lesson, and for the real ones.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { OpenPage, useBrowser } from "./open-page.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/**
 * axe-core's violations, each with the elements; evaluated past the page's own policy, which admits no foreign script.
 * @param options.rules "colour": only rules that depend on it, for a second theme of a page whose other rules were checked in the first;
 *   "others": all but these rules, which take most of the time
 * @param options.within only elements that match this selector
 */
export async function violations(
  page: Page,
  { rules = "all", within }: { readonly rules?: "all" | "colour" | "others"; readonly within?: string } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const found = await page.evaluate(
    async ({ tags, which, selector }) => {
      const { axe } = globalThis as unknown as {
        axe: {
          run(context: Document | { include: string[][] }, options: object): Promise<{ violations: Violation[] }>;
          getRules(): { ruleId: string; tags: string[] }[];
        };
      };
      const left = axe
        .getRules()
        .filter((rule) => which !== "all" && rule.tags.includes("cat.color") !== (which === "colour"));
      const options = {
        runOnly: tags,
        rules: Object.fromEntries(left.map(({ ruleId }) => [ruleId, { enabled: false }])),
        resultTypes: ["violations"],
      };
      const context = selector === undefined ? document : { include: [[selector]] };
      return (await axe.run(context, options)).violations;
    },
    { tags: axeTags, which: rules, selector: within },
  );
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`,
  );
}

/** Opens or closes whatever a reader can unfold. */
const fold = (page: Page, open: boolean) =>
  page.evaluate((isOpen) => document.querySelectorAll("details").forEach((details) => (details.open = isOpen)), open);

/** Width of the document's content, in px. */
const contentWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Text that a reader sees: innerText leaves out what is not shown. */
const prose = async (page: Page) =>
  (await page.locator("main :is(h1, h2, h3, p, li, td)").allInnerTexts()).filter((text) => text.trim() !== "");

const desktop = { width: 1366, height: 900 };

/**
 * @param html made by the time the tests run
 * @param options.all without it, what takes long is left out: axe, the keyboard, and print
 */
export function pagePromises(
  browser: ReturnType<typeof useBrowser>,
  html: () => string,
  { all = true }: { readonly all?: boolean } = {},
): void {
  // Loading a page takes a second or two, so one page without motion serves the tests that change nothing a reader would store.
  let loaded: Promise<OpenPage & { readonly first: readonly string[] }> | undefined;
  const still = () =>
    (loaded ??= (async () => {
      const opened = await browser.open(html(), { reducedMotion: "reduce", viewport: desktop });
      return { ...opened, first: await prose(opened.page) };
    })());

  it("says nothing in the console and asks for nothing", async () => {
    const { page, said, asked } = await browser.open(html(), { name: "moving.html" });
    await fold(page, true);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(300);
    expect({ said, asked }).toEqual({ said: [], asked: [] });
    await page.context().close();
  });

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
    const { page } = await still();
    await page.setViewportSize({ width: 320, height: 640 });
    for (const open of [false, true]) {
      await fold(page, open);
      expect(await contentWidth(page)).toBeLessThanOrEqual(320);
    }
    await page.setViewportSize(desktop);
  });

  it("weighs at most 200 KB compressed, and Plot (74 KB)", () =>
    expect(gzipSync(html(), { level: 9 }).length).toBeLessThanOrEqual((200 + 74) * 1024));

  it("can be read without script: nothing is hidden but what the reader unfolds", async () => {
    // A player that moves says something else from one reading to the next.
    const { page, first } = await still();
    const without = await browser.open(html(), { javaScriptEnabled: false, name: "without.html" });
    // Explorers differ on purpose: they have their own test.
    const read = await prose(without.page);
    expect(read.length).toBeGreaterThan(0);
    const lost = first.filter((text) => !read.includes(text));
    const inExplorers = (await page.locator(".ak-explorer").allInnerTexts()).join("\n");
    expect(lost.filter((text) => !inExplorers.includes(text))).toEqual([]);
    expect(
      await without.page.locator("main button:visible, main input:visible, [data-page-theme]:visible").count(),
    ).toBe(0);
    expect(without.said).toEqual([]);
  });

  if (!all) return;

  it("has no fault that axe finds, unfolded, figures included", async () => {
    const { page } = await still();
    await page.emulateMedia({ colorScheme: "light" });
    await fold(page, true);
    expect(await violations(page)).toEqual([]);
    // Folded, a part of the same text is shown in the same colours; only what unfolds it may look different.
    await fold(page, false);
    expect(await violations(page, { rules: "others" })).toEqual([]);
    if ((await page.locator("summary").count()) > 0)
      expect(await violations(page, { rules: "colour", within: "summary" })).toEqual([]);
  });

  it("has no fault of colour that axe finds in the dark theme, unfolded, figures included", async () => {
    const { page } = await still();
    await page.emulateMedia({ colorScheme: "dark" });
    await fold(page, true);
    expect(await violations(page, { rules: "colour" })).toEqual([]);
    await fold(page, false);
    if ((await page.locator("summary").count()) > 0)
      expect(await violations(page, { rules: "colour", within: "summary" })).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
  });

  it("lets the keyboard alone reach every control", async () => {
    const { page } = await still();
    await fold(page, true);
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
    const stops = await page.evaluateHandle(() => {
      const noted = { reached: new Set<Element | string>(), left: false };
      (document.activeElement as HTMLElement | null)?.blur();
      getSelection()?.removeAllRanges();
      scrollTo(0, 0);
      addEventListener("focusin", ({ target }) => {
        const at = target as HTMLInputElement;
        noted.reached.add(at.type === "radio" ? `radio ${at.name}` : at);
      });
      // Where the focus goes to nothing, the last control is behind it.
      addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget === null) noted.left = true;
      });
      return noted;
    });
    for (let i = 0; i < controls * 2 + 10; i++) {
      await page.keyboard.press("Tab");
      if (i % 20 === 19 && (await stops.evaluate(({ left }) => left))) break;
    }
    expect(await stops.evaluate(({ reached }) => reached.size)).toBe(controls);
  });

  it("prints light and unfolded, controls replaced by their values, on less than a page for each minute of the lesson", async () => {
    const { page, said } = await still();
    await fold(page, false);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
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
