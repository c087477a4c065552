// Facts about a lesson: from its metadata or, if missing, from its first cell.
import type { Notebook } from "../notebook/index.js";

export interface LessonFacts {
  readonly slug: string;
  readonly title: string;
  /** First paragraph after the title, as plain text. */
  readonly summary: string;
  readonly minutes?: number;
  readonly objectives: readonly string[];
  readonly prerequisites: readonly string[];
  readonly authors: readonly string[];
  readonly version?: string;
  readonly license?: string;
  readonly exercises: number;
}

/** @param file path or name of the notebook; its name without extension becomes the page's. */
export function lessonFacts(notebook: Notebook, { file }: { readonly file: string }): LessonFacts {
  const { metadata, cells } = notebook;
  const slug = file.replace(/^.*[\\/]/, "").replace(/\.ipynb$/i, "");
  // Its first page is enough: a title and a paragraph.
  const opening = (cells.find(({ cell_type }) => cell_type === "markdown")?.source ?? "").slice(0, 20_000);
  const heading = /^#\s+(\S.*)$/m.exec(opening)?.[1];
  const kit = metadata.anycast ?? {};
  const version = kit.version ?? metadata.version ?? /version of ([\w.-]+)/.exec(opening)?.[1];
  const tried = new Set(
    cells.map(({ metadata: { nbgrader } }) => nbgrader?.solution && nbgrader.grade_id).filter(Boolean),
  );
  return {
    slug,
    title: metadata.title ?? plainText(heading ?? slug),
    summary: plainText(firstParagraph(opening)),
    minutes: kit.minutes,
    objectives: kit.objectives ?? [],
    prerequisites: kit.prerequisites ?? [],
    authors: (metadata.authors ?? []).map(({ name }) => name),
    ...(typeof version === "string" ? { version } : {}),
    ...(typeof metadata.license === "string" ? { license: metadata.license } : {}),
    exercises: tried.size,
  };
}

const firstParagraph = (markdown: string) =>
  markdown
    .replace(/^#\s.*$/m, "")
    .trim()
    .split(/\n\s*\n/)[0];

/** Markdown of one line -> its words. */
const plainText = (markdown: string) =>
  markdown
    .replace(/<[^<>]*>/g, "")
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/(?<![\p{L}\p{N}\\`])(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, "$2")
    .replace(/`+([^`]+)`+/g, "$1")
    .replace(/\\([*_`$#\\])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
