// Finished cells on disk, one file each, named by the cell's key: written beside, then renamed, so that a file is whole or not
// there. What cannot be read is computed again.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ComparisonRow } from "../../anycast/designs/index.js";
import { Failure } from "../failure.js";
import { digest } from "./cell.js";

/** Where cells are kept unless somebody says otherwise: where the XDG Base Directory Specification has a user's caches. */
export const usualFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "anycast-kit", "cells");

/** Makes the folder, and tries whether a file can be kept in it. @throws Failure where it cannot */
export function openStore(folder: string): void {
  const probe = join(folder, `${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
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
