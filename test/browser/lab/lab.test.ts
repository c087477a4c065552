// JupyterLab in a real Chromium: the learner's copy of lesson 1, as `npm start` opens it.
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { needs } from "../../needs.js";
import { runAllCells, useLab } from "./use-lab.js";

const { describe } = needs("jupyter", "chromium");
const { it } = needs("jupyter", "chromium");

/** JupyterLab draws only the cells in sight: turns the wheel until the thing is there, then brings it into view. */
async function scrollTo(page: Page, thing: Locator): Promise<Locator> {
  await page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer").hover();
  for (let turns = 0; turns < 400 && (await thing.count()) === 0; turns++) {
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(50);
  }
  await thing.first().waitFor({ state: "attached" });
  await thing.first().scrollIntoViewIfNeeded();
  return thing.first();
}

/** Relative luminance of a CSS colour such as `rgb(17, 17, 17)`, from 0 to 1. */
const luminance = (rgb: string) =>
  (rgb.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part) / 765, 0);

describe("the learner's copy of lesson 1 in JupyterLab", () => {
  const { open, strayed, thrown, picture } = useLab({ lessons: "learner's copies" });
  let page: Page;
  beforeAll(async () => {
    page = await open("1-shared-ip.ipynb");
  }, 180_000);

  it("opens on the lesson with the TypeScript kernel, and asks nothing", async () => {
    await page.locator(".jp-NotebookPanel h1").getByText("Shared IP").waitFor();
    await page.locator(".jp-NotebookPanel .jp-KernelName").getByText("TypeScript").waitFor();
    await page.locator('.jp-NotebookPanel [data-status="idle"]').first().waitFor();
    await picture(page, "opened");
    expect(await page.locator(".jp-Dialog").count()).toBe(0);
    expect(await page.locator(".Toastify__toast").count()).toBe(0);
  });

  it("Run All shows the first figure", async () => {
    await runAllCells(page);
    const figure = await scrollTo(page, page.locator(".jp-OutputArea figure.ak-figure svg"));
    expect(await figure.isVisible()).toBe(true);
    const box = await figure.boundingBox();
    expect(box!.width).toBeGreaterThan(300);
    await picture(page, "first-figure");
  });

  it("the explorer's slider changes a share", async () => {
    // The first explorer of this lesson only has sites to drag.
    const explorer = page.locator(
      '.jp-OutputArea .ak-explorer[data-ak-explorer="catchment-border"]:has(input[type="range"])',
    );
    const slider = await scrollTo(page, explorer.locator('input[type="range"]'));
    const shares = explorer.locator("figure").filter({ hasText: "Share of the clients" });
    const before = await shares.innerText();
    await picture(page, "explorer");
    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => shares.innerText()).not.toBe(before);
    await picture(page, "explorer-moved");
  });

  it("figures stay light in a light JupyterLab though the system is dark, and follow JupyterLab's dark theme", async () => {
    const figure = page.locator('.ak-explorer[data-ak-explorer="catchment-border"] figure.ak-figure').first();
    const ink = async () => luminance(await figure.evaluate((element) => getComputedStyle(element).color));
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ink()).toBeLessThan(0.5);

    const item = (label: RegExp) => page.locator(".lm-Menu-itemLabel").filter({ hasText: label });
    await page.getByRole("menuitem", { name: "Settings", exact: true }).click();
    await item(/^Theme$/).hover();
    await item(/^JupyterLab Dark$/).click();
    await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
    await expect.poll(ink).toBeGreaterThan(0.5);
    await picture(page, "dark");
  });

  it("nothing was thrown, and no request left this machine", () => {
    expect(thrown).toEqual([]);
    expect(strayed()).toEqual([]);
  });
});
