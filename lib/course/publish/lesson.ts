// A notebook with its outputs -> one HTML file. Text in, text out: the caller reads and writes the files.
import { figureCss, escapeHtml } from "anycast-kit/figures";
import { lessonWords as words } from "../words.js";
import { explorerCss, explorerCssFor } from "../explorers/core/index.js";
import type { Notebook } from "../notebook/index.js";
import { renderCell } from "./cells.js";
import { countLessons, type CourseLesson } from "./course/course.js";
import { stripAnsi, contents, type Heading, renderPage, shareOutlines } from "anycast-kit/report";
import { lessonFacts, type LessonFacts } from "./facts.js";
import { checkSizes, pageLimits, withPlace } from "./limits.js";
import { parseMarkup } from "./html/parse.js";
import { write } from "./html/tree.js";
import { foreignIdsIn, markdownRenderer, type MarkdownRenderer } from "./markdown.js";
import { movedSections } from "./course/moved.js";
import { bar, sequence } from "./navigation.js";
import { hasTitle, readLead, secondTitle, withoutTitles, type Lead } from "./lead.js";

export interface PublishOptions {
  /** With the outputs of its last run. */
  readonly notebook: Notebook;
  /** Path or name of the notebook: names the page and is used in errors. */
  readonly file: string;
  /** The course the lesson is part of, in order; none for a notebook on its own. */
  readonly siblings?: readonly CourseLesson[];
  /** Content of lib/course/dist/browser.js; put in only where the page has an explorer, and no `live` that has the explorers too. */
  readonly bundle?: string;
  /** What makes the cells run, from live/; without it the page is to be read only. */
  readonly live?: {
    readonly script: string;
    /** @param shown the code that the page shows, by cell */
    readonly packs: (shown: ReadonlyMap<string, string>) => string;
    readonly css: string;
    readonly beside?: string;
  };
  /** Whether solutions are in the page, folded away. Defaults to true. */
  readonly solutions?: boolean;
  /** Called before each cell is rendered: its number from 1, and of how many. */
  readonly onCell?: (number: number, of: number) => void;
}

export interface Published {
  readonly html: string;
  /** What could not be shown, or was taken out, each naming file and cell. */
  readonly warnings: readonly string[];
}

/**
 * Makes the page of a lesson. A notebook is untrusted: nothing of it can run in the page, whatever it holds.
 * @throws NotebookError naming a cell that is too large for a page
 */
export function publishLesson({
  notebook,
  file,
  siblings = [],
  bundle = "",
  solutions = true,
  onCell = () => undefined,
  live: carried,
}: PublishOptions): Published {
  checkSizes(notebook, file);
  const warnings = new Set<string>();
  let unlisted = 0;
  const warn = (cell: string, what: string) => {
    // Text from a notebook must not move the terminal's cursor in warnings.
    const warning = `${file}, cell ${cell}: ${stripAnsi(what)
      .replace(/\p{Cc}+/gu, " ")
      .slice(0, 300)}`;
    if (warnings.has(warning) || warnings.size < pageLimits.warnings) warnings.add(warning);
    else unlisted++;
  };
  const facts = lessonFacts(notebook, { file });
  const usedIds = new Set<string>();
  const held = { characters: 0, tried: 0 };
  const foreignIds = foreignIdsIn(notebook.cells.map(({ source }) => source));
  const markdown = markdownRenderer({ warn, usedIds, foreignIds });
  const language = languageOf(notebook);
  const live = runsInPage(notebook) ? carried : undefined;
  const headings: Heading[] = [];
  const parts: Part[] = [];
  const shown = new Map<string, string>();
  let lead: string | undefined;
  let number = 0;

  for (const [i, cell] of notebook.cells.entries()) {
    onCell(i + 1, notebook.cells.length);
    if (cell.cell_type === "code") number++;
    const isFirst = cell.cell_type === "markdown" && lead === undefined && parts.length === 0;
    const context = {
      markdown: isFirst ? markdown : withoutSecondTitles(markdown, warn),
      warn,
      usedIds,
      held,
      solutions,
      language,
      number,
      live: live !== undefined,
    };
    const rendered = withPlace(file, cell.id, () => renderCell(cell, context));
    headings.push(...rendered.headings);
    if (rendered.code !== undefined) shown.set(cell.id, rendered.code);
    const { html, solution } = rendered;
    if (isFirst && /<h1[ >]/.test(html)) {
      lead = leadOf(readLead(html, facts.version ? { without: /version of/ } : {}), facts, siblings);
      continue;
    }
    if (html.trim() !== "" || solution !== undefined) parts.push({ html, solution, opens: rendered.headings[0] });
  }

  const main = [
    lead ?? leadOf({ title: escapeHtml(facts.title), standfirst: "", more: "" }, facts, siblings),
    shareOutlines(arrange(parts)),
    sequence(siblings, facts.slug),
    movedSections(siblings, facts.slug),
  ]
    .filter(Boolean)
    .join("\n");
  const page = renderPage({
    title: siblings.length > 0 ? `${facts.title} · Anycast` : facts.title,
    description: facts.summary,
    authors: facts.authors,
    version: facts.version,
    license: facts.license,
    name: facts.slug,
    css: figureCss + (live ? explorerCss + live.css : explorerCssFor(main)),
    live: live && { ...live, packs: live.packs(shown) },
    bundle: held.characters > 0 && !live ? bundle : "", // the runtime of cells has the explorers too
    bar: bar(siblings, facts.slug, facts.title),
    contents: contents(headings),
    main,
    foot: foot(facts),
  });
  if (unlisted > 0) warnings.add(`${file}: ${unlisted} more warnings of this kind`);
  const bytes = Buffer.byteLength(page);
  if (bytes > pageLimits.heavy) {
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    warnings.add(`${file}: the page has ${size}, which is slow to load. Attach or draw smaller pictures.`);
  }
  return { html: page, warnings: [...warnings] };
}

