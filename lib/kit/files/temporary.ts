// What a command puts on disk for the length of some work. It is removed afterwards, also where a signal ends the command.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let watcher: (path: string, there: boolean) => void = () => undefined;

/** Sets the listener for the creation and removal of everything temporary; it can remove what a stop leaves behind. */
export const watchTemporaries = (listener: typeof watcher): void => {
  watcher = listener;
};

/** Announces a temporary file or folder before it is there, and after it is gone. */
export const announceTemporary = (path: string, there: boolean): void => watcher(path, there);

export interface TemporaryFolder {
  readonly path: string;
  /** Deletes the folder with its content. The end of the process does it too. */
  readonly remove: () => void;
}

/**
 * Creates an empty folder of an unpredictable name in the system's folder for temporary files; only this account can read it.
 * @param purpose a word for its name: "doctor"
 */
export function temporaryFolder(purpose: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `anycast-${purpose}-`));
  watcher(path, true);
  const remove = () => {
    process.off("exit", remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    watcher(path, false);
  };
  process.once("exit", remove);
  return { path, remove };
}
