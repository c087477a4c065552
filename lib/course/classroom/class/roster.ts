// The students of the class: students.csv in the class folder, optional. Its columns hold a student's ids in other systems.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { readText } from "anycast-kit/files";
import { checkStudent, ClassError, type ClassFolder } from "./folder.js";

export interface Student {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** Any further column: moodle, canvas, sis ... */
  readonly [column: string]: string | undefined;
}

export interface Roster {
  readonly students: readonly Student[];
  readonly isEmpty: boolean;
  /** The only student with this value in any column, ignoring case, spaces and punctuation; undefined for none or several. */
  find(word: string): string | undefined;
}

/** @throws ClassError that names the line */
export async function readRoster({ root }: ClassFolder): Promise<Roster> {
  const file = join(root, "students.csv");
  if (!existsSync(file)) return rosterOf([]);
  const rows = csvParse((await readText(file, { what: "a table of students" })).replace(/^\uFEFF/, ""));
  if (!rows.columns.includes("id"))
    throw new ClassError(
      `${file}: the first line must name the columns, "id" among them (got ${rows.columns.join(", ")}).`,
    );
  const seen = new Set<string>();
  for (const [i, { id }] of rows.entries()) {
    if (seen.has(checkStudent(id ?? ""))) throw new ClassError(`${file}, line ${i + 2}: duplicate "${id}".`);
    seen.add(id);
  }
  return rosterOf(rows as unknown as Student[]);
}

function rosterOf(students: readonly Student[]): Roster {
  return {
    students,
    isEmpty: students.length === 0,
    find(word) {
      const exact = students.filter(({ id }) => id === word);
      const found =
        exact.length > 0
          ? exact
          : students.filter((student) => Object.values(student).some((value) => alike(value, word)));
      return found.length === 1 ? found[0].id : undefined;
    },
  };
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const alike = (value: string | undefined, word: string) =>
  value !== undefined && plain(value) !== "" && plain(value) === plain(word);
