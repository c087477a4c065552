// `anycast class plan` and `answer-key`: what an instructor takes into the room.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { execa } from "execa";
import { Failure } from "anycast-kit/cli";
import { checkOutput, readText, temporaryFolder, writeWhole } from "anycast-kit/files";
import { assignmentOf, placesIn, sectionsOf } from "../../../classroom/index.js";
import { readNotebook } from "../../../notebook/index.js";
import { assignmentsOf, classOption, folderOf, type ClassOption } from "./open.js";

export function register(program: Command): void {
  program
    .command("plan")
    .description("print the timing plan of lessons, section by section")
    .argument("[lesson...]", "lessons of the class; all by default")
    .option(...classOption)
    .action(plan);
  program
    .command("answer-key")
    .description("write a lesson with its solutions and mark schemes as PDF; needs Chromium or Chrome")
    .argument("<lesson>", "lesson of the class")
    .requiredOption("--out <file>", "the PDF to write")
    .option(...classOption)
    .action(answerKey);
}

async function plan(wanted: readonly string[], options: ClassOption): Promise<void> {
  const folder = await folderOf(options);
  for (const assignment of assignmentsOf(folder, wanted)) {
    const file = placesIn(folder.root).source(assignment);
    const notebook = readNotebook(await readText(file, { what: "a notebook" }), { file });
    let clock = 0;
    console.log(notebook.metadata.title ?? assignment);
    for (const { title, kind, minutes } of sectionsOf(notebook)) {
      const begins = kind === "exercises" ? "work" : `${Math.floor(clock / 60)}:${String(clock % 60).padStart(2, "0")}`;
      console.log(`  ${begins.padStart(5)}  ${String(minutes).padStart(3)} min  ${title}`);
      if (kind !== "exercises") clock += minutes;
    }
  }
}

const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

async function answerKey(lesson: string, { out, ...options }: ClassOption & { readonly out: string }): Promise<void> {
  const folder = await folderOf(options);
  const assignment = assignmentOf(folder, lesson);
  const file = placesIn(folder.root).source(assignment);
  await checkOutput(out);
  const browser = await foundBrowser();
  const { executeLesson } = await import("../../publishing.js"); // loads charts and highlighting, a second
  const { pageBundle, publishLesson } = await import("../../../publish/index.js");
  const { notebook } = await executeLesson(file, { jupyter: undefined });
  const { html } = publishLesson({ notebook, file: `${assignment}.ipynb`, bundle: await pageBundle(notebook) });
  const own = temporaryFolder("key");
  try {
    const [page, pdf] = ["html", "pdf"].map((kind) => join(own.path, `${assignment}.${kind}`));
    await writeFile(page, html);
    await print(browser, { page, pdf, profile: own.path });
    await writeWhole(out, await readFile(pdf));
    console.log(out);
  } finally {
    own.remove();
  }
}

/** @throws Failure if there is none */
async function foundBrowser(): Promise<string> {
  for (const browser of process.env.CHROMIUM ? [process.env.CHROMIUM] : browsers) {
    const { code } = await execa(browser, ["--version"], { reject: false, timeout: 30_000 });
    if (code !== "ENOENT") return browser;
  }
  throw new Failure(
    "No Chromium or Chrome was found, which prints the PDF.",
    "Install one (Debian: apt install chromium), name it in CHROMIUM=PATH, or print the page of `npx anycast publish` in a browser.",
  );
}

async function print(
  browser: string,
  { page, pdf, profile }: { readonly page: string; readonly pdf: string; readonly profile: string },
): Promise<void> {
  const flags = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : []; // Chromium refuses to run as root otherwise
  const words = [
    ...flags,
    ...sandbox,
    `--user-data-dir=${join(profile, "profile")}`,
    "--no-pdf-header-footer",
    "--virtual-time-budget=20000",
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ];
  const { exitCode, stderr } = await execa(browser, words, { reject: false, timeout: 120_000 });
  if (exitCode !== 0)
    throw new Failure(`${browser} could not print the page: ${String(stderr).trim().split("\n").at(-1)}`);
}
