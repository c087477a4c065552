// Pages of one folder that share the runtime: small pages, one script beside them, of the version that the pages were made with.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { expect } from "vitest";
import { livePart, runtimeFile, sharedRuntimeScript } from "../../lib/course/live/index.js";
import { publishLesson } from "../../lib/course/publish/index.js";
import { chromiumFlags, chromiumPath, needs } from "../needs.js";
import { code, markdown, notebook } from "../publish/lesson-notebook.js";
import { runCell } from "./live-page.js";

const { describe, it } = needs("chromium");

describe("pages that share the runtime", () => {
  it("are small, run from a file, and take no other version in its place", async () => {
    const folder = mkdtempSync(join(tmpdir(), "anycast-shared-"));
    const lesson = notebook([markdown("title", "# Small\n\nA lesson."), code("sum", "const n: number = 1 + 1;\nn")]);
    const { html } = publishLesson({
      notebook: lesson,
      file: "small.ipynb",
      live: await livePart(lesson, { sharedRuntime: true }),
    });
    expect(gzipSync(html).length).toBeLessThan(50_000);
    const path = join(folder, "small.html");
    writeFileSync(path, html);
    writeFileSync(join(folder, runtimeFile), await sharedRuntimeScript());
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    try {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(path).href);
      expect(await runCell(page, "sum")).toMatchObject({ state: "ran", text: "2" });
      writeFileSync(join(folder, runtimeFile), "globalThis.__anycastRuntime = 'H4sI';");
      await page.reload();
      expect(await runCell(page, "sum")).toMatchObject({
        state: "failed",
        status: "live-runtime.js is not beside this page, or belongs to another version of it.",
      });
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
