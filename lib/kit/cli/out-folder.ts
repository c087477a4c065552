// A folder of files that a command writes: written to a temporary folder, then renamed.
import { lstat, mkdir, mkdtemp, realpath, rename, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { removeLeftOvers, temporaryFile } from "../files/index.js";
import { Failure } from "./failure.js";

export interface FolderFile {
  readonly name: string;
  readonly text: string;
  readonly executable?: boolean;
}

/** The target of a link: an empty folder behind it is filled, and the link stays. @throws Failure for a link to nothing */
async function behindLinks(folder: string): Promise<string> {
  const target = resolve(folder);
  const isLink = await lstat(target).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (!isLink) return target;
  return realpath(target).catch(() => {
    throw new Failure(`${folder} is a link to a missing folder.`, "Remove it, or name a new folder.");
  });
}

/** Writes all files or none. @throws Failure when the folder exists and is not empty */
export async function writeFolder(folder: string, files: readonly FolderFile[]): Promise<void> {
  const target = await behindLinks(folder);
  await mkdir(dirname(target), { recursive: true });
  const name = basename(target);
  // Folders that a killed process left beside it.
  removeLeftOvers(dirname(target), (each) => {
    const pid = each.startsWith(`${name}.`) ? /^(\d+)-\w{6}$/.exec(each.slice(name.length + 1))?.[1] : undefined;
    return pid === undefined ? undefined : Number(pid);
  });
  const beside = await mkdtemp(`${target}.${process.pid}-`);
  const remove = temporaryFile(beside);
  try {
    for (const { name, text, executable } of files) {
      await mkdir(dirname(join(beside, name)), { recursive: true });
      await writeFile(join(beside, name), text, { mode: executable ? 0o755 : 0o644 });
    }
    await rmdir(target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT")
        throw new Failure(`${folder} already exists and is not empty.`, "Name a new folder.");
    });
    await rename(beside, target);
  } finally {
    remove(); // after the renaming there is nothing left
  }
}
