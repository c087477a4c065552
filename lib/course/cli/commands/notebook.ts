// `anycast notebook`: format or lint a lesson's file, or write the learners' copy.
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Command } from "commander";
import {
  exercises,
  type LessonSize,
  formattedText,
  newNotebook,
  problemText,
  sectionsOf,
  studentCopy,
  withLecture,
  withPoints,
} from "../../classroom/index.js";
import { readNotebook, writeNotebook } from "../../notebook/index.js";
import { readText, writeWhole } from "anycast-kit/files";
import { Failure, oneLine } from "anycast-kit/cli";

export function register(program: Command): void {
  const notebook = program.command("notebook").description("format, lint or strip the notebooks of lessons");
  notebook
    .command("format")
    .description("write notebooks in normal form for git: no outputs, sorted keys, fixed metadata")
    .argument("<notebook...>", "files to format in place")
    .option("--check", "change nothing; fail if a file would change")
    .action(format);
  notebook
    .command("lint")
    .description("report problems that keep a lesson from running, grading or reading well")
    .argument("<notebook...>", "files to check")
    .option("--answers <dir>", "folder with wrong answers, <lesson>/<task>.json: every exercise must have one")
    .option("--homework", "only what grading needs, for a sheet of your own")
    .option("--json", "print the findings as JSON")
    .action(lint);
  notebook
    .command("new")
    .description("write a notebook to begin with: one exercise, with its tests")
    .argument("<notebook>", "file to write; it must not be there")
    .action(create);
  notebook
    .command("points")
    .description(
      "list the points of a notebook's exercises, or change some: points 1-shared-ip.ipynb longest=4 design=8",
    )
    .argument("<notebook>", "file to list or change")
    .argument("[task=points...]", "exercises with their new points")
    .action(points);
  notebook
    .command("lecture")
    .description("write slide kinds and minutes of sections into notebooks, for a lecture; existing ones are kept")
    .argument("<notebook...>", "files to change in place")
    .action(lecture);
  notebook
    .command("student")
    .description("write the learners' copy: solutions become stubs, hidden tests and mark schemes are cut")
    .argument("<notebook...>", "files to copy")
    .requiredOption("--out <dir>", "folder to write into")
    .action(student);
}

async function format(files: readonly string[], { check }: { readonly check?: boolean }): Promise<void> {
  const texts = await Promise.all(files.map(read));
  const formatted = texts.map((text, i) => formattedText(readNotebook(text, { file: files[i] })));
  const changed = files.filter((_, i) => formatted[i] !== texts[i]);
  if (check && changed.length > 0)
    throw new Failure(`Not formatted: ${changed.join(", ")}`, `npx anycast notebook format ${changed.join(" ")}`);
  for (const [i, file] of files.entries()) {
    if (changed.includes(file)) await writeWhole(file, formatted[i]);
    console.log(`${file}: ${changed.includes(file) ? "formatted" : "unchanged"}`);
  }
}

async function lint(
  files: readonly string[],
  options: { readonly answers?: string; readonly json?: boolean; readonly homework?: boolean },
): Promise<void> {
  const { homeworkRules, lessonSize, lintNotebook, stillTooLarge } = await import("../../classroom/index.js"); // loads the compiler, half a second
  const sizes: string[] = [];
  const findings: { file: string; rule: string; cell?: string; line?: number; message: string }[] = [];
  for (const file of files) {
    const answered =
      options.answers === undefined ? undefined : await answeredTasks(options.answers, basename(file, ".ipynb"));
    const notebook = readNotebook(await read(file), { file });
    if (!options.homework) sizes.push(sizeText(file, lessonSize(notebook), stillTooLarge));
    const problems = lintNotebook(notebook, {
      file,
      answered,
      ...(options.homework ? { rules: homeworkRules } : {}),
    });
    findings.push(...problems.map((problem) => ({ file, ...problem })));
  }
  if (options.json) console.log(JSON.stringify(findings, null, 2));
  else {
    for (const line of sizes) console.log(line);
    for (const { file, ...problem } of findings) console.log(oneLine(problemText(file, problem)));
  }
  if (findings.length > 0) throw new Failure(`${findings.length} finding${findings.length === 1 ? "" : "s"}.`);
  if (!options.json) console.log(`${files.length} notebook${files.length === 1 ? "" : "s"}, no problems.`);
}

function sizeText(file: string, size: LessonSize, later: readonly string[]): string {
  const { words, cells, lines, minutes, exerciseMinutes } = size;
  const note = later.includes(basename(file, ".ipynb")) ? "; not yet cut to the limits" : "";
  return `${file}: ${words} words, ${cells} cells, ${lines} visible lines of code, ${minutes} min, exercises ${exerciseMinutes} min${note}`;
}

async function student(files: readonly string[], { out }: { readonly out: string }): Promise<void> {
  const copies = await Promise.all(
    files.map(async (file) => ({
      file,
      text: writeNotebook(studentCopy(readNotebook(await read(file), { file }), { file })),
    })),
  );
  const taken = copies.find(({ file }) => existsSync(join(out, basename(file))));
  if (taken)
    throw new Failure(
      `${join(out, basename(taken.file))} already exists.`,
      "Choose an empty folder: a learner's work is never overwritten.",
    );
  await mkdir(out, { recursive: true });
  for (const { file, text } of copies) {
    await writeWhole(join(out, basename(file)), text);
    console.log(join(out, basename(file)));
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readText(file, { what: "a notebook" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(code === "ENOENT" ? `File not found: ${file}.` : `${file}: ${message}`);
  }
}

async function answeredTasks(dir: string, lesson: string): Promise<ReadonlySet<string>> {
  const names = await readdir(join(dir, lesson)).catch(() => []);
  return new Set(names.filter((name) => name.endsWith(".json")).map((name) => basename(name, ".json")));
}

async function create(file: string): Promise<void> {
  if (existsSync(file)) throw new Failure(`${file} is there already.`, "Name a file that is not.");
  const name = basename(file, ".ipynb");
  if (!file.endsWith(".ipynb") || !/^[A-Za-z0-9_-]+$/.test(name))
    throw new Failure(
      `${file}: expected a name of letters, digits, - and _ that ends in .ipynb, such as 6-homework.ipynb.`,
    );
  await writeWhole(file, formattedText(newNotebook(name)));
  console.log(file);
}

async function points(file: string, changes: readonly string[]): Promise<void> {
  const name = basename(file, ".ipynb");
  const before = readNotebook(await read(file), { file });
  const wanted = new Map(
    changes.map((text) => {
      const [, task, value] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
      if (task === undefined) throw new Failure(`Expected TASK=POINTS, such as longest=4 (got ${text}).`);
      return [task, Number(value)] as const;
    }),
  );
  const after = withPoints(before, { name, wanted });
  if (changes.length > 0) await writeWhole(file, writeNotebook(after));
  const all = exercises(after, name);
  for (const { task, kind, points: each } of all)
    console.log(`${task}: ${each}${kind === "manual" ? ", by hand" : ""}`);
  console.log(`total: ${all.reduce((sum, { points: each }) => sum + each, 0)}`);
}

async function lecture(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const notebook = withLecture(readNotebook(await read(file), { file }));
    await writeWhole(file, writeNotebook(notebook));
    const parts = sectionsOf(notebook);
    const sum = parts.reduce((all, { kind, minutes }) => all + (kind === "lecture" ? minutes : 0), 0);
    console.log(`${file}: ${parts.length} sections, ${sum} minutes of lecture`);
  }
}
