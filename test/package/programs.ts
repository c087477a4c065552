// The programs that lib/kit/README.md shows, as files: each is a block of TypeScript that begins with its name.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../needs.js";

export interface Program {
  /** "shares.ts" */
  readonly file: string;
  readonly code: string;
}

/** @throws Error for a block of TypeScript without a name: it would not be tested */
export function shownPrograms(): readonly Program[] {
  const text = readFileSync(join(repository, "lib/kit/README.md"), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => {
    const file = /^\/\/ ([a-z]+\.ts)\n/.exec(code)?.[1];
    if (file === undefined) throw new Error(`lib/kit/README.md: a program has no name: ${code.slice(0, 60)}`);
    return { file, code };
  });
}
