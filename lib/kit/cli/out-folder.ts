// A folder of files that a command writes: written to a temporary folder, then renamed.
import { mkdir, mkdtemp, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Failure } from "./failure.js";

export interface FolderFile {
  readonly name: string;
  readonly text: string;
  readonly executable?: boolean;
}

/** Writes all files or none. @throws Failure when the folder exists and is not empty */
export async function writeFolder(folder: string, files: readonly FolderFile[]): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const beside = await mkdtemp(`${target}.`);
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
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}
