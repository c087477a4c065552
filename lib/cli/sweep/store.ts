// Finished cells on disk, one file each, named by the cell's key: written beside, then renamed, so that a file is whole or not
// there. What cannot be read is computed again.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ComparisonRow } from "../../anycast/index.js";
import { digest } from "./cell.js";

/** Where cells are kept unless somebody says otherwise: where the XDG Base Directory Specification has a user's caches. */
export const usualFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "anycast-kit", "cells");

/** @throws the file system's error where the folder cannot be made */
export function openStore(folder: string): void {
  mkdirSync(folder, { recursive: true });
}

/** The row of a finished cell; nothing where there is none, or a file that was damaged. */
export function readCell(folder: string, key: string): ComparisonRow | undefined {
  let text: string;
  try {
    text = readFileSync(pathOf(folder, key), "utf8");
  } catch {
    return undefined;
  }
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== digest(key + body)) return undefined;
  return JSON.parse(body, (_field, value: unknown) => (value === null ? NaN : value)) as ComparisonRow;
}

/** @throws the file system's error, with nothing half-written left behind */
export function writeCell(folder: string, key: string, row: ComparisonRow): void {
  const body = JSON.stringify(row); // NaN, where nobody is answered, becomes null and is NaN again when read
  const path = pathOf(folder, key);
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, `${digest(key + body)}\n${body}`);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

const pathOf = (folder: string, key: string) => join(folder, `${key}.cell`);
