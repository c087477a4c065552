// Explorers in a real browser, from file:// with the network refused and no code compiled, run by the bundle that ships.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { figureCss } from "../../../lib/kit/figures/css.js";
import { viewHtml, type Explorer, type State } from "../../../lib/course/explorers/core/explorer.js";
import { explorerCss } from "../../../lib/course/explorers/core/css.js";
import { prepareProps } from "../../../lib/course/explorers/prepare.js";
import { chromiumFlags, chromiumPath, repository } from "../../needs.js";

const bundlePath = join(repository, "lib", "course", "dist", "browser.js");
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** One browser for the tests of a file. */
export function useExplorerPages() {
  let browser: Browser;
  let folder: string;
  let bundle: string;
  beforeAll(async () => {
    bundle = readFileSync(bundlePath, "utf8");
    folder = mkdtempSync(join(tmpdir(), "anycast-explorers-"));
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    bundle: () => bundle,
    script: () => `<script>${bundle}</script>`,
    /** Opens a page with this body; whatever it complains of or asks the network for fails the test when `done` is called. */
    open: async (body: string, { hash = "", ...options }: BrowserContextOptions & { hash?: string } = {}) => {
      const file = join(folder, `page-${body.length}.html`);
      const head =
        `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
        `<title>Explorers</title><style>${figureCss}${explorerCss}</style>`;
      writeFileSync(
        file,
        `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>Explorers</h1>${body}</main></body></html>`,
      );
      const context = await browser.newContext(options);
      const complaints: string[] = [];
      await context.route(
        (url) => url.protocol !== "file:",
        (route) => (complaints.push(`asks for ${route.request().url()}`), route.abort()),
      );
      const page = await context.newPage();
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(pathToFileURL(file).href + hash);
      const done = async () => {
        expect(complaints).toEqual([]);
        await context.close();
      };
      return { page, done };
    },
  };
}

/** Until what was asked for has been drawn, in both sizes. */
export const frame = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((drawn) => {
        const look = () => (document.querySelector("[data-ak-moving]") ? requestAnimationFrame(look) : drawn());
        requestAnimationFrame(() => requestAnimationFrame(look));
      }),
  );

export const summary = (page: Page, id: string) => page.locator(`#${id} [data-ak-summary]`).textContent();

/** An explorer as the library draws it here, in any state. */
export function drawnInNode<Scenario>(explorer: Explorer<Scenario>, props: unknown) {
  const scenario = explorer.read(JSON.parse(prepareProps(explorer.name, props)));
  const first = explorer.initial(scenario);
  return {
    scenario,
    first,
    /** Summary and view for a state that differs from the first one so. */
    draw: (changed: State, id: string) => {
      const view = explorer.render(scenario, { ...first, ...changed }, id);
      return { summary: view.summary, html: viewHtml(view) };
    },
  };
}

/** The view as the browser has it, and this HTML as the browser reads it: the same markup says the same picture. */
export const isView = (page: Page, id: string, html: string) =>
  page.evaluate(
    ([selector, wanted]) => {
      const view = document.querySelector(selector)!.cloneNode(true) as Element;
      // What the runtime adds: it keeps keys from JupyterLab.
      for (const each of view.querySelectorAll("[data-lm-suppress-shortcuts]"))
        each.removeAttribute("data-lm-suppress-shortcuts");
      const read = document.createElement("div");
      read.innerHTML = wanted;
      // Attributes in one order: linkedom and browsers write them in different ones.
      const plain = (node: Node): string =>
        node instanceof Element
          ? `<${node.localName} ${[...node.attributes]
              .map(({ name, value }) => `${name}=${value}`)
              .sort()
              .join(" ")}>${[...node.childNodes].map(plain).join("")}`
          : (node.textContent ?? "");
      const inside = (element: Element) => [...element.childNodes].map(plain).join("");
      return inside(view) === inside(read);
    },
    [`#${id} [data-ak-view]`, html] as const,
  );

/** What axe finds wrong with the page, rule by rule. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis)))
    await page.addScriptTag({ path: join(repository, "node_modules", "axe-core", "axe.min.js") });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run({ runOnly });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  });
}
