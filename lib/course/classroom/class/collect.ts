// Copies submissions into `submitted/` from a folder or a zip, as a learning management system (LMS) writes it. A file that
// cannot be matched to a student is reported; its owner is never guessed.
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { unzipSync } from "fflate";
import { writeWhole } from "anycast-kit/files";
import { checkStudent, ClassError, placesIn, type ClassFolder } from "./folder.js";
import type { Roster } from "./roster.js";

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

/** The most bytes that a zip may unpack to. */
const largestZip = 2_000_000_000;

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
  const owned = (await filesOf(from)).flatMap((file): HandedIn[] => {
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
    const before = existsSync(file) ? await readFile(file) : undefined;
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

async function filesOf(from: string): Promise<readonly Found[]> {
  if (!existsSync(from)) throw new ClassError(`Not found: ${from}. Give a folder, or the zip that the LMS wrote.`);
  if (statSync(from).isDirectory()) {
    const names = await readdir(from, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile() && entry.name.endsWith(".ipynb"));
    return Promise.all(
      files.map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return {
          path: path.slice(from.length).replace(/^\/+/, ""),
          bytes: await readFile(path),
          modified: statSync(path).mtime,
        };
      }),
    );
  }
  try {
    let size = 0;
    const held = new Map<string, Date>();
    const unpacked = unzipSync(await readFile(from), {
      filter({ name, originalSize }) {
        size += originalSize;
        if (size > largestZip) throw new ClassError(`${from} unpacks to more than ${largestZip / 1e9} GB. Split it.`);
        held.set(name, statSync(from).mtime);
        return name.endsWith(".ipynb") && !name.startsWith("__MACOSX/");
      },
    });
    return Object.entries(unpacked).map(([path, bytes]) => ({ path, bytes, modified: held.get(path) ?? new Date() }));
  } catch (error) {
    if (error instanceof ClassError) throw error;
    throw new ClassError(`${from} is neither a folder nor a whole zip (${(error as Error).message}).`);
  }
}
