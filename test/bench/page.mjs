// The pages of the lessons: their weight, to read and alive, and how long a cell takes in them: its first run, which unpacks the
// runtime, and later ones; the same on a processor of a quarter of the speed. Times only where Chromium is installed.
/* global document, performance, innerHeight, PerformanceObserver -- these run in the page */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { studentCopy } from "../../lib/course/dist/classroom/student-copy.js";
import { playNotebook } from "../../lib/course/dist/kernel/index.js";
import { livePart } from "../../lib/course/dist/live/index.js";
import { checkNotebook, readNotebook, writeNotebook } from "../../lib/course/dist/notebook/index.js";
import { pageBundle, publishLesson } from "../../lib/course/dist/publish/index.js";
import { row } from "./measure.mjs";

const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const chromiumFlags = ["--no-sandbox", "--disable-gpu", "--disable-quic"];
const folder = fileURLToPath(new URL("../../notebooks/", import.meta.url));
const kilobytes = (html) => Math.round(gzipSync(html, { level: 9 }).length / 1024);

/** @returns a row of weights for each lesson, and rows of times for the first */
export async function pageRows() {
  const rows = [];
  let first;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ipynb"))) {
    const lesson = readNotebook(readFileSync(join(folder, file), "utf8"), { file });
    const played = await playNotebook({ notebook: JSON.parse(writeNotebook(lesson)), file, cwd: folder });
    const notebook = checkNotebook(played, { file });
    const toRead = publishLesson({ notebook, file, bundle: await pageBundle(notebook) }).html;
    const alive = publishLesson({ notebook, file, live: await livePart(studentCopy(notebook, { file })) }).html;
    first ??= alive;
    rows.push({ name: `page of ${file}`, unit: "KB", toRead: kilobytes(toRead), alive: kilobytes(alive), target: 600 });
  }
  return existsSync(chromiumPath) ? [...rows, ...(await timesOf(first))] : rows;
}

async function timesOf(html) {
  const place = mkdtempSync(join(tmpdir(), "anycast-bench-page-"));
  const path = join(place, "lesson.html");
  writeFileSync(path, html);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  try {
    const rows = [];
    for (const slower of [1, 4]) {
      const runs = { first: [], later: [], paint: [], begun: [], task: [], near: [], awake: [] };
      for (let i = 0; i < 5; i++) {
        const page = await (await browser.newContext()).newPage();
        const client = await page.context().newCDPSession(page);
        await client.send("Emulation.setCPUThrottlingRate", { rate: slower });
        await page.addInitScript(watchTasks);
        await page.goto(pathToFileURL(path).href);
        runs.paint.push(await page.evaluate(firstPaint));
        runs.near.push(await page.evaluate(nearAwake));
        runs.awake.push(await page.evaluate(allAwake));
        runs.begun.push(await page.evaluate(cellsBegun));
        runs.task.push(await page.evaluate(longestTask));
        runs.first.push(await page.evaluate(runFirstCell));
        runs.later.push(await page.evaluate(runFirstCell));
        await page.context().close();
      }
      const on = slower === 1 ? "" : `, processor ${slower} times slower`;
      const of = (name, times, more) =>
        row(
          name + on,
          times.sort((a, b) => a - b),
          more,
        );
      rows.push(
        of("page: first paint", runs.paint),
        of(
          "page: cells have their buttons, from the start of loading",
          runs.begun,
          slower === 1 ? {} : { target: 1000 },
        ),
        of("page: longest task until all explorers are awake", runs.task, slower === 1 ? { target: 100 } : {}),
        of("page: cells, and explorers near the reader, answer, from the start of loading", runs.near, slower === 1 ? {} : { target: 1000 }), // prettier-ignore
        of("page: all explorers awake, from the start of loading", runs.awake),
        of("page: first run of a cell", runs.first, slower === 1 ? { target: 1500 } : {}),
        of("page: later run of the same cell", runs.later, slower === 1 ? { target: 100 } : {}),
      );
    }
    return rows;
  } finally {
    await browser.close();
    rmSync(place, { recursive: true, force: true });
  }
}

const firstPaint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now();

function watchTasks() {
  globalThis.longestTask = 0; // tasks of less than 50 ms are not reported
  const note = (list) =>
    list.getEntries().forEach(({ duration }) => (globalThis.longestTask = Math.max(globalThis.longestTask, duration)));
  new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
}

const longestTask = () => globalThis.longestTask;

const cellsBegun = () => performance.getEntriesByType("navigation")[0].domContentLoadedEventStart;

/** Those on this screen and the next one; then the buttons of the cells are there too. */
async function nearAwake() {
  const isNear = (each) => each.getBoundingClientRect().top < 2 * innerHeight;
  while ([...document.querySelectorAll(".ak-explorer:not([data-ak-awake])")].some(isNear))
    await new Promise((done) => setTimeout(done, 5));
  return performance.now();
}

async function allAwake() {
  while (document.querySelector(".ak-explorer:not([data-ak-awake])")) await new Promise((done) => setTimeout(done, 5));
  return performance.now();
}

/** Runs the first cell of the page, and what it needs, by its button; the time until its output is there. */
async function runFirstCell() {
  const cell = document.querySelector("main [data-cell][data-kind=plain]");
  const begin = performance.now();
  cell.querySelector(".live-run").click();
  await new Promise((done) => setTimeout(done));
  while (cell.dataset.state !== "ran") {
    if (cell.dataset.state === "failed") throw new Error("The cell failed.");
    await new Promise((done) => setTimeout(done, 2));
  }
  return performance.now() - begin;
}
