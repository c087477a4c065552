// One download of a data set at a time: two processes would append to one partial file.
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { temporaryFile } from "../temporary/index.js";
import { DataSetError } from "./error.js";
import { startOf } from "./process-start.js";

/** Runs `work` while this process holds the lock. @throws DataSetError while another process holds it */
export async function locked<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  await take(file, what);
  const remove = temporaryFile(file);
  try {
    return await work();
  } finally {
    remove();
  }
}

async function take(file: string, what: string): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      return await writeFile(file, lineOf(process.pid), { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const text = textOf(file);
      const holder = holderOf(text);
      if (tried === 3 || holder !== undefined)
        throw new DataSetError(
          `Process ${holder ?? "of another user"} is fetching ${what}.`,
          `Wait for it; if there is no such process, delete ${file}.`,
        );
      if (text === "" && tried === 0)
        await pause(200); // just made, and not written yet
      else await rm(file, { force: true }); // left by a process that was killed
    }
  }
}

const lineOf = (pid: number) => `${pid} ${startOf(pid) ?? "-"}\n`;

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // released in the meantime, or not ours to read
  }
}

/** The process that holds the lock; undefined if it no longer runs, even if another has its id by now. */
function holderOf(text = ""): number | undefined {
  const [pid, start] = text.trim().split(" ");
  return /^\d+$/.test(pid) && start !== undefined && startOf(Number(pid)) === start ? Number(pid) : undefined;
}
