// Copies submissions into `submitted/` from a folder or a zip, as a learning management system (LMS) writes it. A file that
// cannot be matched to a student is reported; its owner is never guessed.
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { readBytes, writeWhole } from "anycast-kit/files";
import { checkStudent, ClassError, placesIn, type ClassFolder } from "./folder.js";
import type { Roster } from "./roster.js";
import { most, unzipNotebooks } from "./unzip.js";

interface Found {
  /** Path inside the folder or zip. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly modified: Date;
}

/** A notebook of which the student is known. */
export interface HandedIn extends Found {
  readonly student: string;
  /** Further files that nbgrader keeps beside the notebook, by name. */
  readonly beside?: Readonly<Record<string, string>>;
}

export interface Collected {
  readonly taken: readonly {
    readonly student: string;
    readonly path: string;
    readonly state: "new" | "replaced" | "unchanged";
  }[];
  /** Files that were not taken, each with the reason. */
  readonly left: readonly string[];
}

/** nbgrader writes it beside a notebook in the exchange; who knows it can fetch the feedback. */
export const secretFile = "submission_secret.txt";

/**
 * @param from a folder or a zip: STUDENT/NAME.ipynb, STUDENT_NAME.ipynb, Moodle's "Name_123_assignsubmission_file/..." or Canvas's
 *   "name_LATE_123_456_NAME.ipynb"
 * @throws ClassError if `from` is neither, or is a zip that is damaged or too large
 */
export async function collectFrom({
  folder,
  assignment,
  from,
  roster,
}: {
  readonly folder: ClassFolder;
  readonly assignment: string;
  readonly from: string;
  readonly roster: Roster;
}): Promise<Collected> {
  const left: string[] = [];
  const owned = (await filesOf(from, left)).flatMap((file): HandedIn[] => {
    if (extname(file.path) !== ".ipynb") return [];
    const owner = ownerOf(file.path, assignment, roster);
    if ("student" in owner) return [{ ...file, student: owner.student }];
    left.push(`${file.path}: ${owner.why}`);
    return [];
  });
  return takeLatest(folder, assignment, owned, left);
}

/**
 * Copies the latest notebook of each student into `submitted/`; a version that it replaces is kept in `.class/earlier/`.
 * @param leftBefore what was left of the files that are not given
 */
export async function takeLatest(
  folder: ClassFolder,
  assignment: string,
  files: readonly HandedIn[],
  leftBefore: readonly string[],
): Promise<Collected> {
  const at = placesIn(folder.root);
  const taken: Collected["taken"][number][] = [];
  const left = [...leftBefore];
  const latest = new Map<string, HandedIn>();
  for (const file of files) {
    const { student, path } = file;
    const before = latest.get(student);
    if (before && before.modified > file.modified) left.push(`${path}: ${student} submitted a later version.`);
    else {
      if (before) left.push(`${before.path}: ${student} submitted a later version, ${path}.`);
      latest.set(student, file);
    }
  }
  for (const [student, { path, bytes, modified, beside = {} }] of [...latest].sort()) {
    const target = at.submitted(assignment, student);
    const file = join(target, `${assignment}.ipynb`);
    const before = existsSync(file) ? await readBytes(file, { what: "an earlier submission" }) : undefined;
    if (before && Buffer.compare(before, bytes) === 0) {
      taken.push({ student, path, state: "unchanged" });
      continue;
    }
    if (before) {
      await mkdir(at.earlier, { recursive: true });
      const mark = createHash("sha256").update(before).digest("hex").slice(0, 8);
      await rename(file, join(at.earlier, `${assignment}.${student}.${mark}.ipynb`));
    }
    await mkdir(target, { recursive: true });
    await writeWhole(file, bytes);
    await writeWhole(join(target, "timestamp.txt"), `${modified.toISOString().slice(0, 19).replace("T", " ")} UTC\n`);
    await rm(join(target, secretFile), { force: true });
    for (const [name, text] of Object.entries(beside)) await writeWhole(join(target, name), text);
    taken.push({ student, path, state: before ? "replaced" : "new" });
  }
  return { taken, left };
}

type Owner = { readonly student: string } | { readonly why: string };

function ownerOf(path: string, assignment: string, roster: Roster): Owner {
  const parts = path.split("/").filter(Boolean);
  const name = basename(path, ".ipynb");
  const folder = parts.length > 1 ? parts[0] : undefined;
  const candidates: (string | undefined)[] = [];
  if (folder !== undefined) {
    // Moodle: "Full Name_1234_assignsubmission_file_"; otherwise the folder is the student.
    const moodle = /^(.+)_(\d+)_assignsubmission_/.exec(folder);
    candidates.push(...(moodle ? [moodle[2], moodle[1]] : [folder]));
  } else {
    // Canvas: "lastfirst_LATE_userid_submissionid_name".
    const canvas = /^([^_]+)_(?:LATE_)?(\d+)_(\d+)_/.exec(name);
    const plain = name.endsWith(`_${assignment}`) ? name.slice(0, -assignment.length - 1) : undefined;
    candidates.push(...(canvas ? [canvas[2], canvas[1]] : [plain]));
  }
  const words = candidates.filter((each) => each !== undefined);
  for (const word of words) {
    const known = roster.find(word);
    if (known !== undefined) return { student: known };
  }
  if (words.length === 0)
    return {
      why: `the name contains no student (expected STUDENT/${assignment}.ipynb or STUDENT_${assignment}.ipynb).`,
    };
  if (!roster.isEmpty) return { why: `${words.map((word) => `"${word}"`).join(" or ")} is nobody in students.csv.` };
  try {
    return { student: checkStudent(words[0]) };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

const isTooLarge = (path: string) =>
  `${path}: has more than ${most.file / 1e6} MB; not taken. Ask for it without outputs.`;

/** @param left gets a sentence for each file that is not read */
async function filesOf(from: string, left: string[]): Promise<readonly Found[]> {
  if (!existsSync(from)) throw new ClassError(`Not found: ${from}. Give a folder, or the zip that the LMS wrote.`);
  if (statSync(from).isDirectory()) {
    const names = await readdir(from, { recursive: true, withFileTypes: true });
    const found: Found[] = [];
    let all = 0;
    for (const entry of names.filter((each) => each.isFile() && each.name.endsWith(".ipynb"))) {
      const whole = join(entry.parentPath, entry.name);
      const path = whole.slice(from.length).replace(/^\/+/, "");
      const { size, mtime } = statSync(whole);
      if (size > most.file) {
        left.push(isTooLarge(path));
        continue;
      }
      all += size;
      if (all > most.all)
        throw new ClassError(`${from} has more than ${most.all / 1e9} GB of notebooks. Collect it in parts.`);
      found.push({ path, bytes: await readBytes(whole, { what: "a notebook", most: most.file }), modified: mtime });
    }
    return found;
  }
  const { files, tooLarge } = unzipNotebooks(
    await readBytes(from, { what: "a folder or a zip", most: most.all }),
    from,
  );
  left.push(...tooLarge.map(isTooLarge));
  const modified = statSync(from).mtime;
  return [...files].map(([path, bytes]) => ({ path, bytes, modified }));
}
