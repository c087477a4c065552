// What a command has for the length of some work: files, folders, processes. They go with the command, also where a signal ends it.
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processSpace, removeLeftOvers } from "./left-overs.js";

export { removeLeftOvers } from "./left-overs.js";

/** A path, or the id of a process group. */
export type Temporary = string | number;

let watcher: (what: Temporary, there: boolean) => void = () => undefined;

/** Sets the listener for the beginning and end of everything temporary; it can remove what a stop leaves behind. */
export const watchTemporaries = (listener: typeof watcher): void => {
  watcher = listener;
};

/** Announces something temporary before it is there, and after it is gone. */
export const announceTemporary = (what: Temporary, there: boolean): void => watcher(what, there);

/** Deletes a path with its content, or kills a process group. */
export function removeTemporary(what: Temporary): void {
  if (typeof what === "string") return rmSync(what, { recursive: true, force: true, maxRetries: 3 });
  try {
    process.kill(-what, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/**
 * Kills a child, and what it started, when the command ends. The child must be `detached`: the leader of a process group.
 * @example endWithCommand(spawn("sleep", ["0.1"], { detached: true }))
 */
export function endWithCommand(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  const kill = () => removeTemporary(pid);
  watcher(pid, true);
  process.once("exit", kill);
  child.once("exit", () => {
    process.off("exit", kill);
    watcher(pid, false);
  });
}

/**
 * Announces a file or folder that is removed when the returned function is called, or when the command ends before.
 * @example temporaryFile(`${folder}/part.txt`)() // the second call removes the file
 * @returns removes the file if it is there
 */
export function temporaryFile(path: string): () => void {
  watcher(path, true);
  const remove = () => {
    process.off("exit", remove);
    removeTemporary(path);
    watcher(path, false);
  };
  process.once("exit", remove);
  return remove;
}

export interface TemporaryFolder {
  readonly path: string;
  /** Deletes the folder with its content. The end of the process does it too. */
  readonly remove: () => void;
}

/**
 * Creates an empty folder of an unpredictable name in the system's folder for temporary files; only this account can read it. Such
 * folders of processes that were killed are removed first.
 * @example temporaryFolder("doctor").remove()
 * @param purpose a word for its name: "doctor"
 */
export function temporaryFolder(purpose: string): TemporaryFolder {
  const space = processSpace();
  removeLeftOvers(tmpdir(), (name) => {
    const [, own, pid] = /^anycast-[a-z]+-([0-9a-z]+)-(\d+)-\w{6}$/.exec(name) ?? [];
    return own === space ? Number(pid) : undefined;
  });
  const path = mkdtempSync(join(tmpdir(), `anycast-${purpose}-${space}-${process.pid}-`));
  return { path, remove: temporaryFile(path) };
}
