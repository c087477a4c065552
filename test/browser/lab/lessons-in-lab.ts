// Lessons in the real JupyterLab, for lessons.test.ts and lessons.long.test.ts: every cell runs to its end, and each explorer moves at
// its first control. Cells out of sight are kept in the document (windowing off); lab.test.ts leaves JupyterLab as it is installed.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { needs, repository } from "../../needs.js";
import { progress, runAllCells, shownBy, useLab } from "./use-lab.js";

const { describe } = needs("jupyter", "chromium");
const { it } = needs("jupyter", "chromium");

const PATIENCE = 180_000;

/** All but the first, which lab.test.ts takes. */
export const laterLessons = readdirSync(join(repository, "notebooks"))
  .filter((name) => name.endsWith(".ipynb") && !name.startsWith("1-"))
  .map((name) => name.replace(".ipynb", ""))
  .sort();

/** The tests of these lessons, "3-udp-success", in one JupyterLab. */
export function lessonsInJupyterLab(lessons: readonly string[]): void {
  const { open, strayed, thrown, picture } = useLab({
    lessons: "sources",
    settings: { "@jupyterlab/notebook-extension:tracker": { windowingMode: "none" } },
  });

  describe.each(lessons)("%s", (lesson) => {
    let page: Page;
    let cells: Awaited<ReturnType<typeof shownBy>>;
    beforeAll(async () => {
      page = await open(`${lesson}.ipynb`, lesson);
    }, PATIENCE);

    it("runs every cell without an error", { timeout: PATIENCE + 120_000 }, async () => {
      await runAllCells(page);
      // Not by what is drawn: between two cells a kernel is idle for a moment, and cells out of sight are drawn late.
      const patience = { timeout: PATIENCE, interval: 1000 };
      await expect.poll(() => progress(page), patience).toMatchObject({ kernel: "idle", waiting: [] });
      cells = await shownBy(page);
      expect(cells.length).toBeGreaterThan(10);
      expect(cells.filter(({ errors }) => errors.length > 0)).toEqual([]);
    });

    it(
      "wakes all its explorers, and each draws something else when its first control moves",
      { timeout: PATIENCE },
      async () => {
        const found = cells.flatMap(({ html }) => [...html.matchAll(/data-ak-explorer="([a-z-]+)" id="([^"]+)"/g)]);
        const shown = found.map(([, name, id]) => ({ name, id }));
        const explorers = shown.filter(({ name }) => name !== "prediction");
        expect(explorers.length).toBeGreaterThan(0);
        for (const { id } of shown) await page.locator(`[id="${id}"][data-ak-awake]`).waitFor({ state: "attached" });
        for (const { id } of explorers) {
          const explorer = page.locator(`[id="${id}"]`);
          await explorer.scrollIntoViewIfNeeded();
          const drawn = () => explorer.locator("[data-ak-view]").innerHTML();
          const before = await drawn();
          await moveFirstControl(page, explorer);
          await expect.poll(async () => (await drawn()) !== before, { message: id, timeout: 30_000 }).toBe(true);
          await picture(page, `${lesson}-${id}`);
        }
      },
    );

    it("plays its motions, and stops them", { timeout: PATIENCE }, async () => {
      for (const player of await page.locator('[data-ak-explorer="player"][data-ak-awake]').all()) {
        const time = () => player.locator('[name="time"]').inputValue().then(Number);
        const playing = player.locator("[data-ak-play]");
        await player.scrollIntoViewIfNeeded();
        await player.getByRole("button", { name: "Start again" }).click();
        await playing.click();
        await expect.poll(time).toBeGreaterThan(3);
        await playing.click();
        await expect.poll(() => playing.textContent()).toBe("Play");
        await player.getByRole("button", { name: "Next event" }).click();
        await expect.poll(() => player.locator("[data-ak-summary]").textContent()).toMatch(/^Step \d+ of /);
      }
    });

    it("takes a prediction down", { timeout: PATIENCE }, async () => {
      const question = page.locator('[data-ak-explorer="prediction"]').first();
      await question.getByRole("radio").first().check();
      await expect.poll(() => question.locator("[data-ak-summary]").textContent()).toMatch(/^Your choice|^[✔✘]/);
    });
  });

  it("throws nothing, and contacts no other machine", () => {
    expect(thrown).toEqual([]);
    expect(strayed()).toEqual([]);
  });
}

/** To another value, whatever kind of control comes first. */
async function moveFirstControl(page: Page, explorer: Locator): Promise<void> {
  const first = explorer.locator("[data-ak-controls] :is(input, select, [data-ak-press]):not(:disabled)").first();
  const is = await first.evaluate((each) => each.getAttribute("type") ?? each.localName);
  const value = () => first.evaluate((each) => (each as HTMLInputElement).value);
  const before = await value();
  switch (is) {
    case "range":
      await first.focus();
      await page.keyboard.press("End");
      if ((await value()) === before) await page.keyboard.press("Home");
      break;
    case "checkbox":
      await first.click();
      break;
    case "button":
      await explorer.locator('[data-ak-press][aria-pressed="false"]').first().click();
      break;
    default:
      await first.selectOption((await first.locator("option").allInnerTexts()).find((each) => each !== before)!);
  }
}
