// Writes a file on disk atomically. All commands write their files with it.
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { kindOf } from "./read-text.js";
import { announceTemporary, removeLeftOvers } from "./temporary/index.js";

/** Thrown for an output that is not a file, or whose folder is missing. The message names it; `remedy` says what to do. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/**
 * Checks a file before it is written; commands call it before they compute.
 * @example await checkOutput(`${folder}/missing/report.html`) // throws OutputError
 * @param like a file name for the remedy, should it be a folder
 * @throws OutputError if it is a folder, a device or a pipe, or if its folder is missing
 */
export async function checkOutput(path: string, { like = `out${extname(path)}` } = {}): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory())
    throw new OutputError(`${path} is a folder.`, `Name a file in it, such as ${join(path, like)}.`);
  if (found && !found.isFile())
    throw new OutputError(`${path} is ${kindOf(found)}, not a file on a disk.`, "Name another file to write.");
  const folder = dirname(path);
  const above = await stat(folder).catch(() => undefined);
  if (above?.isDirectory()) return;
  throw new OutputError(
    `Folder not found: ${folder} (to write ${path}).`,
    above ? `${folder} is not a folder. Name another.` : "Create it first.",
  );
}

/**
 * A name for a temporary file in the same folder that nobody can predict. It must be opened with the flag `wx`, which follows no
 * link.
 * @example temporaryName("report.html") // such as report.html.4711-0123456789ab.tmp
 */
export const temporaryName = (path: string): string => `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;

/**
 * Writes a file whole: to a temporary file beside it, which is then renamed.
 * @example await writeWhole(`${folder}/links.txt`, "1|2|-1\n")
 * @throws OutputError, or the file system's error; nothing half-written is left behind
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await checkOutput(path);
  const beside = temporaryName(path);
  announceTemporary(beside, true);
  try {
    removeLeftOversOf(path);
    await writeFile(beside, content, { flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw about(path, beside, error as NodeJS.ErrnoException);
  } finally {
    announceTemporary(beside, false);
  }
}

/** The error of the file system, about the file that was asked for. */
function about(path: string, beside: string, error: NodeJS.ErrnoException): Error {
  error.message = error.message.replaceAll(beside, path);
  return error.path === beside ? Object.assign(error, { path }) : error;
}

/**
 * Writes a page as writeWhole does; creates its folder if missing.
 * @example await writePage(`${folder}/pages/index.html`, "<!doctype html>")
 * @throws OutputError, or the file system's error
 */
export async function writePage(path: string, html: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTDIR" && error.code !== "EEXIST") throw error;
    throw new OutputError(`${dirname(path)} is not a folder (to write ${path}).`, "Name another folder.");
  });
  await writeWhole(path, html);
}

/** Removes temporary files of this file left by a killed process: the process no longer runs, or they are a day old. */
export const removeLeftOversOf = (path: string): void =>
  removeLeftOvers(dirname(path), (each) => leftOverOf(basename(path), each));

/** The process that made a temporary file of `name`; undefined for other files. */
function leftOverOf(name: string, temporary: string): number | undefined {
  if (!temporary.startsWith(`${name}.`)) return undefined;
  const pid = /^(\d+)(?:-[0-9a-f]{12})?\.tmp$/.exec(temporary.slice(name.length + 1))?.[1];
  return pid === undefined ? undefined : Number(pid);
}
