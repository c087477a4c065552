// The lab sheets (lib/docs/labs) as pages of the course: Markdown, rendered like the lessons.
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { checkNotebook } from "../notebook/index.js";
import { publishLesson, type CourseLesson } from "../publish/index.js";
import { readText } from "anycast-kit/files";
import { places } from "./repository.js";

export interface LabPage {
  /** Name of the page: "lab-1-first-announcement.html". */
  readonly file: string;
  readonly title: string;
  readonly html: string;
}

/** The pages in the order of their names; none in a checkout without sheets. @param siblings the lessons, for the bar */
export async function labPages(siblings: readonly CourseLesson[]): Promise<readonly LabPage[]> {
  const names = await readdir(places.labSheets).catch(() => []);
  const sheets = names.filter((name) => name.endsWith(".md")).sort();
  return Promise.all(
    sheets.map(async (name) => {
      const text = await readText(join(places.labSheets, name), { what: "a lab sheet" });
      const file = pageOf(name);
      return { file, title: /^# (.+)$/m.exec(text)?.[1] ?? file, html: htmlOf(text, file, siblings) };
    }),
  );
}

const pageOf = (sheet: string): string => `lab-${basename(sheet, ".md")}.html`;

/** A sheet is a notebook of one cell, without code to run in the page. Links to other sheets become links to their pages. */
function htmlOf(text: string, file: string, siblings: readonly CourseLesson[]): string {
  const source = text.replace(/\]\(([\w-]+\.md)\)/g, (_link, sheet: string) => `](${pageOf(sheet)})`);
  const cell = { cell_type: "markdown", id: "sheet", metadata: {}, source };
  const notebook = checkNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }, { file });
  return publishLesson({ notebook, file: file.replace(/html$/, "ipynb"), siblings }).html;
}
