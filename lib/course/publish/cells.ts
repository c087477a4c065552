// One cell -> HTML, by the tags that MyST and nbconvert share: remove-cell, hide-input, remove-stdout ...
// and by nbgrader's marks: stub, folded solution, visible tests.
import type { Cell, CodeCell } from "../notebook/index.js";
import { escapeHtml } from "anycast-kit/figures";
import { lessonWords as words } from "../words.js";
import { codeBlock, folded } from "./code-block.js";
import { readPart, type Part } from "./exercise.js";
import type { ExplorerData } from "./explorers.js";
import type { Heading } from "anycast-kit/report";
import type { MarkdownRenderer } from "./markdown.js";
import { checkCharacters } from "./limits.js";
import { renderOutputs } from "./outputs.js";

export interface CellContext {
  readonly markdown: MarkdownRenderer;
  readonly warn: (cell: string, what: string) => void;
  /** Ids of the page so far. */
  readonly usedIds: Set<string>;
  /** What its explorers hold so far. */
  readonly held: ExplorerData;
  /** Solutions in the page, folded; else none. */
  readonly solutions: boolean;
  /** "typescript", from the kernel. */
  readonly language: string;
  /** Whether the page's cells can be run: each then says which it is, and where its code and its output stand. */
  readonly live: boolean;
  /** Number of this cell among the code cells, from 1. */
  readonly number: number;
}

export interface RenderedCell {
  readonly html: string;
  /** Goes to the end of the exercise, after the hints. */
  readonly solution?: string;
  /** The code that the page shows of it, where it can be run. */
  readonly code?: string;
  readonly headings: readonly Heading[];
}

const nothing: RenderedCell = { html: "", headings: [] };

export function renderCell(cell: Cell, context: CellContext): RenderedCell {
  const tags = new Set(cell.metadata.tags ?? []);
  if (tags.has("remove-cell") || cell.cell_type === "raw") return nothing;
  if (cell.cell_type === "code") return codeCell(cell, tags, context);

  const part = readPart(cell);
  if (part.kind === "answer") return writtenAnswer(cell, part, context);
  const source = part.kind === "task" ? part.text : cell.source;
  const { html, headings } = context.markdown(withAttachments(source, cell.attachments), cell.id);
  return { html: tags.has("hide-cell") ? folded(words.showPart, html) : html, headings };
}

/** A question answered in words: the model answer is the cell itself. A live page has a place to write. */
function writtenAnswer(
  cell: Cell,
  part: Part & { kind: "answer" },
  { markdown, solutions, live }: CellContext,
): RenderedCell {
  const html = live ? `<div class="cell" data-written="${escapeHtml(cell.id)}"></div>` : "";
  if (!solutions) return { ...nothing, html };
  const model = markdown(part.solution, cell.id).html;
  return { ...nothing, html, solution: folded(part.scheme ? words.earns : words.model, model, "solution") };
}

function codeCell(cell: CodeCell, tags: ReadonlySet<string>, context: CellContext): RenderedCell {
  const { language, number, solutions, live } = context;
  const code = (source: string, label: string) => codeBlock(source, { language, label: `${label} ${number}` });
  let shownCode: string | undefined;
  const placed = (source: string, label: string) => {
    const html = code(source, label);
    if (!live) return html;
    shownCode = source;
    return `<div data-code>${html}</div>`;
  };
  const results = (html: string) => (live ? `<div data-outputs>${html}</div>` : html);
  const part = readPart(cell);
  const outputs = () => {
    if (tags.has("remove-output")) return "";
    const without = (["stdout", "stderr"] as const).filter((stream) => tags.has(`remove-${stream}`));
    const html = renderOutputs(cell, { ...context, without, foldsLarge: true });
    return html !== "" && tags.has("hide-output") ? folded(words.showOutput, html) : html;
  };

  let html: string;
  let solution: string | undefined;
  if (part.kind === "answer") {
    html = placed(part.start, words.startOf);
    if (solutions) solution = folded(words.solution, code(part.solution, words.solution) + outputs(), "solution");
  } else if (part.kind === "test") {
    // Its output was computed with the solution: printing it would reveal the answer.
    const points = words.points(part.points);
    const silent = part.visible.split("\n").every((line) => /^\s*(?:\/\/.*)?$/.test(line));
    html = silent
      ? `<p class="graded">${words.hidden(points)}</p>`
      : folded(words.checked(points, part.hides), placed(part.visible, words.check), "fold check");
  } else {
    const input = tags.has("remove-input") || cell.source.trim() === "" ? "" : placed(cell.source, words.code);
    const shown = results(outputs());
    // Collapsed code comes after its output, which is what the reader is looking for.
    if (input !== "" && tags.has("hide-input"))
      html = shown + folded(live ? firstLine(cell.source) : words.showCode, input);
    else html = input + shown;
    if (html !== "" && tags.has("hide-cell")) html = folded(words.showBoth, html);
  }
  const about = live ? ` data-cell="${escapeHtml(cell.id)}" data-number="${number}" data-kind="${part.kind}"` : "";
  const box = html === "" ? "" : `<div class="cell" id="cell-${escapeHtml(cell.id)}"${about}>\n${html}\n</div>`;
  return {
    html: box,
    headings: [],
    ...(shownCode === undefined ? {} : { code: shownCode }),
    ...(solution === undefined ? {} : { solution }),
  };
}

/** What a folded cell shows of its code. */
function firstLine(source: string): string {
  const [first = "", ...more] = source.split("\n").filter((line) => line.trim() !== "");
  const cut = first.length > 60 ? first.slice(0, 57) : first;
  return words.folded(`${cut}${cut !== first || more.length > 0 ? " ..." : ""}`);
}

/** `attachment:picture.png` -> the picture itself. @throws TooMuch if the text with its pictures is too large for a page */
function withAttachments(source: string, attachments: (Cell & { cell_type: "markdown" })["attachments"] = {}): string {
  let characters = source.length;
  return source.replace(/\(attachment:([^)\s]+)\)/g, (all, name: string) => {
    const bundle = Object.hasOwn(attachments, name) ? attachments[name] : {};
    const [mime, data] = Object.entries(bundle)[0] ?? [];
    if (typeof data !== "string") return all;
    characters += data.length;
    checkCharacters(characters, "text and attached pictures");
    return `(data:${mime};base64,${data.replace(/\s+/g, "")})`;
  });
}
