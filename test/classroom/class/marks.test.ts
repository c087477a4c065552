import { describe, expect, it } from "vitest";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { strToU8, zipSync } from "fflate";
import { collectFrom } from "../../../lib/course/classroom/class/collect.js";
import type { ClassFolder } from "../../../lib/course/classroom/class/folder.js";
import { fillGradebook, marksCsv, marksOf } from "../../../lib/course/classroom/class/marks.js";
import { readRoster } from "../../../lib/course/classroom/class/roster.js";

const folder: ClassFolder = {
  root: "/nowhere",
  version: 1,
  course: "c",
  lessons: ["1-a"],
  cellSeconds: 20,
  due: { "1-a": "2026-10-01T12:00:00Z" },
  latePerDay: 0.1,
};
const grade = (auto: number | null, manual: number | null = null) => ({
  auto,
  manual,
  extra: null,
  max: 4,
  waits: auto === null && manual === null,
});
const submission = (student: string, timestamp: string, ...grades: ReturnType<typeof grade>[]) => ({
  student,
  assignment: "1-a",
  timestamp,
  comments: {},
  grades: Object.fromEntries(grades.map((each, i) => [`g${i}`, each])),
});
const scores = {
  students: ["ada", "bob", "=cmd"],
  submissions: [
    submission("ada", "2026-10-01T11:59:59", grade(4), grade(null, 3)),
    submission("bob", "2026-10-02T12:00:01", grade(4), grade(null)),
    submission("=cmd", "2026-09-01T00:00:00", grade(0)),
  ],
};
const marks = marksOf(scores, folder);

async function withFolder(work: (here: ClassFolder) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "anycast-class-"));
  try {
    await work({ ...folder, root });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

describe("marks", () => {
  it("prefer what a person gave, and take off for each begun day of lateness", () => {
    expect(marks.map(({ student, points, late, waiting }) => ({ student, points, late, waiting }))).toEqual([
      { student: "ada", points: 7, late: 0, waiting: 0 },
      { student: "bob", points: 3.2, late: 0.8, waiting: 1 },
      { student: "=cmd", points: 0, late: 0, waiting: 0 },
    ]);
  });

  it("go into a table that no spreadsheet runs", () => {
    expect(csvParse(marksCsv(marks)).map(({ student, points }) => [student, points])).toEqual([
      ["ada", "7"],
      ["bob", "3.2"],
      ["'=cmd", "0"],
    ]);
  });

  it("fill a gradebook of Canvas, and name who is in only one of the two", () =>
    withFolder(async (here) => {
      await writeFile(join(here.root, "students.csv"), "id,name,canvas\nada,Ada Lovelace,17\nbob,Bob Metcalfe,18\n");
      const text =
        'Student,ID,SIS User ID,SIS Login ID,Section,1-a (431)\n"    Points Possible",,,,,8\n"Lovelace, Ada",17,,,S,\n"Nobody, X",99,,,S,\n';
      const filled = fillGradebook(text, {
        system: "canvas",
        file: "g.csv",
        assignment: "1-a",
        marks,
        roster: await readRoster(here),
      });
      const rows = csvParse(filled.text);
      expect(rows.map((row) => [row.ID, row["1-a (431)"]])).toEqual([
        ["", "8"],
        ["17", "7"],
        ["99", ""],
      ]);
      expect(filled.unmatched).toEqual([
        "g.csv, line 4: 99, Nobody, X has no mark here.",
        "bob has a mark and is not in g.csv.",
        "=cmd has a mark and is not in g.csv.",
      ]);
    }));

  it("are not written into a file of another kind", async () => {
    await withFolder(async (here) => {
      const roster = await readRoster(here);
      expect(() =>
        fillGradebook("a,b\n1,2\n", { system: "moodle", file: "g.csv", assignment: "1-a", marks, roster }),
      ).toThrow(/g\.csv is not a gradebook of moodle/);
    });
  });
});

describe("collecting", () => {
  const zip = (files: Readonly<Record<string, string>>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

  it("takes the names that Moodle and Canvas give, and names a file that is nobody's", () =>
    withFolder(async (here) => {
      await writeFile(join(here.root, "students.csv"), "id,name,canvas\nada,Ada Lovelace,17\nbob,Bob Metcalfe,18\n");
      const from = join(here.root, "in.zip");
      await writeFile(
        from,
        zip({
          "Ada Lovelace_4242_assignsubmission_file_/1-a.ipynb": "{}",
          "metcalfebob_LATE_18_5678_1-a.ipynb": "[]",
          "eve/1-a.ipynb": "1",
          "notes.txt": "x",
        }),
      );
      const collected = await collectFrom({ folder: here, assignment: "1-a", from, roster: await readRoster(here) });
      expect(collected.taken.map(({ student, state }) => [student, state])).toEqual([
        ["ada", "new"],
        ["bob", "new"],
      ]);
      expect(collected.left).toEqual(['eve/1-a.ipynb: "eve" is nobody in students.csv.']);
      expect(await readFile(join(here.root, "submitted/bob/1-a/1-a.ipynb"), "utf8")).toBe("[]");
    }));

  it("leaves what has not changed, and keeps what is replaced", () =>
    withFolder(async (here) => {
      const from = join(here.root, "in");
      await mkdir(join(from, "ada"), { recursive: true });
      const collect = async (text: string) => {
        await writeFile(join(from, "ada", "1-a.ipynb"), text);
        return (await collectFrom({ folder: here, assignment: "1-a", from, roster: await readRoster(here) })).taken.map(
          ({ state }) => state,
        );
      };
      expect([await collect("one"), await collect("one"), await collect("two")]).toEqual([
        ["new"],
        ["unchanged"],
        ["replaced"],
      ]);
    }));

  it.each(["../../x/1-a.ipynb", "..+1/1-a.ipynb", ".ssh/1-a.ipynb"])("writes nothing outside for %s", (name) =>
    withFolder(async (here) => {
      const from = join(here.root, "in.zip");
      await writeFile(from, zip({ [name]: "{}" }));
      const collected = await collectFrom({ folder: here, assignment: "1-a", from, roster: await readRoster(here) });
      expect(collected.taken).toEqual([]);
      expect(collected.left).toHaveLength(1);
    }),
  );

  it("says that a damaged zip is one", () =>
    withFolder(async (here) => {
      const from = join(here.root, "in.zip");
      await writeFile(from, zip({ "ada/1-a.ipynb": "{}" }).slice(0, 40));
      await expect(
        collectFrom({ folder: here, assignment: "1-a", from, roster: await readRoster(here) }),
      ).rejects.toThrow(/neither a folder nor a whole zip/);
    }));
});
