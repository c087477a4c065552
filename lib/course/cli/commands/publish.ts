// `anycast publish`: writes any notebook as one self-contained page, executed first or with its stored outputs.
import type { Command } from "commander";
import { oneLine } from "anycast-kit/cli";
import type { Executed } from "../publishing.js";
import { chosenJupyter } from "../jupyter.js";
import { shortly } from "../repository.js";

interface Options {
  readonly out: string;
  readonly execute: boolean;
  readonly solutions: boolean;
  readonly jupyter?: string;
}

export function register(program: Command): void {
  program
    .command("publish")
    .description("write notebooks as self-contained HTML pages")
    .argument("<notebook...>", "the notebooks")
    .requiredOption("--out <dir>", "folder the pages go to")
    .option("--no-execute", "take the outputs that are in the files, run nothing")
    .option("--no-solutions", "leave solutions and mark schemes out")
    .option("--jupyter <path>", "execute with this installed Jupyter (its environment or program)")
    .action(publish);
}

async function publish(files: readonly string[], { out, execute, solutions, jupyter: path }: Options): Promise<void> {
  const { executeLesson, readLesson, writePages } = await import("../publishing.js"); // loads charts and highlighting
  const lessons: Executed[] = [];
  if (execute) {
    for (const file of files) await readLesson(file); // an invalid notebook is reported before the first one runs
    const jupyter = await chosenJupyter(path);
    for (const file of files) lessons.push(await executeLesson(file, { jupyter }));
  } else for (const file of files) lessons.push(await readLesson(file));
  const { written, warnings } = await writePages({ lessons, out, course: false, solutions });
  for (const warning of warnings) console.log(`! ${oneLine(warning)}`);
  for (const page of written) console.log(shortly(page));
}
