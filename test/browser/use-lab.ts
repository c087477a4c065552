// A JupyterLab of its own for a test file: the learner's copies of all lessons in it, one of them open in a real Chromium.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { chosenJupyter, registerKernel } from "../../lib/cli/jupyter.js";
import { freePort, startLab, type LabServer } from "../../lib/cli/lab-server.js";
import { copyLessons } from "../../lib/cli/workspace.js";
import { chromiumFlags, chromiumPath, repository } from "../needs.js";

export interface OpenLab {
  readonly page: Page;
  readonly lab: LabServer;
  /** Addresses that the page asked for, and errors that it threw. */
  readonly asked: readonly string[];
  readonly thrown: readonly string[];
  /** A screenshot, where ANYCAST_PICTURES names a folder. */
  readonly picture: (name: string) => Promise<void>;
}

/** Opens the lab before the tests of a describe, and closes it after them. */
export function useLab(notebook: string): () => OpenLab {
  // In the repository, so that the notebook finds the library by its name.
  mkdirSync(join(repository, ".cache"), { recursive: true });
  const workspace = mkdtempSync(join(repository, ".cache", "workspace-"));
  const settings = mkdtempSync(join(tmpdir(), "anycast-lab-settings-"));
  const pictures = process.env.ANYCAST_PICTURES;
  const asked: string[] = [];
  const thrown: string[] = [];
  let lab: LabServer | undefined;
  let browser: Browser | undefined;
  let open: OpenLab;

  beforeAll(async () => {
    process.env.JUPYTERLAB_SETTINGS_DIR = settings;
    const jupyter = await chosenJupyter();
    await registerKernel(jupyter);
    await copyLessons({ notebooks: join(repository, "notebooks"), workspace, now: new Date() });
    const port = await freePort(undefined, "localhost");
    lab = await startLab({ jupyter, folder: workspace, notebook, port, ip: "localhost", browser: false });
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 }, colorScheme: "light" });
    page.setDefaultTimeout(45_000);
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => thrown.push(error.message));
    await page.goto(lab.address);
    const picture = async (name: string) => {
      if (pictures) await page.screenshot({ path: join(pictures, `jupyterlab-${name}.png`) });
    };
    open = { page, lab, asked, thrown, picture };
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(workspace, { recursive: true, force: true });
    rmSync(settings, { recursive: true, force: true });
  });
  return () => open;
}

/** From the menu, as a learner does. */
export async function runAllCells(page: Page): Promise<void> {
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
}

/** Waits until the kernel has had nothing to do for two seconds: between two cells it is idle for a moment only. */
export async function ranToTheEnd(page: Page): Promise<void> {
  const idle = page.locator('.jp-NotebookPanel [data-status="idle"]');
  for (let quiet = 0; quiet < 20;) {
    await page.waitForTimeout(100);
    quiet = (await idle.count()) > 0 ? quiet + 1 : 0;
  }
}

/** JupyterLab draws only the cells in sight: turns the wheel until the thing is there, then brings it into view. */
export async function scrollTo(page: Page, thing: Locator): Promise<Locator> {
  await page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer").hover();
  for (let turns = 0; turns < 400 && (await thing.count()) === 0; turns++) {
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(50);
  }
  await thing.first().waitFor({ state: "attached" });
  await thing.first().scrollIntoViewIfNeeded();
  return thing.first();
}

/** Requests that left this machine. */
export function askedOutside({ asked, lab }: OpenLab): string[] {
  const home = new URL(lab.address).origin;
  return asked.filter((url) => !url.startsWith(home) && !/^(?:data|blob|ws):/.test(url));
}
