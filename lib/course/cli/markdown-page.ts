// A Markdown file of lib/docs as a page of the course, rendered like the lessons.
import { checkNotebook } from "../notebook/index.js";
import { publishLesson, type CourseLesson } from "../publish/index.js";

export interface MarkdownPage {
  /** Name of the page: "lab-1-first-announcement.html". */
  readonly file: string;
  readonly title: string;
  readonly html: string;
}

export interface MarkdownPageOptions {
  /** Name of the page. */
  readonly file: string;
  /** The lessons, for the bar. */
  readonly siblings: readonly CourseLesson[];
  /** A picture behind the first section, as HTML. Defaults to none. */
  readonly network?: string;
  /** The name of the page that a linked Markdown file has ("authoring.md", "labs/versions.md"). */
  readonly linkTo: (sheet: string) => string;
}

/** The file is a notebook of a cell for each section, without code to run in the page. Links to other files become links to pages. */
export function markdownPage(
  text: string,
  { file, siblings, network = "", linkTo }: MarkdownPageOptions,
): MarkdownPage {
  const linked = text.replace(/\]\(([\w/-]+\.md)\)/g, (_link, sheet: string) => `](${linkTo(sheet)})`);
  const cells: unknown[] = linked
    .split(/^(?=## )/m)
    .map((source, i) => ({ cell_type: "markdown", id: `sheet-${i}`, metadata: {}, source }));
  const outputs = [{ output_type: "display_data", data: { "text/html": network }, metadata: {} }];
  if (network)
    cells.splice(2, 0, { cell_type: "code", id: "network", metadata: {}, source: "", execution_count: null, outputs });
  const notebook = checkNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, { file });
  const { html } = publishLesson({ notebook, file: file.replace(/html$/, "ipynb"), siblings });
  return { file, title: /^# (.+)$/m.exec(text)?.[1] ?? file, html };
}
