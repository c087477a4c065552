// Marks as other systems import them, read back by Python's csv module: the columns that each documents are there, and unchanged.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { fillGradebook, gradescopeResults, marksCsv, type Mark } from "../../../lib/course/classroom/class/marks.js";
import { readRoster, type Roster } from "../../../lib/course/classroom/class/roster.js";
import type { ClassFolder } from "../../../lib/course/classroom/class/folder.js";
import { needs } from "../../needs.js";

const { describe, it } = needs("python3");

const here = mkdtempSync(join(tmpdir(), "anycast-exports-"));
afterAll(() => rmSync(here, { recursive: true, force: true }));

function rowsOf(text: string, separator = ","): readonly Readonly<Record<string, string>>[] {
  const file = join(here, "table.csv");
  writeFileSync(file, text);
  const words = [join(import.meta.dirname, "read_csv.py"), file, separator];
  return JSON.parse(execFileSync("python3", words, { encoding: "utf8" })) as Record<string, string>[];
}

const students = [
  { id: "ada", name: 'Ada "Countess", Lovelace', moodle: "1001", canvas: "17", points: 7.25 },
  { id: "josé", name: "José Núñez\nde la Peña", moodle: "1002", canvas: "18", points: 0 },
  { id: "eve", name: "=1+1", moodle: "1003", canvas: "19", points: 8 },
];
const marks: readonly Mark[] = students.map(({ id, points }) => ({
  student: id,
  assignment: "1-a",
  points,
  of: 8,
  late: 0,
  waiting: 0,
}));
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

async function roster(): Promise<Roster> {
  const lines = students.map(({ id, name, moodle, canvas }) => [id, name, moodle, canvas].map(quoted).join());
  writeFileSync(join(here, "students.csv"), `id,name,moodle,canvas\n${lines.join("\n")}\n`);
  return readRoster({ root: here } as ClassFolder);
}

const fill = async (text: string, system: "canvas" | "moodle") =>
  fillGradebook(text, { system, file: "g.csv", assignment: "1-a", marks, roster: await roster() });

describe("our own table", () => {
  it("is read by another reader as it was meant", () => {
    expect(rowsOf(marksCsv(marks)).map(({ student, points, of }) => [student, Number(points), Number(of)])).toEqual(
      students.map(({ id, points }) => [id, points, 8]),
    );
  });
});

describe("Canvas's gradebook", () => {
  // As Canvas exports it: these five columns, "Title (id)", a row on posting, the points possible, read-only totals, a test student.
  const columns = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "1-a (431)", "1-ab (432)", "Final Score"];
  const gradebook = (separator: string) =>
    [
      columns,
      ["", "", "", "", "", "Manual Posting", "", "(read only)"],
      ["    Points Possible", "", "", "", "", "8", "5", "(read only)"],
      ...students.map(({ name, canvas }) => [name, canvas, "", "", "Anycast", "", "4", "50"]),
      ["Student, Test", "99", "", "", "Anycast", "", "", ""],
    ]
      .map((row) => row.map(quoted).join(separator))
      .join("\r\n") + "\r\n";

  it.each([
    ["commas", ",", ""],
    ["semicolons", ";", "\uFEFF"],
    ["tabs", "\t", "\uFEFF"],
  ])("keeps its rows and columns, and gets the points: %s", async (_, separator, mark) => {
    const before = rowsOf(mark + gradebook(separator), separator);
    const filled = await fill(mark + gradebook(separator), "canvas");
    expect(filled.text.startsWith("\uFEFF")).toBe(mark !== "");
    const after = rowsOf(filled.text, separator);
    expect(Object.keys(after[0])).toEqual(columns);
    expect(after.slice(2, 5).map((row) => Number(row["1-a (431)"]))).toEqual(students.map(({ points }) => points));
    expect(after.map((row) => ({ ...row, "1-a (431)": "" }))).toEqual(
      before.map((row) => ({ ...row, "1-a (431)": "" })),
    );
    expect(after.map((row) => row["1-a (431)"]).filter((_each, i) => i < 2 || i > 4)).toEqual([
      "Manual Posting",
      "8",
      "",
    ]);
    expect(filled.unmatched).toEqual(["g.csv, line 7: 99, Student, Test has no mark here."]);
  });
});

describe("Moodle's grading worksheet", () => {
  // Its importer takes Identifier, Grade and Last modified (grade), by these names, and the number after "Participant ".
  const columns = [
    ...["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"],
    ...["Last modified (submission)", "Last modified (grade)", "Feedback comments"],
  ];
  const worksheet =
    [
      columns,
      ...students.map(({ name, moodle }) => [
        ...[`Participant ${moodle}`, name, "", "Submitted for grading - Not graded", "", "8.00", "Yes"],
        ...["Friday, 27 November 2026, 10:00 AM", "-", ""],
      ]),
    ]
      .map((row) => row.map(quoted).join(","))
      .join("\n") + "\n";

  it("keeps what the importer needs, and gets the points by participant", async () => {
    const { text, unmatched } = await fill(worksheet, "moodle");
    const after = rowsOf(text);
    expect(Object.keys(after[0])).toEqual(columns);
    expect(after.map((row) => [row.Identifier, Number(row.Grade), row["Last modified (grade)"]])).toEqual(
      students.map(({ moodle, points }) => [`Participant ${moodle}`, points, "-"]),
    );
    expect(unmatched).toEqual([]);
  });
});

describe("Gradescope's results.json", () => {
  it("has the fields that its documentation requires", () => {
    const grade = { auto: 2, manual: null, extra: null, max: 4, waits: false };
    const grades = { "t-1": grade, "t-2": { ...grade, auto: null, manual: 3.5 } };
    const text = gradescopeResults({ student: "ada", assignment: "1-a", timestamp: null, comments: {}, grades });
    const said = execFileSync("python3", ["-m", "json.tool"], { input: text, encoding: "utf8" });
    // https://gradescope-autograders.readthedocs.io/en/latest/specs/: tests with score and max_score, and one of four visibilities.
    const { tests, visibility } = JSON.parse(said) as {
      tests: { name: string; score: number; max_score: number }[];
      visibility: string;
    };
    expect(["hidden", "after_due_date", "after_published", "visible"]).toContain(visibility);
    expect(tests).toEqual([
      { name: "t-1", score: 2, max_score: 4 },
      { name: "t-2", score: 3.5, max_score: 4 },
    ]);
  });
});
