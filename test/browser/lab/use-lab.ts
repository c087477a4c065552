// A JupyterLab of its own for a test file, with lessons in it, and pages of a real Chromium that look at them.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import getPort from "get-port";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { chosenJupyter, registerKernel } from "../../../lib/course/cli/jupyter.js";
import { startLab, type LabServer } from "../../../lib/course/cli/lab-server.js";
import { copyLessons } from "../../../lib/course/cli/workspace.js";
import { chromiumFlags, chromiumPath, repository } from "../../needs.js";

export interface LabOptions {
  /** As a learner gets the lessons, or the sources: these run to their end because their exercises are solved. */
  readonly lessons: "learner's copies" | "sources" | "none";
  /** Notebooks of the test's own, by file name. */
  readonly notebooks?: Readonly<Record<string, unknown>>;
  /** The user's settings of JupyterLab: plugin -> settings. Defaults to as installed. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface OpenLab {
  /**
   * Opens a lesson in a page of Chromium, as `npm start` does; a second page needs a separate workspace, with nothing else open
   * in it.
   */
  readonly open: (notebook: string, workspace?: string) => Promise<Page>;
  /** Addresses outside this machine that a page asked for, and errors that one threw. */
  readonly strayed: () => readonly string[];
  readonly thrown: readonly string[];
  /** Lets the server (not its kernels) stand still for so long, as it does on a busy machine. */
  readonly stall: (ms: number) => Promise<void>;
  /** A screenshot, where ANYCAST_PICTURES names a folder. */
  readonly picture: (page: Page, name: string) => Promise<void>;
}

/** Starts before the tests of a describe, and stops after them. */
export function useLab({ lessons, notebooks: mine = {}, settings = {} }: LabOptions): OpenLab {
  // In the repository, so that a notebook finds the library by its name.
  mkdirSync(join(repository, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(repository, ".cache", "workspace-"));
  const own = mkdtempSync(join(tmpdir(), "anycast-lab-"));
  const asked: string[] = [];
  const thrown: string[] = [];
  let lab: LabServer | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    process.env.JUPYTERLAB_SETTINGS_DIR = join(own, "settings");
    process.env.JUPYTERLAB_WORKSPACES_DIR = join(own, "workspaces"); // else it opens what was open last time
    process.env.JUPYTER_CONFIG_PATH = join(own, "config");
    for (const [plugin, values] of Object.entries(settings)) {
      const [scope, extension, name] = plugin.split(/[/:]/);
      write(join(own, "settings", scope, extension, `${name}.jupyterlab-settings`), values);
    }
    // So that a test may ask JupyterLab for its model of the notebook: the document shows what is in sight.
    write(join(own, "config", "jupyter_lab_config.json"), { LabApp: { expose_app_in_browser: true } });
    const jupyter = await chosenJupyter();
    await registerKernel(jupyter);
    const notebooks = join(repository, "notebooks");
    const files = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
    if (lessons === "sources") for (const file of files) copyFileSync(join(notebooks, file), join(folder, file));
    else if (lessons !== "none") await copyLessons({ notebooks, workspace: folder, now: new Date() });
    for (const [name, notebook] of Object.entries(mine)) write(join(folder, name), notebook);
    const port = await getPort(); // any free one: another test file may be looking for one too
    lab = await startLab({
      jupyter,
      folder,
      path: `/lab/tree/${Object.keys(mine)[0] ?? files[0]}`,
      port,
      ip: "localhost",
      browser: false,
    });
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(own, { recursive: true, force: true });
  });

  const open = async (notebook: string, workspace?: string) => {
    const { origin, search } = new URL(lab!.address);
    const page = await browser!.newPage({ viewport: { width: 1366, height: 900 }, colorScheme: "light" });
    page.setDefaultTimeout(45_000);
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => thrown.push(error.message));
    await page.goto(`${origin}/lab${workspace ? `/workspaces/${workspace}` : ""}/tree/${notebook}${search}`);
    return page;
  };
  const strayed = () => {
    const home = lab!.address.split("/lab/")[0];
    return asked.filter((url) => !url.startsWith(home) && !/^(?:data|blob|ws):/.test(url));
  };
  const stall = async (ms: number) => {
    const listing = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
    const servers = listing.filter((line) => line.includes("jupyterlab") && line.includes(folder));
    if (servers.length !== 1) throw new Error(`expected one server of ${folder}, got:\n${servers.join("\n")}`);
    const pid = Number.parseInt(servers[0]);
    process.kill(pid, "SIGSTOP");
    await pause(ms);
    process.kill(pid, "SIGCONT");
  };
  const picture = async (page: Page, name: string) => {
    const pictures = process.env.ANYCAST_PICTURES;
    if (pictures) await page.screenshot({ path: join(pictures, `jupyterlab-${name}.png`) });
  };
  return { open, strayed, thrown, stall, picture };
}

