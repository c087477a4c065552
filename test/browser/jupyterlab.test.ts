// JupyterLab in a real Chromium: the learner's copy of lesson 1, as `npm start` opens it.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { chosenJupyter, registerKernel } from "../../lib/cli/jupyter.js";
import { freePort, startLab, type LabServer } from "../../lib/cli/lab-server.js";
import { copyLessons } from "../../lib/cli/workspace.js";
import { chromiumFlags, chromiumPath, needs, repository } from "../needs.js";

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
  // In the repository, so that the notebook finds the library by its name.
  mkdirSync(join(repository, ".cache"), { recursive: true });
  const workspace = mkdtempSync(join(repository, ".cache", "workspace-"));
  const settings = mkdtempSync(join(tmpdir(), "anycast-lab-settings-"));
  const pictures = process.env.ANYCAST_PICTURES;
  const asked: string[] = [];
  const thrown: string[] = [];
  let lab: LabServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    process.env.JUPYTERLAB_SETTINGS_DIR = settings;
    process.env.JUPYTERLAB_WORKSPACES_DIR = join(settings, "workspaces"); // else it opens what was open last time
    const jupyter = await chosenJupyter();
    await registerKernel(jupyter);
    await copyLessons({ notebooks: join(repository, "notebooks"), workspace, now: new Date() });
    const port = await freePort(undefined, "localhost");
    lab = await startLab({
      jupyter,
      folder: workspace,
      notebook: "1-shared-ip.ipynb",
      port,
      ip: "localhost",
      browser: false,
    });
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    page = await browser.newPage({ viewport: { width: 1366, height: 900 }, colorScheme: "light" });
    page.setDefaultTimeout(45_000);
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => thrown.push(error.message));
    await page.goto(lab.address);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(workspace, { recursive: true, force: true });
    rmSync(settings, { recursive: true, force: true });
  });
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `jupyterlab-${name}.png`) });
  };

  it("opens on the lesson with the TypeScript kernel, and asks nothing", async () => {
    await page.locator(".jp-NotebookPanel h1").getByText("Shared IP").waitFor();
    await page.locator(".jp-NotebookPanel .jp-KernelName").getByText("TypeScript").waitFor();
    await page.locator('.jp-NotebookPanel [data-status="idle"]').first().waitFor();
    await picture("opened");
    expect(await page.locator(".jp-Dialog").count()).toBe(0);
    expect(await page.locator(".Toastify__toast").count()).toBe(0);
  });

  it("Run All shows the first figure", async () => {
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    const figure = await scrollTo(page, page.locator(".jp-OutputArea figure.ak-figure svg"));
    expect(await figure.isVisible()).toBe(true);
    const box = await figure.boundingBox();
    expect(box!.width).toBeGreaterThan(300);
    await picture("first-figure");
  });

  it("the explorer's slider changes a share", async () => {
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
    expect(thrown).toEqual([]);
    const home = new URL(lab.address).origin;
    expect(asked.filter((url) => !url.startsWith(home) && !/^(?:data|blob|ws):/.test(url))).toEqual([]);
  });
});
