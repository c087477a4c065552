// A lesson as the kernel runs it, for tests of what is made of it: run once, and kept in .cache until the lesson, the library or Node
// changes. (That a run gives the same each time is a test of its own: execute.test.ts.)
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { executeNotebook, type NotebookJson } from "../../lib/course/kernel/execute.js";
import { checkNotebook } from "../../lib/course/notebook/read.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { repository, venv } from "../needs.js";

const cache = join(repository, ".cache", "executed");

/** What decides the outputs: the built library with its tables, the kernel's own files, and the versions of all packages. */
const inputs = ["lib/kit/dist", "lib/course/dist", "lib/course/kernel", "data", "package-lock.json"];

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return (readdirSync(path, { recursive: true }) as string[])
    .map((name) => join(path, name))
    .filter((file) => /\.(?:js|mjs|json|csv|py|ts)$/.test(file) && statSync(file).isFile())
    .sort();
}

let library: string | undefined;

function libraryHash(): string {
  if (library !== undefined) return library;
  const hash = createHash("sha256").update(process.version);
  for (const file of inputs.flatMap((name) => filesBelow(join(repository, name))))
    hash.update(file).update("\0").update(readFileSync(file));
  return (library = hash.digest("hex"));
}

/** @param path the notebook's file */
export const executedLesson = async (path: string): Promise<Notebook> => (await executedRun(path)).notebook;

export interface ExecutedRun {
  readonly notebook: Notebook;
  /** What the kernel's process wrote past Jupyter. */
  readonly stray: string;
}

/** @param path the notebook's file */
export async function executedRun(path: string): Promise<ExecutedRun> {
  const file = basename(path);
  const key = createHash("sha256").update(libraryHash()).update(readFileSync(path)).digest("hex").slice(0, 16);
  const kept = join(cache, `${file}-${key}.run.json`);
  const run = readKept(kept) ?? (await execute(path));
  keep(kept, run);
  return { notebook: checkNotebook(run.json, { file }), stray: run.stray };
}

interface Kept {
  readonly json: NotebookJson;
  readonly stray: string;
}

async function execute(notebookPath: string): Promise<Kept> {
  let stray = "";
  const onStrayText = (text: string) => (stray += text);
  const json = await executeNotebook({ notebookPath, jupyter: venv, launcher: true, onStrayText });
  return { json, stray };
}

function readKept(path: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Kept;
  } catch {
    return undefined; // not run yet
  }
}

function keep(path: string, run: Kept): void {
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(run));
  renameSync(`${path}.${process.pid}`, path);
}
