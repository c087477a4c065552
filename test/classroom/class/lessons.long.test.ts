// Every lesson through the life of a class, by the commands that an instructor types, in a folder outside the clone: six students
// (six-students.ts) hand in, are graded in the jail by two jobs and in two shards, and get a page.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { csvParse } from "d3-dsv";
import { exercises } from "../../../lib/course/classroom/exercise.js";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import { needs, repository, venv } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { sixStudents } from "./six-students.js";

const { describe, it } = needs("jupyter", "bwrap");
const anycast = join(repository, "lib", "kit", "cli", "anycast.mjs");
const base = mkdtempSync(join(tmpdir(), "anycast lessons "));
const root = join(base, "my class");

function run(...words: string[]): string {
  const env = { ...process.env, ANYCAST_JUPYTER: venv, ANYCAST_CLASS: root };
  const { status, stdout, stderr } = spawnSync(process.execPath, [anycast, "class", ...words], {
    cwd: base,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`anycast class ${words.join(" ")}: exit code ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

describe("a class of six", () => {
  beforeAll(() => {
    run("init", root);
    writeFileSync(join(root, "students.csv"), "id\nperfect\nblank\npartly\nloops\ncheat\nhostile\n");
  }, 120_000);
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each(lessons)("$name: gets the marks that are known", { timeout: 1_500_000 }, ({ name, notebook }) => {
    run("release", name);
    const file = join(root, "release", name, `${name}.ipynb`);
    const release = readNotebook(readFileSync(file, "utf8"), { file });
    const students = sixStudents(notebook, name);
    const from = join(base, "in", name);
    for (const { student, sources } of students) {
      const cells = release.cells.map((cell) => ({ ...cell, source: sources.get(cell.id) ?? cell.source }));
      mkdirSync(join(from, student), { recursive: true });
      writeFileSync(join(from, student, `${name}.ipynb`), writeNotebook({ ...release, cells }));
    }
    expect(run("collect", name, from).match(/: new/g)).toHaveLength(6);
    const shards = [run("grade", name, "--shard", "1/2", "--jobs", "2"), run("grade", name, "--shard", "2/2")];
    expect(shards.join("").match(/: graded/g)).toHaveLength(6);
    expect(run("grade", name).match(/: unchanged/g)).toHaveLength(6);

    const csv = join(base, "marks.csv");
    run("marks", "--csv", csv);
    const marks = csvParse(readFileSync(csv, "utf8")).filter(({ assignment }) => assignment === name);
    expect(Object.fromEntries(marks.map(({ student, points }) => [student, Number(points)]))).toEqual(
      Object.fromEntries(students.map(({ student, points }) => [student, points])),
    );
    expect(new Set(marks.map(({ of }) => Number(of)))).toEqual(
      new Set([exercises(notebook, name).reduce((sum, { points }) => sum + points, 0)]),
    );
    expect(run("feedback", name).trim().split("\n")).toHaveLength(6);
    for (const { student } of students)
      expect(existsSync(join(root, "feedback", student, name, `${name}.html`))).toBe(true);
    expect(run("status")).toContain(`${name}: 6 submitted, 6 graded`);
  });
});
