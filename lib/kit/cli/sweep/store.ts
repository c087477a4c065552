// Finished cells on disk, one file each, named by the cell's key: written beside, then renamed, so that a file is whole or not
// there. What cannot be read is computed again.
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
import { digest } from "./cell.js";

/** Where cells are kept unless somebody says otherwise: where the XDG Base Directory Specification has a user's caches. */
export const usualFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "anycast-kit", "cells");

/** Makes the folder, and tries whether a file can be kept in it. @throws Failure where it cannot */
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

/** What stopped a sweep that could not keep what it had finished. */
export const notKept = (folder: string, { message }: Error): Failure =>
  new Failure(
    `Nothing can be kept in ${folder}: ${message}.`,
    "Make room there, or name another folder with --cache. What was finished before is kept.",
  );

/** The row of a finished cell; nothing where there is none, or a file that was damaged. */
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

/** Bytes of a cell at most; real ones have some thousands. */
const largest = 20_000_000;

/** A regular file, not through a link, without waiting for a pipe. */
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

/** Cells are kept for 90 days, and up to 1 GB together: beyond, the oldest go. Left-overs of killed runs go after a day. */
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
  const body = JSON.stringify(row); // NaN, where nobody is answered, becomes null and is NaN again when read
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
