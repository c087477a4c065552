// The anycast command in a temporary folder of a test file.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll } from "vitest";
import { repository } from "../needs.js";

const program = join(repository, "lib", "kit", "cli", "anycast.mjs");

/** @param name of the folder; it is there from beforeAll to afterAll */
export function commandInFolder(name: string) {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), `anycast-${name}-`));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    at: (file: string) => join(folder, file),
    /** Writes a file there, and gives its name. */
    write: (file: string, text: string) => {
      writeFileSync(join(folder, file), text);
      return file;
    },
    anycast: (...words: string[]) => execa(process.execPath, [program, ...words], { reject: false, cwd: folder }),
  };
}
