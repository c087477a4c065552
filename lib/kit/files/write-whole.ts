// Writes a file on disk atomically. All commands write their files with it.
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

let watcher: (path: string, there: boolean) => void = () => undefined;

/** Sets the listener for the creation and removal of every temporary file; it can remove the files that a stop leaves behind. */
export const watchTemporaries = (listener: typeof watcher): void => {
  watcher = listener;
};

/** An unpredictable name in the same folder; it must be opened with the flag `wx`, which follows no link. */
export const temporaryName = (path: string): string => `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;

/** Writes a temporary file, then renames it. @throws the file system's error, with nothing half-written left behind */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = temporaryName(path);
  watcher(beside, true);
  try {
    await removeLeftOvers(path);
    await writeFile(beside, content, { flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    watcher(beside, false);
  }
}

/** The same for a page; creates its folder if missing. */
export async function writePage(path: string, html: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, html);
}

/** Removes temporary files of this file left by a killed process: the process no longer runs, or they are a day old. */
async function removeLeftOvers(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  const names = await readdir(folder).catch(() => []);
  for (const each of names) {
    const pid = leftOverOf(name, each);
    if (pid === undefined) continue;
    const age = Date.now() - (await stat(join(folder, each)).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (!isRunning(pid) || age > 86_400_000) await rm(join(folder, each), { force: true });
  }
}

/** The process that made a temporary file of `name`; undefined for other files. */
function leftOverOf(name: string, temporary: string): number | undefined {
  if (!temporary.startsWith(`${name}.`)) return undefined;
  const pid = /^(\d+)(?:-[0-9a-f]{12})?\.tmp$/.exec(temporary.slice(name.length + 1))?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** Whether a process with this id runs, whatever its owner. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
