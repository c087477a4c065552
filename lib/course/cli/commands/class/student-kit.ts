// `anycast class student-kit`: a folder or zip to give to students.
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Command } from "commander";
import { zipSync } from "fflate";
import { Failure } from "anycast-kit/cli";
import { writeWhole } from "anycast-kit/files";
import { studentKit } from "../../../classroom/index.js";
import { chosenJupyter } from "../../jupyter.js";
import { places, repository } from "../../repository.js";
import { findLesson, lessonFiles } from "../../workspace.js";

interface Options {
  readonly lessons?: string;
  readonly pages: boolean;
}

export function register(program: Command): void {
  program
    .command("student-kit")
    .description(
      "write a kit for students: library, kernel, student copies and pages, without solutions and hidden tests",
    )
    .argument("<out>", "a new folder, or a file that ends in .zip")
    .option("--lessons <list>", "lessons of the course, such as 1,2,5; all by default")
    .option("--no-pages", "leave out the HTML pages; making them runs the lessons")
    .action(write);
}

async function write(out: string, { lessons: wanted, pages: withPages }: Options): Promise<void> {
  const isZip = out.endsWith(".zip");
  if (!isZip && existsSync(out) && (await readdir(out)).length > 0)
    throw new Failure(`${out} already exists and is not empty.`, "Choose a new folder, or a file that ends in .zip.");
  const all = await lessonFiles(places.notebooks);
  const files = wanted === undefined ? all : wanted.split(",").map((word) => findLesson(all, word.trim()));
  const lessons = files.map((file) => join(places.notebooks, file));
  const pages = new Map<string, string>();
  for (const file of withPages ? lessons : []) {
    const { executeLesson } = await import("../../publishing.js"); // loads charts and highlighting, a second
    const { pageBundle, publishLesson } = await import("../../../publish/index.js");
    const { notebook } = await executeLesson(file, { jupyter: await chosenJupyter() });
    const { html } = publishLesson({ notebook, file, solutions: false, bundle: await pageBundle(notebook) });
    pages.set(basename(file, ".ipynb"), html);
  }
  const kit = await studentKit({ repository, lessons, pages });
  if (isZip) await writeWhole(out, zipSync(Object.fromEntries(kit)));
  else
    for (const [path, content] of kit) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeWhole(join(out, path), content);
    }
  console.log(`${out}: ${kit.size} files`);
}
