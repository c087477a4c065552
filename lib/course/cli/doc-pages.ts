// The documents of lib/docs as pages of the course: "docs-commands.html". The lab sheets have pages of their own (lab-pages.ts).
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { readText } from "anycast-kit/files";
import type { CourseLesson } from "../publish/index.js";
import { labPageOf } from "./lab-pages.js";
import { markdownPage, type MarkdownPage } from "./markdown-page.js";
import { places } from "./repository.js";

/** How to write and grade exercises: nothing that students need. */
const forInstructors = ["authoring.md", "instructors.md", "server.md"];

/**
 * The pages in the order of their names; none in a checkout without documents.
 * @param siblings the lessons, for the bar
 * @param instructors whether the documents for instructors are among them. Defaults to true
 */
export async function docPages(
  siblings: readonly CourseLesson[],
  { instructors = true }: { readonly instructors?: boolean } = {},
): Promise<readonly MarkdownPage[]> {
  const names = (await readdir(places.docs).catch(() => [])).filter((name) => name.endsWith(".md")).sort();
  const wanted = names.filter((name) => instructors || !forInstructors.includes(name));
  const linkTo = (sheet: string) => (sheet.startsWith("labs/") ? labPageOf(sheet) : docPageOf(sheet));
  return Promise.all(
    wanted.map(async (name) => {
      const text = await readText(join(places.docs, name), { what: "a document" });
      return markdownPage(text, { file: docPageOf(name), siblings, linkTo });
    }),
  );
}

const docPageOf = (name: string): string => `docs-${basename(name, ".md")}.html`;
