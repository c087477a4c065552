// A live page in a real browser: what each cell shows, before and after it was run there, in a form that can be compared.
import type { Page } from "playwright-core";
import { livePart } from "../../lib/course/live/live-part.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { studentCopy } from "../../lib/course/classroom/student-copy.js";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { lessonFacts } from "../../lib/course/publish/facts.js";
import { pageBundle } from "../../lib/course/publish/page-bundle.js";
import { publishLesson, type Published } from "../../lib/course/publish/lesson.js";

/** The page as `npm run lessons` makes it. */
export async function livePage(notebook: Notebook, file: string): Promise<Published> {
  const live = await livePart(studentCopy(notebook, { file }));
  return publishLesson({ notebook, file, bundle: await pageBundle(notebook), live });
}

interface Lzma {
  decompress(bytes: Uint8Array): Uint8Array;
}

const lzmaPackage = "lzma1".trim();

/** The text of the notebook that a live page carries. */
export async function packedNotebook(html: string): Promise<string> {
  const [, text] = /data-live-pack="notebook">([^<]+)</.exec(html)!;
  // Not as a literal: the types of the package are its sources, which would be checked with ours.
  const lzma = (await import(lzmaPackage)) as Lzma;
  return Buffer.from(lzma.decompress(Buffer.from(text, "base64"))).toString();
}

/** The page of a lesson without what makes its cells run. @param notebook executed */
export async function printedPage(notebook: Notebook, file: string): Promise<Published> {
  const facts = lessonFacts(notebook, { file });
  const siblings = courseOf([{ ...facts, minutes: facts.minutes ?? 0 }]);
  return publishLesson({ notebook, file, siblings, bundle: await pageBundle(notebook) });
}

export interface ShownCell {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly verdict: string;
  /** The words beside the buttons. */
  readonly status: string;
  /** The output's markup; outlines that maps of a page share are written out. */
  readonly html: string;
  readonly text: string;
}

/** Waits until the explorers of the page run: they are in the runtime, which is unpacked first. */
export const allAwake = (page: Page) =>
  page.waitForFunction(() => document.querySelector("main .ak-explorer:not([data-ak-awake])") === null);

export const shownCells = (page: Page): Promise<ShownCell[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main [data-cell]")].map((cell) => {
      const output = cell.querySelector<HTMLElement>("[data-outputs]");
      const copy = output?.cloneNode(true) as HTMLElement | undefined;
      for (const use of copy?.querySelectorAll('use[href^="#outline-"]') ?? []) {
        const outline = document.querySelector(use.getAttribute("href")!)!.cloneNode(true) as Element;
        use.replaceWith(outline);
      }
      for (const each of copy?.querySelectorAll("[id^=outline-]") ?? []) each.removeAttribute("id");
      // An explorer that is awake differs from one that was just drawn by what waking does to it.
      for (const each of copy?.querySelectorAll("[data-ak-awake]") ?? []) each.removeAttribute("data-ak-awake");
      return {
        id: cell.dataset.cell!,
        kind: cell.dataset.kind!,
        state: cell.dataset.state ?? "printed",
        verdict: cell.dataset.verdict ?? "",
        status: cell.querySelector(".live-status")?.textContent ?? "",
        html: (copy?.innerHTML ?? "").replace(/ tabindex="-?\d"/g, "").replace(/>\s+</g, "><"),
        text: output?.innerText ?? "",
      };
    }),
  );

/** Runs one cell by its button and waits until it has ended. */
export async function runCell(page: Page, id: string): Promise<ShownCell> {
  const cell = page.locator(`[data-cell="${id}"]`);
  await cell.locator(".live-run").click();
  await settled(page, id);
  return (await shownCells(page)).find((each) => each.id === id)!;
}

export const settled = (page: Page, id: string) =>
  page.waitForFunction((cell) => {
    const state = document.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.dataset.state;
    return state !== undefined && !["waiting", "running", "printed"].includes(state);
  }, id);

/** "Run all", to the end. */
export async function runAll(page: Page): Promise<ShownCell[]> {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLElement>("main [data-cell]")].every((cell) =>
        ["ran", "failed", "stopped"].includes(cell.dataset.state ?? ""),
      ),
    null,
    { timeout: 120_000 },
  );
  return shownCells(page);
}
