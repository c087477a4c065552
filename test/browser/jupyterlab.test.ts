// JupyterLab in a real Chromium: the learner's copies of the lessons, as `npm start` opens them.
import { expect } from "vitest";
import { needs } from "../needs.js";
import { askedOutside, ranToTheEnd, runAllCells, scrollTo, useLab } from "./use-lab.js";

const { describe } = needs("jupyter", "chromium");
const { it } = needs("jupyter", "chromium");

/** Relative luminance of a CSS colour such as `rgb(17, 17, 17)`, from 0 to 1. */
const luminance = (rgb: string) =>
  (rgb.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part) / 765, 0);

describe("the learner's copy of lesson 1 in JupyterLab", () => {
  const lab = useLab("1-shared-ip.ipynb");

  it("opens on the lesson with the TypeScript kernel, and asks nothing", async () => {
    const { page, picture } = lab();
    await page.locator(".jp-NotebookPanel h1").getByText("Shared IP").waitFor();
    await page.locator(".jp-NotebookPanel .jp-KernelName").getByText("TypeScript").waitFor();
    await page.locator('.jp-NotebookPanel [data-status="idle"]').first().waitFor();
    await picture("opened");
    expect(await page.locator(".jp-Dialog").count()).toBe(0);
    expect(await page.locator(".Toastify__toast").count()).toBe(0);
  });

  it("Run All shows the first figure", async () => {
    const { page, picture } = lab();
    await runAllCells(page);
    const figure = await scrollTo(page, page.locator(".jp-OutputArea figure.ak-figure svg"));
    expect(await figure.isVisible()).toBe(true);
    const box = await figure.boundingBox();
    expect(box!.width).toBeGreaterThan(300);
    await picture("first-figure");
  });

  it("the explorer's slider changes a share", async () => {
    const { page, picture } = lab();
    const explorer = page.locator('.jp-OutputArea .ak-explorer[data-ak-explorer="catchment-border"]');
    const slider = await scrollTo(page, explorer.locator('input[type="range"]'));
    const shares = explorer.locator("figure").filter({ hasText: "Share of the clients" });
    const before = await shares.innerText();
    await picture("explorer");
    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => shares.innerText()).not.toBe(before);
    await picture("explorer-moved");
  });

  it("figures stay light in a light JupyterLab though the system is dark, and follow JupyterLab's dark theme", async () => {
    const { page, picture } = lab();
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
    await picture("dark");
  });

  it("nothing was thrown, and no request left this machine", () => {
    expect(lab().thrown).toEqual([]);
    expect(askedOutside(lab())).toEqual([]);
  });
});

describe("the learner's copy of lesson 2 in JupyterLab", () => {
  const lab = useLab("2-multi-site-advertisement.ipynb");
  const explorer = (name: string) => lab().page.locator(`.jp-OutputArea .ak-explorer[data-ak-explorer="${name}"]`);

  it(
    "runs from top to bottom: its decision explorer is there, and a rule can be switched off",
    { timeout: 180_000 },
    async () => {
      const { page, picture } = lab();
      await page.locator('.jp-NotebookPanel [data-status="idle"]').first().waitFor();
      await runAllCells(page);
      await ranToTheEnd(page);
      await page.keyboard.press("Control+Home");
      await picture("lesson-2");
      const rule = await scrollTo(page, explorer("decision").getByRole("checkbox", { name: /LOCAL_PREF/ }));
      const shares = explorer("decision").locator("figure").filter({ hasText: "Share of the ASes" });
      const before = await shares.innerText();
      await rule.uncheck();
      await expect.poll(() => shares.innerText()).not.toBe(before);
      await picture("decision");
    },
  );

  it("prepending at the largest site moves users on the map of 2,000 ASes", async () => {
    const { page, picture } = lab();
    const prepends = await scrollTo(page, explorer("knobs").locator('input[type="range"]'));
    const shares = explorer("knobs").locator("figure").filter({ hasText: "Share of the users" });
    const before = await shares.innerText();
    expect(await prepends.isVisible()).toBe(true);
    await explorer("knobs").locator('input[type="range"]').nth(3).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => shares.innerText()).not.toBe(before);
    await picture("knobs");
  });

  it("the convergence explorer steps forwards and back to where it was", async () => {
    const { page, picture } = lab();
    await scrollTo(page, explorer("convergence").locator("button"));
    const summary = () => explorer("convergence").innerText();
    await expect.poll(summary).not.toBe("");
    const step = async (name: RegExp) => {
      const before = await summary();
      await explorer("convergence").getByRole("button", { name }).click();
      await expect.poll(summary).not.toBe(before);
      return summary();
    };
    const first = await step(/next/i);
    expect(await step(/next/i)).not.toBe(first);
    expect(await step(/previous/i)).toBe(first);
    await picture("convergence");
  });

  it("no cell failed, nothing was thrown, and no request left this machine", async () => {
    const { page, thrown } = lab();
    expect(await page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
    expect(thrown).toEqual([]);
    expect(askedOutside(lab())).toEqual([]);
  });
});
