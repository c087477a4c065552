// Numbers of their own in the lessons: whatever the seed, the solution gets everything, a blank copy nothing, and a wrong answer
// fails (one lesson a day). Here only the cells run that these exercises need; `npm run test:long` tries 50 seeds.
import { describe, expect, it } from "vitest";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initClass, openClass, placesIn } from "../../../../lib/course/classroom/class/folder.js";
import { completeSubmission } from "../../../../lib/course/classroom/class/submission.js";
import {
  hasVariants,
  releaseVariants,
  seedOf,
  sheetsOf,
  withSeed,
} from "../../../../lib/course/classroom/class/variants.js";
import { studentCopy } from "../../../../lib/course/classroom/student-copy.js";
import { readNotebook } from "../../../../lib/course/notebook/read.js";
import { writeNotebook } from "../../../../lib/course/notebook/write.js";
import { sliceOf } from "../../../long-tests.mjs";
import { lessons } from "../../../notebooks/lessons.js";
import { ownExercises, ownPart, passedByBlank, seedsOf, variantLessons } from "./variants.js";
import { passedByWrong } from "./wrong-variants.js";

const seedIn = (notebook: { readonly cells: readonly { readonly source: string }[] }) =>
  /ownNumbers\((\d+)\)/.exec(notebook.cells.map(({ source }) => source).join("\n"))?.[1];

describe("exercises with numbers of their own", () => {
  it("are at least two in each lesson", () => {
    expect(variantLessons).toEqual(lessons);
    expect(
      lessons.filter(({ notebook, name }) => ownExercises(notebook, name).length < 2).map(({ name }) => name),
    ).toEqual([]);
  });

  it.each(variantLessons)(
    "$name: the solution gets everything, a blank copy nothing",
    { timeout: 240_000 },
    async ({ notebook, name }) => {
      expect(await passedByBlank(ownPart(notebook, name), seedsOf(2), name)).toEqual([]);
    },
  );

  // All lessons with more seeds: variants.long.test.ts.
  it.each(sliceOf(variantLessons, new Date()).files)(
    "$name, whose turn it is today: wrong answers fail a check that the learner sees, and the printed numbers do not pass",
    { timeout: 240_000 },
    async (lesson) => {
      expect(await passedByWrong(lesson, seedsOf(1))).toEqual([]);
    },
  );
});

describe("seeds", () => {
  const [{ notebook }] = variantLessons;

  it("come from the secret, the assignment and the student", () => {
    const secret = "5".repeat(64);
    const all = [
      seedOf(secret, "1-a", "ada"),
      seedOf(secret, "1-a", "bob"),
      seedOf(secret, "2-b", "ada"),
      seedOf("6".repeat(64), "1-a", "ada"),
      seedOf(secret, "1", "-aada"),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(seedOf(secret, "1-a", "ada")).toBe(all[0]);
    expect(all.every((seed) => Number.isSafeInteger(seed) && seed > 0)).toBe(true);
  });

  it("are written into the call alone, and read as written", () => {
    const other = withSeed(notebook, 4711);
    expect(seedIn(other)).toBe("4711");
    expect(seedIn(withSeed(other, 12))).toBe("12");
    const differing = other.cells.filter(({ source }, i) => source !== notebook.cells[i].source);
    expect(differing).toHaveLength(1);
    const prose = [{ id: "a", cell_type: "markdown" as const, metadata: {}, source: "`ownNumbers(0)` draws." }];
    expect(hasVariants({ ...notebook, cells: prose })).toBe(false);
  });

  it("in a submission do not count: those of the student's release do", () => {
    const release = studentCopy(withSeed(notebook, 4711));
    const { notebook: complete } = completeSubmission(writeNotebook(withSeed(release, 12)), release);
    expect(seedIn(complete)).toBe("4711");
  });

  it("make one copy for each student, the same each time, without solutions", { timeout: 60_000 }, async () => {
    const base = await mkdtemp(join(tmpdir(), "anycast-variants-"));
    try {
      const file = join(base, "1-a.ipynb");
      await writeFile(file, writeNotebook(notebook));
      const { root } = await initClass({ folder: join(base, "class"), lessons: [file], command: ["anycast"] });
      const folder = await openClass(root);
      const release = () => releaseVariants(folder, { assignment: "1-a", students: ["ada", "bob"] });
      const written = await release();
      const texts = await Promise.all(written.map((path) => readFile(path, "utf8")));
      expect(new Set(texts.map((text) => seedIn(readNotebook(text, { file: "x" })))).size).toBe(2);
      expect(texts.join("")).not.toMatch(/BEGIN (SOLUTION|HIDDEN)/);
      await release();
      expect(await Promise.all(written.map((path) => readFile(path, "utf8")))).toEqual(texts);
      const sheets = await sheetsOf(folder, { assignment: "1-a", student: "ada" });
      expect(seedIn(readNotebook(sheets.source, { file: "x" }))).toBe(
        seedIn(readNotebook(sheets.release, { file: "x" })),
      );
      await writeFile(placesIn(root).release("1-a"), "").catch(() => {});
      await expect(sheetsOf(folder, { assignment: "1-a", student: "eve" })).rejects.toThrow("was not released");
    } finally {
      await rm(base, { recursive: true, force: true });
    }
  });
});
