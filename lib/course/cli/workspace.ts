// The learner's own copy of the lessons. An existing file is never overwritten: new lessons are added, and a fresh copy is made
// only after the old one has been moved to workspace/old.
import { existsSync } from "node:fs";
import { link, mkdir, open, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isStudentCopy, studentCopy } from "../classroom/index.js";
import { readNotebook, writeNotebook } from "../notebook/index.js";
import { temporaryFile, temporaryName } from "anycast-kit/files";
import { Failure } from "anycast-kit/cli";
import { shortly } from "./repository.js";

/** The lessons' file names in order. @throws Failure if there are none */
export async function lessonFiles(notebooks: string): Promise<readonly string[]> {
  const files = (await readdir(notebooks).catch(() => [])).filter((name) => name.endsWith(".ipynb"));
  if (files.length === 0)
    throw new Failure(
      `No lessons found in ${shortly(notebooks)}.`,
      "The checkout may be incomplete; git status shows what is missing.",
    );
  return files.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** `"1"`, `"2b"`, `"1-shared-ip"` or `"1-shared-ip.ipynb"` -> the lesson's file name. @throws Failure for any other */
export function findLesson(lessons: readonly string[], wanted: string): string {
  const found = lessons.find((file) => [file, basename(file, ".ipynb"), file.split("-")[0]].includes(wanted));
  if (found) return found;
  throw new Failure(
    `Unknown lesson "${wanted}".`,
    `Lessons are ${lessons.map((file) => basename(file, ".ipynb")).join(", ")}`,
  );
}

export interface CopyOptions {
  readonly notebooks: string;
  readonly workspace: string;
  /** Lessons to reset, by file name. */
  readonly fresh?: readonly string[];
  /** Part of the name of a copy that is moved aside. */
  readonly now: Date;
}

/** Which lessons were added, where old copies were moved to, and which copies are of an older edition. */
export interface Copied {
  /** Lessons whose copy is of another edition than the course. The copies are kept. */
  readonly older: readonly { readonly file: string; readonly yours: string; readonly now: string }[];
  readonly added: readonly string[];
  readonly moved: readonly string[];
}

/** @throws NotebookError for a lesson that is not a notebook: nothing has then been moved or written for it */
export async function copyLessons({ notebooks, workspace, fresh = [], now }: CopyOptions): Promise<Copied> {
  await mkdir(workspace, { recursive: true });
  const added: string[] = [];
  const moved: string[] = [];
  const older: { file: string; yours: string; now: string }[] = [];
  for (const file of await lessonFiles(notebooks)) {
    const copy = join(workspace, file);
    const source = join(notebooks, file);
    if (existsSync(copy) && !fresh.includes(file)) {
      const [yours, now] = [await editionOf(copy), await editionOf(source)];
      if (yours !== undefined && now !== undefined && yours < now) older.push({ file, yours, now });
      continue;
    }
    const lesson = readNotebook(await readFile(source, "utf8"), { file: shortly(source) });
    const text = writeNotebook(isStudentCopy(lesson) ? lesson : studentCopy(lesson, { file: shortly(source) }));
    const beside = temporaryName(copy);
    const remove = temporaryFile(beside);
    try {
      await writeFile(beside, text, { flag: "wx" }); // before anything is moved: the disk may be full
      if (existsSync(copy)) moved.push(await moveAside(copy, workspace, now));
      if (await putInPlace(beside, copy)) added.push(file);
    } finally {
      remove();
    }
  }
  return { added, moved, older };
}

/** The date in "version of 2026-11-28", which stands in a lesson's first cell; undefined if it has none. */
async function editionOf(path: string): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  try {
    const beginning = (await file?.read(Buffer.alloc(20_000), 0, 20_000))?.buffer.toString("utf8") ?? "";
    return /version of (\d{4}-\d{2}-\d{2})\b/.exec(beginning)?.[1];
  } catch {
    return undefined; // a folder of that name, or a disk that fails: the copy is then used as it is
  } finally {
    await file?.close();
  }
}

/** workspace/1-shared-ip.ipynb -> workspace/old/1-shared-ip.2026-11-22-221500.ipynb */
async function moveAside(copy: string, workspace: string, now: Date): Promise<string> {
  const when = now.toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  await mkdir(join(workspace, "old"), { recursive: true });
  for (let n = 1; ; n++) {
    const aside = join(workspace, "old", `${basename(copy, ".ipynb")}.${when}${n > 1 ? `-${n}` : ""}.ipynb`);
    if (existsSync(aside)) continue;
    await rename(copy, aside);
    return aside;
  }
}

/**
 * Links a file into place: unlike a rename, a link never replaces a file that appeared meanwhile.
 * @returns false if one has
 */
async function putInPlace(beside: string, path: string): Promise<boolean> {
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      if (existsSync(path)) return false;
      throw new Failure(`${shortly(path)} is a link that leads nowhere.`, "Remove it, and run this again.");
    }
    if (code !== "EPERM" && code !== "ENOTSUP") throw error;
    await rename(beside, path); // a file system without links
    return true;
  }
}
