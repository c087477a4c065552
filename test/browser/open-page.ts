// Opens a page as a reader does who double-clicks it: from a file, with no network, in the system's Chromium.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { chromiumFlags, chromiumPath } from "../needs.js";

export interface OpenPage {
  readonly page: Page;
  /** What the browser's console said, whatever the level, errors thrown included. */
  readonly said: string[];
  /** Addresses asked for, beside the page itself. */
  readonly asked: string[];
}

export interface OpenOptions {
  readonly name?: string;
  /** A place on the page: "#cell-x". */
  readonly place?: string;
  /** What the reader's browser has kept of an earlier visit: localStorage, at each load. */
  readonly stored?: Readonly<Record<string, string>>;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
}

/** One browser for the tests of a file. */
export function useBrowser() {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "anycast-page-"));
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    /**
     * Writes the page to a file and opens it. The context is closed with the browser.
     */
    async open(
      html: string,
      { name = "page.html", place = "", stored, before, ...options }: BrowserContextOptions & OpenOptions = {},
    ): Promise<OpenPage> {
      const path = join(folder, name);
      writeFileSync(path, html);
      const address = pathToFileURL(path).href;
      const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
      context.setDefaultTimeout(60_000); // other tests run on the same cores
      const said: string[] = [];
      const asked: string[] = [];
      await context.route("**/*", (route) => {
        const url = route.request().url();
        if (url === address) return route.continue();
        asked.push(url);
        return route.abort();
      });
      if (stored)
        await context.addInitScript((kept) => {
          for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
        }, stored);
      if (before) await context.addInitScript(before);
      const page = await context.newPage();
      page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => said.push(`thrown: ${error.message}`));
      page.on("request", (request) => {
        if (!/^(?:file|data|blob):/.test(request.url())) asked.push(request.url());
      });
      await page.goto(address + place);
      return { page, said, asked };
    },
  };
}