function write(path: string, json: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(json));
}

/** From the menu, as a learner does; again where nothing has come of it: a busy machine opens menus before it listens to them. */
export async function runAllCells(page: Page): Promise<void> {
  const panel = page.locator(".jp-NotebookPanel");
  await panel.locator(".jp-KernelName").getByText("TypeScript").waitFor({ timeout: 90_000 });
  await panel.locator('[data-status="idle"]').first().waitFor({ timeout: 90_000 });
  const hasBegun = async () => {
    const { cells, waiting } = await progress(page);
    return waiting.length < cells;
  };
  for (let tries = 0; tries < 5 && !(await hasBegun()); tries++) {
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
    for (let looks = 0; looks < 15 && !(await hasBegun()); looks++) await page.waitForTimeout(1000);
  }
}

/** A code cell as JupyterLab's model has it, in sight or not. */
interface ModelCell {
  readonly id: string;
  readonly type: string;
  /** Null until the kernel has begun with it. */
  readonly executionCount: number | null;
  readonly outputs: { toJSON(): readonly Output[] };
}

export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly ename?: string;
  readonly evalue?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** The part of JupyterLab's application that tests look at. */
interface App {
  readonly shell: {
    readonly currentWidget: {
      readonly content: { readonly model: { readonly cells: Iterable<ModelCell> } };
      readonly sessionContext: { readonly session?: { readonly kernel?: { readonly status: string } } };
    };
  };
}

/** How far the notebook that is open has come, by JupyterLab's model: the document shows what is in sight, and that late. */
export const progress = (
  page: Page,
): Promise<{
  readonly kernel: string;
  /** How many code cells there are, and which of them the kernel has not begun with. */
  readonly cells: number;
  readonly waiting: readonly string[];
}> =>
  page.evaluate(() => {
    const { jupyterapp } = globalThis as unknown as { readonly jupyterapp: App };
    const { content, sessionContext } = jupyterapp.shell.currentWidget;
    const code = Array.from(content.model.cells).filter(({ type }) => type === "code");
    const waiting = code.filter(({ executionCount }) => executionCount === null).map(({ id }) => id);
    return { kernel: sessionContext.session?.kernel?.status ?? "none", cells: code.length, waiting };
  });

/** What the notebook's code cells have shown: their HTML, and the errors' names. Much text: to be asked for once. */
export const shownBy = (page: Page): Promise<readonly { id: string; html: string; errors: readonly string[] }[]> =>
  page.evaluate(() => {
    const { jupyterapp } = globalThis as unknown as { readonly jupyterapp: App };
    return Array.from(jupyterapp.shell.currentWidget.content.model.cells)
      .filter(({ type }) => type === "code")
      .map(({ id, outputs }) => {
        const shown = outputs.toJSON();
        const html = shown.map(({ data }) => [data?.["text/html"]].flat().join("")).join("");
        return {
          id,
          html,
          errors: shown.flatMap(({ output_type, ename }) => (output_type === "error" ? [ename ?? "?"] : [])),
        };
      });
  });

/** All outputs of the notebook's code cells, by cell. */
export const outputsBy = (page: Page): Promise<Readonly<Record<string, readonly Output[]>>> =>
  page.evaluate(() => {
    const { jupyterapp } = globalThis as unknown as { readonly jupyterapp: App };
    const code = Array.from(jupyterapp.shell.currentWidget.content.model.cells).filter(({ type }) => type === "code");
    return Object.fromEntries(code.map(({ id, outputs }) => [id, outputs.toJSON()]));
  });
