// Finished cells on disk, one file each, named by the cell's key: written to a temporary file, then renamed, so that a file is
// complete or absent. Unreadable cells are computed again.
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ComparisonRow } from "../../anycast/designs/index.js";
import { temporaryName } from "../../files/index.js";
import { Failure } from "../failure.js";
import { digest } from "./digest.js";

/** The default folder of cells: the user's cache folder by the XDG Base Directory Specification. */
export const usualFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "anycast-kit", "cells");

/** Creates the folder and checks that it is writable. @throws Failure if it is not */
export function openStore(folder: string): void {
  const probe = temporaryName(join(folder, "probe"));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
    prune(folder);
  } catch (error) {
    throw notKept(folder, error as Error);
  }
}

/** The error of a sweep that could not store a finished cell. */
export const notKept = (folder: string, { message }: Error): Failure =>
  new Failure(
    `Cannot write to ${folder}: ${message}.`,
    "Free some space, or name another folder with --cache. Cells finished before are kept.",
  );

/** The row of a finished cell; undefined if there is none or its file is damaged. */
export function readCell(folder: string, key: string): ComparisonRow | undefined {
  let text: string;
  try {
    text = readSmallFile(pathOf(folder, key));
  } catch {
    return undefined;
  }
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== digest(key + body)) return undefined;
  try {
    const row = JSON.parse(body, (_field, value: unknown) => (value === null ? NaN : value)) as ComparisonRow;
    return Array.isArray(row.sites) && Array.isArray(row.rttPercentilesMs) ? row : undefined;
  } catch {
    return undefined;
  }
}

/** Limit on the size of a cell in bytes; real cells have a few thousand. */
const largest = 20_000_000;

/** Opens a regular file: follows no link and does not wait for a pipe. */
function readSmallFile(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size > largest) throw new Error("not a cell");
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

/**
 * Cells are kept for 90 days and up to 1 GB in total; the oldest are removed first. Temporary files of killed runs are removed
 * after a day.
 */
const kept = { days: 90, bytes: 1e9, leftOverDays: 1 } as const;

function prune(folder: string): void {
  const day = 86_400_000;
  const found = readdirSync(folder).flatMap((name) => {
    const stats = /\.(?:cell|tmp)$/.test(name) ? statSync(join(folder, name), { throwIfNoEntry: false }) : undefined;
    return stats?.isFile() ? [{ name, bytes: stats.size, days: (Date.now() - stats.mtimeMs) / day }] : [];
  });
  let bytes = 0;
  for (const each of found.sort((a, b) => a.days - b.days)) {
    bytes += each.bytes;
    const leftOver = each.name.endsWith(".tmp") && each.days > kept.leftOverDays;
    if (leftOver || each.days > kept.days || bytes > kept.bytes) rmSync(join(folder, each.name), { force: true });
  }
}

/** @throws the file system's error, with nothing half-written left behind */
export function writeCell(folder: string, key: string, row: ComparisonRow): void {
  const body = JSON.stringify(row); // NaN, for users without an answer, is stored as null and read back as NaN
  const path = pathOf(folder, key);
  const beside = temporaryName(path);
  try {
    writeFileSync(beside, `${digest(key + body)}\n${body}`, { flag: "wx" });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

const pathOf = (folder: string, key: string) => join(folder, `${key}.cell`);
