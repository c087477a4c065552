// The life of a class in a folder outside the clone, with real nbgrader: released, collected from a zip, graded in the jail,
// graded again, marked by hand, handed in again, given back, forgotten.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { strToU8, zipSync } from "fflate";
import {
  answersAsCode,
  chosenJail,
  collectFrom,
  feedbackPage,
  forgetStudent,
  gradeSubmissions,
  initClass,
  marksOf,
  openClass,
  openCourse,
  placesIn,
  readRoster,
  submissionsOf,
  type ClassFolder,
  type Course,
  type GradeProgress,
} from "../../../lib/course/classroom/class/index.js";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import { needs, repository, venv } from "../../needs.js";
import { twiceNotebook } from "./tiny.js";

const { describe, it } = needs("jupyter", "bwrap");
const lesson = "1-tiny";
const command = [process.execPath, join(repository, "lib", "kit", "cli", "anycast.mjs")];

describe("a class", { timeout: 300_000 }, () => {
  let base: string;
  let folder: ClassFolder;
  let course: Course;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "anycast class "));
    const file = join(base, `${lesson}.ipynb`);
    await writeFile(file, writeNotebook(twiceNotebook(3)));
    const { root } = await initClass({ folder: join(base, "my class"), lessons: [file], command });
    folder = await openClass(root);
    course = openCourse({ root, python: join(venv, "bin", "python") });
  });
  afterAll(async () => {
    course.close();
    await rm(base, { recursive: true, force: true });
  });

  async function handIn(work: Readonly<Record<string, Readonly<Record<string, string>> | string>>): Promise<void> {
    const file = placesIn(folder.root).release(lesson);
    const release = readNotebook(await readFile(file, "utf8"), { file });
    const notebookOf = (answers: Readonly<Record<string, string>>) => {
      const cells = release.cells.flatMap((cell) =>
        answers[cell.id] === "deleted" ? [] : [{ ...cell, source: answers[cell.id] ?? cell.source }],
      );
      return writeNotebook({ ...release, cells });
    };
    const files = Object.entries(work).map(([student, answers]) => {
      const text = typeof answers === "string" ? answers : notebookOf(answers);
      return [`${student}/${lesson}.ipynb`, strToU8(text)] as const;
    });
    const from = join(base, "in.zip");
    await writeFile(from, zipSync(Object.fromEntries(files)));
    await collectFrom({ folder, assignment: lesson, from, roster: await readRoster(folder) });
  }

  async function grade(): Promise<readonly GradeProgress[]> {
    const seen: GradeProgress[] = [];
    const submissions = await submissionsOf(folder, lesson);
    await gradeSubmissions({
      folder,
      course,
      submissions,
      confinement: chosenJail(),
      jobs: 2,
      onProgress: (each) => seen.push(each),
    });
    return [...seen].sort((a, b) => (a.student < b.student ? -1 : 1));
  }
  const points = async () =>
    Object.fromEntries(marksOf(await course.scores(), folder).map(({ student, points: sum }) => [student, sum]));

  const right = Object.fromEntries(
    [1, 2, 3].map((n) => [`a${n}`, `function twice${n}(n: number): number { return 2 * n; }`]),
  );

  it("releases without hidden tests, grades every student, and says what was wrong", async () => {
    await course.release(lesson);
    expect(await readFile(placesIn(folder.root).release(lesson), "utf8")).not.toContain("large");
    await handIn({
      perfect: right,
      blank: {},
      partly: { ...right, a2: "function twice2(n: number): number { return 4; }" },
      deleted: { ...right, h3: "deleted" },
      cheat: { a1: 'function check(claim: string, ..._: unknown[]): void { console.log("✔ " + claim); }' },
      hostile: { ...right, a1: "process.kill(process.ppid, 'SIGKILL');", a2: right.a2 },
      corrupt: '{"cells": [',
    });
    const progress = await grade();
    expect(await points()).toEqual({ perfect: 6, blank: 0, partly: 5, deleted: 5, cheat: 0, hostile: 4, corrupt: 0 });
    const remarks = Object.fromEntries(progress.map(({ student, remarks: list }) => [student, list.join()]));
    expect(remarks.corrupt).toContain("not JSON");
    expect(remarks.deleted).toContain("t-3-test-2 was deleted");
  });

  it("changes nothing when graded again", async () => {
    const before = await course.scores();
    expect((await grade()).map(({ state }) => state)).toEqual(Array(7).fill("unchanged"));
    expect(await course.scores()).toEqual(before);
  });

  it("keeps a mark given by hand when work is handed in again, and says what differs", async () => {
    const mark = { cell: "t-2-test-2", score: 0.5, comment: "Nearly.", commentCell: "t-2" };
    await course.mark({ assignment: lesson, student: "partly", ...mark });
    await handIn({ partly: { ...right, a3: "function twice3(n: number): number { return n; }", a2: "" } });
    const changed = (await grade()).find(({ state }) => state === "graded");
    expect(changed).toMatchObject({
      student: "partly",
      changes: ["t-2-test: 1 -> 0", "t-3-test: 1 -> 0", "t-3-test-2: 1 -> 0"],
    });
    const kept = (await course.scores()).submissions.find(({ student }) => student === "partly")!;
    expect(kept.grades["t-2-test-2"]).toMatchObject({ auto: 0, manual: 0.5 });
    expect(kept.comments["t-2"]).toBe("Nearly.");
  });

  it("gives back a page with marks, sentences and comments, and no hidden test", async () => {
    const grades = (await course.scores()).submissions.find(({ student }) => student === "partly")!;
    const html = await feedbackPage({ folder, grades, solutions: false });
    expect(html).toContain("2.5 of 6 points");
    expect(html).toContain("Nearly.");
    expect(html).toContain("✘ large");
    expect(html.replace(/<[^>]*>/g, "")).not.toMatch(/4200|twice\d\(2100\)|HIDDEN TESTS/);
  });

  it("gives what a student wrote as code, and nothing that the handout contained", async () => {
    expect(await answersAsCode(folder, { assignment: lesson, student: "perfect" })).toBe(
      [1, 2, 3].map((n) => `// a${n}\n${right[`a${n}`]}\n`).join("\n"),
    );
    expect(await answersAsCode(folder, { assignment: lesson, student: "blank" })).toBe("");
  });

  it("nbgrader's own autograde does the same", async () => {
    const before = await points();
    const env = { ...process.env, PATH: `${join(venv, "bin")}:${process.env.PATH}` };
    const words = ["-m", "nbgrader", "autograde", lesson, "--student", "perfect", "--force"];
    const { status, stderr } = spawnSync(join(venv, "bin", "python"), words, {
      cwd: folder.root,
      env,
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    expect(await points()).toEqual(before);
  });

  it("forgets a student", async () => {
    expect((await forgetStudent(folder, course, "partly")).length).toBeGreaterThan(2);
    expect((await course.scores()).students).not.toContain("partly");
    const { stdout } = spawnSync("grep", ["-rl", "partly", folder.root, "--include=*"], { encoding: "utf8" });
    expect(stdout.split("\n").filter((file) => file !== "" && !file.endsWith("gradebook.db"))).toEqual([]);
    expect(existsSync(placesIn(folder.root).submitted(lesson, "partly"))).toBe(false);
  });
});
