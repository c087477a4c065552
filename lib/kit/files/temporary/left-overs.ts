// Removes what a killed process left behind. Temporary files and folders have the id of their process in their name.
import { lstatSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";

const day = 86_400_000;

/** Whether a process with this id runs, whatever its owner. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Removes the files and folders of this account whose process no longer runs, or that are a day old.
 * @example removeLeftOvers(folder, (name) => (/^work-\d+$/.test(name) ? Number(name.slice(5)) : undefined)) // work-4711 goes with process 4711
 * @param pidOf the process in a name; undefined for what is not temporary
 */
export function removeLeftOvers(folder: string, pidOf: (name: string) => number | undefined): void {
  for (const name of namesIn(folder)) {
    const pid = pidOf(name);
    const found = pid === undefined ? undefined : lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (pid === undefined || !found || found.uid !== (process.getuid?.() ?? found.uid)) continue;
    if (!isRunning(pid) || Date.now() - found.mtimeMs > day)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Where this process's id counts, in a few letters: containers that share a folder each have ids of their own. */
export function processSpace(): string {
  try {
    return Number(/\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? 0).toString(36);
  } catch {
    return "0";
  }
}