const languageOf = ({ metadata }: Notebook) => metadata.kernelspec?.language ?? "typescript";

/** Whether its cells can run in a page: those in other languages are shown, not run. */
export const runsInPage = (notebook: Notebook): boolean =>
  /^(type|java)script$/.test(languageOf(notebook).toLowerCase());

/** A page has one title: those of other cells become headings. */
const withoutSecondTitles =
  (markdown: MarkdownRenderer, warn: (cell: string, what: string) => void): MarkdownRenderer =>
  (source, cell) => {
    const { html, headings } = markdown(source, cell);
    const nodes = /<h1[ >]/.test(html) ? parseMarkup(html) : [];
    if (!hasTitle(nodes)) return { html, headings };
    warn(cell, secondTitle);
    return { html: write(withoutTitles(nodes)), headings };
  };

interface Part {
  readonly html: string;
  /** The heading a Markdown cell begins with. */
  readonly opens: Heading | undefined;
  readonly solution: string | undefined;
}

/** Sections by headings of level 2, the optional one folded under its heading; in them a box for each exercise, which ends where the next heading begins. */
function arrange(parts: readonly Part[]): string {
  const out: string[] = [];
  let section = false;
  let exercise: string[] | undefined;
  const endExercise = () => {
    if (exercise) out.push(...exercise, "</div>");
    exercise = undefined;
  };
  let optional = false;
  const endSection = () => {
    endExercise();
    if (optional) out.push("</details>");
    if (section) out.push("</section>");
    section = optional = false;
  };
  for (const { html, opens, solution } of parts) {
    const begins = opens !== undefined && html.startsWith('<div class="heading">');
    if (begins && opens.level <= 3) endExercise();
    if (begins && opens.level <= 2) {
      endSection();
      out.push(`<section aria-labelledby="${escapeHtml(opens.id)}">`);
      section = true;
    }
    if (begins && opens.level === 3 && /^Exercise\b/i.test(opens.text)) {
      out.push(`<div class="exercise" data-page-exercise="${escapeHtml(opens.id)}">`);
      exercise = [];
    }
    if (begins && opens.level === 2 && /^Going further\b/i.test(opens.text)) {
      const [heading, rest] = afterHeading(html);
      out.push(heading, `<details class="further"><summary>${words.optional}</summary>`, rest);
      optional = true;
    } else out.push(html);
    if (solution !== undefined) (exercise ?? out).push(solution);
  }
  endSection();
  return out.join("\n");
}

/** A cell that begins with a heading: the heading, which stays in view, and what follows it. */
function afterHeading(html: string): [heading: string, rest: string] {
  const end = html.indexOf("</div>") + "</div>".length;
  return [html.slice(0, end), html.slice(end)];
}

/** The head of the page: where we are, title, one sentence, facts; then the rest of the first cell, or the aims from the metadata. */
function leadOf({ title, standfirst, more }: Lead, facts: LessonFacts, siblings: readonly CourseLesson[]): string {
  const here = siblings.find(({ slug }) => slug === facts.slug);
  const kicker = here ? `<p class="kicker">${words.lessonOf(here.number, countLessons(siblings))}</p>\n` : "";
  const known = [
    facts.minutes ? words.minutes(facts.minutes) : "",
    facts.authors.join(", "),
    facts.version ?? "",
    spacedLicense(facts.license),
  ];
  const items = known.filter(Boolean).map((fact) => `<li>${escapeHtml(fact)}</li>`);
  const list = items.length > 0 ? `<ul class="facts">${items.join("")}</ul>\n` : "";
  const about = more === "" ? aims(facts) : more;
  const box = about === "" ? "" : `<div class="aims">${about}</div>\n`;
  return `<header class="lead">\n${kicker}<h1>${title}</h1>\n${standfirst}${list}${box}</header>`;
}

const spacedLicense = (license = "") =>
  license.replace(/^CC-BY(-\w+)*-(\d)/, (all) => all.replace("CC-BY", "CC BY").replace(/-(\d)/, " $1"));

function aims({ objectives, prerequisites }: LessonFacts): string {
  if (objectives.length === 0) return "";
  const list = objectives.map((each) => `<li>${escapeHtml(each)}</li>`).join("");
  const before = prerequisites.length > 0 ? `<p>${escapeHtml(words.before(prerequisites.join("; ")))}</p>` : "";
  return `<p>${words.youWill}</p><ul>${list}</ul>${before}`;
}

function foot({ title, authors, version, license }: LessonFacts): string {
  const about = [title, authors.join(", "), version ?? "", spacedLicense(license)]
    .filter(Boolean)
    .map(escapeHtml)
    .join(" · ");
  return `<p>${about}</p>\n<p>${words.privacy}</p>`;
}
