// The layout of a class folder, which can be anywhere. `.class/` holds our own files; the rest is as nbgrader lays it out.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { z } from "zod";
import { readText, writeWhole } from "anycast-kit/files";
import { parseOwnFormat, safeParseLong } from "anycast-kit/topology";
import { installKernel } from "../../kernel/index.js";
import { formattedText } from "../format.js";
import { readNotebook } from "../../notebook/index.js";

/** Python that runs with nbgrader. It is not compiled, so it is in the package and not in dist/. */
const python = join(
  dirname(createRequire(import.meta.url).resolve("anycast-course/package.json")),
  "classroom",
  "class",
  "nbgrader",
);
export const courseScript = join(python, "course.py");

const schema = z.strictObject({
  /** Version of this file's format. */
  version: z.literal(1),
  /** The course's name in nbgrader's exchange. */
  course: z.string().regex(/^[\w.-]+$/),
  /** Names of the assignments, each a lesson. */
  lessons: z.array(z.string()),
  /** Seconds that one cell of a submission may run. */
  cellSeconds: z.number().positive(),
  /** By assignment: when it is due, ISO 8601. */
  due: z.record(z.string(), z.iso.datetime({ offset: true })),
  /** Share of the marks that each day of lateness, begun or whole, costs, from 0 to 1; computed when marks are written. */
  latePerDay: z.number().min(0).max(1),
});
export type ClassFile = z.infer<typeof schema>;

export interface ClassFolder extends ClassFile {
  readonly root: string;
}

/** A class folder, or an argument of a class command, that cannot be used. */
export class ClassError extends Error {
  override readonly name = "ClassError";
}

const fileOf = (root: string) => join(root, "class.json");

export const placesIn = (root: string) => ({
  secret: join(root, ".class", "secret"),
  places: join(root, ".class", "places.json"),
  kernels: join(root, ".class", "jupyter"),
  results: (assignment: string, student: string) => join(root, ".class", "results", assignment, student),
  earlier: join(root, ".class", "earlier"),
  source: (assignment: string) => join(root, "source", assignment, `${assignment}.ipynb`),
  release: (assignment: string) => join(root, "release", assignment, `${assignment}.ipynb`),
  variant: (assignment: string, student: string) => join(root, "variants", student, assignment, `${assignment}.ipynb`),
  submitted: (assignment: string, student: string) => join(root, "submitted", student, assignment),
  feedback: (assignment: string, student: string) => join(root, "feedback", student, assignment),
});

/** @throws ClassError if there is no class folder, or its class.json is invalid */
export async function openClass(folder: string): Promise<ClassFolder> {
  const root = resolve(folder);
  const file = fileOf(root);
  if (!existsSync(file))
    throw new ClassError(
      `${root} is not a class folder: class.json is missing. Create one: npx anycast class init ${folder}`,
    );
  let raw: unknown;
  try {
    raw = parseOwnFormat(await readText(file, { what: "a class.json" }));
  } catch (error) {
    throw new ClassError(`${file}: ${(error as Error).message}`);
  }
  const read = safeParseLong(schema, raw);
  if (read.success) return { ...read.data, root };
  const { path, message } = read.error.issues[0];
  throw new ClassError(`${file}, ${path.join(".") || "the whole"}: ${message}.`);
}

/**
 * Makes a class folder, or adds lessons to one. Existing settings and lessons are kept.
 * @param lessons the files of the lessons
 * @param command the program and arguments that run `anycast`
 * @throws ClassError if the folder holds something else
 */
export async function initClass({
  folder,
  lessons,
  command,
}: {
  readonly folder: string;
  readonly lessons: readonly string[];
  readonly command: readonly string[];
}): Promise<{ readonly root: string; readonly added: readonly string[] }> {
  const root = resolve(folder);
  const before = existsSync(fileOf(root)) ? await openClass(root) : undefined;
  if (!before && existsSync(root) && (await readdir(root)).length > 0)
    throw new ClassError(`${root} is not empty and is not a class folder. Choose a new folder.`);
  const names = lessons.map((file) => basename(file, ".ipynb"));
  const all = [...new Set([...(before?.lessons ?? []), ...names])];
  const at = placesIn(root);
  await mkdir(join(root, ".class"), { recursive: true, mode: 0o700 });
  if (!existsSync(at.secret)) await writeWhole(at.secret, randomBytes(32).toString("hex"));
  await writeWhole(at.places, JSON.stringify({ python, command }, null, 2) + "\n");
  await installKernel({ prefix: at.kernels });
  const added: string[] = [];
  for (const [i, file] of lessons.entries()) {
    const copy = at.source(names[i]);
    if (existsSync(copy)) continue;
    await mkdir(dirname(copy), { recursive: true });
    await writeWhole(copy, formattedText(readNotebook(await readText(file, { what: "a notebook" }), { file })));
    added.push(names[i]);
  }
  const config = join(root, "nbgrader_config.py");
  const course = before?.course ?? (basename(root).replace(/[^\w.-]/g, "-") || "anycast");
  if (!existsSync(config)) {
    const template = await readFile(join(python, "class_config.py"), "utf8");
    await writeWhole(config, template.replace("COURSE_ID", course));
  }
  const settings = { version: 1, course, cellSeconds: 20, due: {}, latePerDay: 0, ...before };
  const file = { ...settings, root: undefined, lessons: all };
  await writeWhole(fileOf(root), JSON.stringify(file, null, 2) + "\n");
  return { root, added };
}

/** The assignment for `1`, `2b` or `1-shared-ip`. @throws ClassError for an unknown one */
export function assignmentOf({ lessons, root }: ClassFolder, wanted: string): string {
  const found = lessons.find((name) => name === wanted || name.split("-")[0] === wanted);
  if (found !== undefined) return found;
  throw new ClassError(`Unknown lesson "${wanted}"; the lessons of this class (${root}) are ${lessons.join(", ")}.`);
}

/** A student's id becomes a folder's name. @throws ClassError for an invalid one */
export function checkStudent(id: string): string {
  if (/^[\p{L}\p{N}_@.-]{1,100}$/u.test(id) && !id.startsWith(".") && !id.includes("+")) return id;
  throw new ClassError(
    `Invalid student id "${id}": use up to 100 letters, digits and _ @ . - and do not begin with a dot.`,
  );
}
