// Deletes all data of a student: files, results, marks, feedback. Copies outside the class folder are not found.
import { readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Course } from "./course-process.js";
import { checkStudent, placesIn, type ClassFolder } from "./folder.js";

/** @returns what was removed, each a path below the class folder or a sentence; empty if there was nothing */
export async function forgetStudent(folder: ClassFolder, course: Course, id: string): Promise<readonly string[]> {
  const student = checkStudent(id);
  const { root, lessons } = folder;
  const removed: string[] = [];
  const drop = async (...parts: string[]) => {
    if (!existsSync(join(root, ...parts))) return;
    await rm(join(root, ...parts), { recursive: true, force: true });
    removed.push(parts.join("/"));
  };
  if (await course.forget(student)) removed.push("marks and comments in gradebook.db");
  for (const place of ["submitted", "autograded", "feedback", "variants"]) await drop(place, student);
  for (const assignment of lessons) await drop(".class", "results", assignment, student);
  for (const file of await readdir(placesIn(root).earlier).catch(() => []))
    if (
      lessons.some(
        (assignment) => file.startsWith(`${assignment}.${student}.`) && earlierOf(file, assignment) === student,
      )
    )
      await drop(".class", "earlier", file);
  return removed;
}

/** `1-shared-ip.ada.lovelace.0a1b2c3d.ipynb` is ada.lovelace's. */
const earlierOf = (file: string, assignment: string) =>
  file.slice(assignment.length + 1).replace(/\.[0-9a-f]{8}\.ipynb$/, "");
