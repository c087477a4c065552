// The playground in Chromium: from a press on a button to the new picture (edit, read, route, draw), and the weight of the page.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { row } from "./measure.mjs";

const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const chromiumFlags = ["--no-sandbox", "--disable-gpu", "--disable-quic"];

/** In the page: adds a client and removes it again, and so on; times in ms, sorted. */
const redraws = async (runs) => {
  const { document, performance, MutationObserver } = globalThis;
  const figure = document.querySelector(".pg-figure");
  const taken = [];
  for (let i = 0; i < runs + 10; i++) {
    const drawn = new Promise((done) => new MutationObserver(done).observe(figure, { childList: true }));
    const start = performance.now();
    document.querySelector("[data-key=client]").click();
    await drawn;
    if (i >= 10) taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
};

export async function playgroundRows() {
  if (!existsSync(chromiumPath))
    return [{ name: "the playground in Chromium", skipped: `there is no ${chromiumPath}` }];
  const { playgroundPage } = await import("../../lib/course/dist/playground/index.js");
  const html = await playgroundPage({ siblings: [] });
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-"));
  const file = join(folder, "playground.html");
  writeFileSync(file, html);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.getByText("Every AS has a route.").waitFor();
    await page.locator("#pg-choose").selectOption("as 40");
    await page.locator(".pg-why strong").waitFor();
    const times = await page.evaluate(redraws, 100);
    const kilobytes = Math.round(gzipSync(html, { level: 9 }).length / 102.4) / 10;
    return [row("the playground: redraw 8 ASes after an edit", times, { target: 16, kilobytes })];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
