// Outputs of a code cell -> HTML. Of a bundle the richest kind we can show safely: HTML through the allow-list, a picture, or text.
// Scripts are never copied: an explorer is re-made from its name and its data (explorers.ts).
import type { CodeCell, MimeBundle, Output } from "../notebook/index.js";
import { folded, textBlock } from "./code-block.js";
import { escapeHtml } from "anycast-kit/figures";
import { stripAnsi } from "anycast-kit/report";
import { takeExplorers, type ExplorerData } from "./explorers.js";
import { pageLimits } from "./limits.js";
import { parseMarkup } from "./html/parse.js";
import { write, type Node } from "./html/tree.js";
import { hasTitle, secondTitle, withoutTitles } from "./lead.js";
import { lessonWords as words } from "../words.js";
import { sanitizeTree } from "./sanitize.js";

export interface OutputOptions {
  /** Ids of the page so far. */
  readonly usedIds: Set<string>;
  /** What its explorers hold so far. */
  readonly held: ExplorerData;
  readonly warn: (cell: string, what: string) => void;
  /** Which of the printed streams to leave out, by the cell's tags. */
  readonly without?: readonly ("stdout" | "stderr")[];
  /** Whether an output above 1 MB is folded: not where the reader has just run the cell. */
  readonly foldsLarge?: boolean;
  /** Renders Markdown and LaTeX outputs. Without it, as in a page's worker, their plain text is shown. */
  readonly markdown?: (source: string, cell: string) => { readonly html: string };
  /** Number of the cell among the page's code cells, for labels. */
  readonly number: number;
}

/** Classes of our own figures, tables and checks, and of Plot. */
const classes = [/^ak-[\w-]+$/, /^plot-[\w-]+$/];

/** @returns HTML of all outputs, empty when there is nothing to show. */
export function renderOutputs(cell: CodeCell, options: OutputOptions): string {
  const shown = joinStreams(cell.outputs).filter(
    (output) => output.output_type !== "stream" || !(options.without ?? []).includes(output.name),
  );
  return shown
    .map((output, i) => {
      const html = renderOutput(output, cell, i, options);
      return options.foldsLarge ? foldLarge(html, output) : html;
    })
    .filter(Boolean)
    .join("\n");
}

/** What a reader would scroll past for a long time is folded; its summary says what it is, and its size. */
function foldLarge(html: string, { output_type: type }: Output): string {
  const bytes = new TextEncoder().encode(html).length;
  if (bytes <= pageLimits.shown) return html;
  const isText = type === "stream" || html.startsWith("<pre");
  const what = type === "error" ? words.errorMessage : isText ? words.printedText : words.figures;
  return folded(words.large(what, (bytes / 1e6).toFixed(1)), html);
}

function renderOutput(output: Output, cell: CodeCell, index: number, options: OutputOptions): string {
  const label = words.output(`${options.number}${index > 0 ? `.${index + 1}` : ""}`);
  switch (output.output_type) {
    case "stream": {
      const text = overwritten(stripAnsi(output.text));
      if (text.trim() === "") return "";
      return textBlock(text, { kind: output.name === "stderr" ? "complaint" : checkKind(text), label });
    }
    case "error": {
      const trace = output.traceback.map(stripAnsi).join("\n");
      const said = stripAnsi(`${output.ename}: ${output.evalue}`);
      return textBlock(trace.includes(output.evalue) ? trace : `${said}\n${trace}`, {
        kind: "failure",
        label: `Error, ${label}`,
      });
    }
    default:
      return renderBundle(output.data, cell, index, label, options);
  }
}

/** A carriage return begins the line again, and what follows is written over it, as in a terminal: progress bars. */
const overwritten = (text: string): string =>
  text.includes("\r")
    ? text
        .replace(/\r+\n/g, "\n")
        .split("\n")
        .map((line) => line.split("\r").reduce((before, after) => after + before.slice(after.length)))
        .join("\n")
    : text;

/** What `check` printed is green or red, and says so in words anyway. */
const checkKind = (text: string) => (/^✘/m.test(text) ? "failed" : /^✔/m.test(text) ? "passed" : "");

function renderBundle(data: MimeBundle, cell: CodeCell, index: number, label: string, options: OutputOptions): string {
  const text = (mime: string) => (typeof data[mime] === "string" ? data[mime] : undefined);
  const warn = (what: string) => options.warn(cell.id, what);

  const markup = text("text/html") ?? text("image/svg+xml");
  if (markup !== undefined) {
    const idPrefix = `o-${cell.id}-${index}-`;
    const { rest, explorers } = takeExplorers(parseMarkup(markup), { ...options, warn });
    // The style of figures is the page's already, and an explorer's loader is done for by the page's own script.
    const ours = explorers.length > 0 ? ["<style>", "<script>"] : ["<style>"];
    const clean = sanitizeTree(rest, { idPrefix, classes, warn: (what) => ours.includes(what) || warn(what) });
    if (hasTitle(clean)) warn(secondTitle);
    const shown = write(boxTables(withoutTitles(clean), label)).trim();
    const box = shown === "" ? "" : `<div class="shown foreign">${shown}</div>`;
    const all = [box, ...explorers.map((html) => `<div class="shown">${html}</div>`)].filter(Boolean).join("\n");
    if (all !== "") return all; // else the picture or the text of the same output is the next best
  }
  for (const mime of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    const picture = text(mime)?.replace(/\s+/g, "");
    if (picture !== undefined && /^[A-Za-z0-9+/=]+$/.test(picture)) {
      warn("a picture without a description (use show, whose figures carry one)");
      return `<div class="shown"><img src="data:${mime};base64,${picture}" alt="${escapeHtml(text("text/plain") ?? label)}"></div>`;
    }
  }
  const rich = text("text/markdown") ?? text("text/latex");
  if (rich !== undefined && options.markdown && rich.length <= pageLimits.text)
    return `<div class="shown foreign">${options.markdown(rich, cell.id).html}</div>`;
  const plain = text("text/plain") ?? rich;
  if (plain !== undefined) return textBlock(overwritten(stripAnsi(plain)), { label });
  if (markup !== undefined) return "";
  warn(`an output of a kind a page cannot show (${Object.keys(data).join(", ")})`);
  return "";
}

/** A table outside our own figures gets a box of its own that scrolls. */
function boxTables(nodes: readonly Node[], label: string): readonly Node[] {
  if (nodes.some(isOurs)) return nodes;
  let n = 0;
  const visit = (node: Node): Node => {
    if (typeof node === "string") return node;
    if (node.name !== "table") return { ...node, children: node.children.map(visit) };
    const attributes = { class: "table", tabindex: "0", role: "group", "aria-label": words.tableOf(++n, label) };
    return {
      name: "div",
      svg: false,
      attributes,
      children: [{ ...node, children: node.children.map(visit) }],
    };
  };
  return nodes.map(visit);
}

const isOurs = (node: Node): boolean =>
  typeof node !== "string" && (/\bak-/.test(node.attributes.class ?? "") || node.children.some(isOurs));

/** Kernels send a stream in pieces; the reader sees one text. */
function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name)
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    else joined.push(output);
  }
  return joined;
}
