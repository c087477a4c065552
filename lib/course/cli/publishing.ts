// Notebooks -> pages: executed on the real kernel or taken with the outputs they have, then published.
// All pages are created before the first is written, so that a failing lesson leaves the old pages unchanged.
import { existsSync } from "node:fs";
import { cp, readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { executeNotebook, playNotebook, type CellProgress, type NotebookJson } from "../kernel/index.js";
import { studentCopy } from "../classroom/index.js";
import { livePart, runtimeFile, sharedRuntimeScript } from "../live/index.js";
import { checkNotebook, NotebookError, readNotebook, writeNotebook, type Notebook } from "../notebook/index.js";
import { playgroundFile, playgroundPage } from "../playground/index.js";
import {
  bundleOf,
  courseLessons,
  courseOf,
  indexExplorer,
  lessonFacts,
  pageBundle,
  publishIndex,
  publishLesson,
  runsInPage,
} from "../publish/index.js";
import { readText, writePage } from "anycast-kit/files";
import { Failure, sayWhileSlow } from "anycast-kit/cli";
import type { Jupyter } from "./jupyter.js";
import { docPages } from "./doc-pages.js";
import { labPages } from "./lab-pages.js";
import { places, shortly } from "./repository.js";

export interface Executed {
  /** As given on the command line; used in errors. */
  readonly file: string;
  readonly notebook: Notebook;
}

/** @throws Failure if there is no such file, NotebookError if it is not a notebook */
export async function readLesson(file: string): Promise<Executed> {
  let text: string;
  try {
    text = await readText(file, { what: "a notebook" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(code === "ENOENT" ? `File not found: ${file}.` : `${file}: ${message}`);
  }
  return { file: shortly(file), notebook: readNotebook(text, { file: shortly(file) }) };
}

export interface ExecuteLessonOptions {
  /** Undefined without Python; the kernel's code then runs without Jupyter. */
  readonly jupyter: Jupyter | undefined;
  readonly onCell?: (progress: CellProgress) => void;
}

/** Runs a notebook from top to bottom. @throws KernelError that names the cell */
export async function executeLesson(file: string, { jupyter, onCell }: ExecuteLessonOptions): Promise<Executed> {
  const lesson = await readLesson(file);
  const notebook = JSON.parse(writeNotebook(lesson.notebook)) as NotebookJson;
  const cwd = dirname(resolve(file));
  const executed = jupyter
    ? await executeNotebook({
        notebook,
        notebookPath: lesson.file,
        cwd,
        jupyter: jupyter.python,
        env: jupyter.env,
        onCell,
      })
    : await playNotebook({ notebook, file: lesson.file, cwd, onCell });
  return { file: lesson.file, notebook: checkNotebook(executed, { file: lesson.file }) };
}

export interface PagesOptions {
  readonly lessons: readonly Executed[];
  /** Folder the pages go to. */
  readonly out: string;
  /** Whether they are the course: if so, pages link to each other and index.html is written. */
  readonly course: boolean;
  /** Of a course: the folder of its API pages, which are packed into `out` if they are there. */
  readonly apiPages?: string;
  /** Whether solutions are in the pages, to be seen after an attempt. Defaults to true. */
  readonly solutions?: boolean;
  /** Whether the runtime of the cells stands once beside the pages (`live-runtime.js`) instead of in each. Defaults to false. */
  readonly sharedRuntime?: boolean;
}

/** Writes one page per notebook; gives their paths, and what could not be shown. @throws NotebookError */
export async function writePages({
  lessons,
  out,
  course,
  apiPages,
  solutions = true,
  sharedRuntime = false,
}: PagesOptions): Promise<{
  readonly written: readonly string[];
  readonly warnings: readonly string[];
}> {
  const siblings = course ? courseOf(lessons.map(({ notebook, file }) => courseLesson(notebook, file))) : [];
  const pages = new Map<string, string>();
  const warnings: string[] = [];
  const say = sayWhileSlow();
  for (const { notebook, file } of lessons) {
    const path = join(out, `${basename(file, ".ipynb")}.html`);
    if (pages.has(path))
      throw new Failure(`Two notebooks would be written to ${path}.`, "Publish them to two folders.");
    const onCell = (number: number, of: number) => say(`${file}: writing cell ${number} of ${of}`);
    const copy = learnersCopy(notebook, file);
    if (typeof copy === "string") warnings.push(`${copy} The page's cells cannot be run.`);
    const live = typeof copy === "string" ? undefined : await livePart(copy, { sharedRuntime });
    const page = publishLesson({
      notebook,
      file,
      siblings,
      solutions,
      bundle: live && runsInPage(notebook) ? "" : await pageBundle(notebook),
      live,
      onCell,
    });
    pages.set(path, page.html);
    warnings.push(...page.warnings);
  }
  if (sharedRuntime) pages.set(join(out, runtimeFile), await sharedRuntimeScript());
  if (course) {
    const api = await packApiPages(apiPages, out);
    const labs = await labPages(siblings);
    const docs = await docPages(siblings, { instructors: solutions });
    for (const { file, html } of [...labs, ...docs]) pages.set(join(out, file), html);
    const index = { bundle: await bundleOf([indexExplorer]), playground: playgroundFile, labs, docs, api };
    pages.set(join(out, "index.html"), publishIndex(siblings, index));
    pages.set(
      join(out, playgroundFile),
      await playgroundPage({ siblings, questions: await questionTexts(), sharedRuntime }),
    );
  }
  for (const [path, html] of pages) await writePage(path, html);
  return { written: [...pages.keys()], warnings };
}

/** Copies the API pages into the course, where its first page links to them; undefined if `npm run docs` has not made them. */
async function packApiPages(from: string | undefined, out: string): Promise<string | undefined> {
  if (from === undefined || !existsSync(join(from, "index.html"))) return undefined;
  const to = join(out, "api");
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  return "api/index.html";
}

/** The question files of the repository; none in a checkout without them. */
export async function questionTexts(): Promise<string[]> {
  const names = await readdir(places.questions).catch(() => []);
  const files = names.filter((name) => name.endsWith(".json")).sort();
  return Promise.all(files.map((name) => readText(join(places.questions, name), { what: "a question" })));
}

/** What the page carries to run its cells; for a notebook of others whose exercises are damaged, the reason why it has none. */
function learnersCopy(notebook: Notebook, file: string): Notebook | string {
  try {
    return studentCopy(notebook, { file });
  } catch (error) {
    if (error instanceof NotebookError) return error.message;
    throw error;
  }
}

function courseLesson(notebook: Notebook, file: string) {
  const { slug, title, summary, minutes, exercises } = lessonFacts(notebook, { file });
  const planned = courseLessons.find((lesson) => lesson.slug === slug);
  return { slug, title, summary, minutes: minutes ?? planned?.minutes ?? 0, exercises };
}
