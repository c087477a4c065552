// Mathematics in Markdown, `$...$` and `$$...$$` as JupyterLab reads them -> MathML (KaTeX), at build time: no script, no fonts.
// The rules come before emphasis and escapes, which would mangle TeX. A placeholder stands for each formula while the cell's
// HTML is cleaned, since MathML is on no allow-list; what then takes its place is KaTeX's own, with all text escaped.
import katex from "katex";
import type { MarkdownIt } from "markdown-it";

/** Private-use characters; a source that has them loses them. */
const [open, close] = ["\uE000", "\uE001"];

/** Characters of one formula; beyond it stays text. KaTeX's work grows with it. */
const longest = 4000;

export interface Formulas {
  /** Takes the characters of placeholders out of a source. */
  readonly prepare: (source: string) => string;
  /** Puts the formulas in, after cleaning. */
  readonly insert: (html: string) => string;
}

/** @param warn receives what KaTeX could not read */
export function formulas(md: MarkdownIt, warn: (what: string) => void): Formulas {
  const made: string[] = [];
  const keep = (tex: string, displayMode: boolean): string => {
    made.push(mathMl(tex, displayMode, warn));
    return `${open}${made.length - 1}${close}`;
  };

  md.inline.ruler.before("escape", "math", (state, silent) => {
    const { src, pos } = state;
    if (src[pos] !== "$" || src[pos - 1] === "\\") return false;
    const isDisplay = src[pos + 1] === "$";
    const mark = isDisplay ? "$$" : "$";
    const from = pos + mark.length;
    const to = closing(src, from, mark);
    if (to < 0 || to - from > longest) return false;
    if (!silent) {
      const token = state.push("math", "", 0);
      token.content = src.slice(from, to).trim();
      token.markup = mark;
    }
    state.pos = to + mark.length;
    return true;
  });
  md.renderer.rules.math = (tokens, index) => keep(tokens[index].content, tokens[index].markup === "$$");

  // A paragraph that begins with `$$` or an environment may hold lines that look like lists or headings.
  md.block.ruler.before(
    "fence",
    "math_block",
    (state, start, end, silent) => {
      const line = (at: number) => state.src.slice(state.bMarks[at] + state.tShift[at], state.eMarks[at]);
      const first = line(start);
      const environment = /^\\begin\{([a-z]+\*?)\}/.exec(first)?.[1];
      if (!first.startsWith("$$") && environment === undefined) return false;
      const ends = environment === undefined ? "$$" : `\\end{${environment}}`;
      let last = start;
      let text = environment === undefined ? first.slice(2) : first;
      while (!text.trimEnd().endsWith(ends)) {
        if (++last >= end || line(last).trim() === "" || text.length > longest) return false;
        text += `\n${line(last)}`;
      }
      if (silent) return true;
      const token = state.push("math_block", "", 0);
      token.block = true;
      token.content = (environment === undefined ? text.trimEnd().slice(0, -2) : text).trim();
      token.map = [start, last + 1];
      state.line = last + 1;
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
  md.renderer.rules.math_block = (tokens, index) => `<p>${keep(tokens[index].content, true)}</p>\n`;

  return {
    prepare(source) {
      made.length = 0;
      return source.replace(/[\uE000\uE001]/g, "");
    },
    insert: (html) => html.replace(/\uE000(\d+)\uE001/g, (_, at: string) => made[Number(at)] ?? ""),
  };
}

/** Where a formula ends; -1 if the signs are dollars: "$5 and $10" opens or closes beside a space or before a digit. */
function closing(src: string, from: number, mark: string): number {
  if (mark === "$" && /^\s/.test(src.slice(from, from + 1))) return -1;
  for (let at = src.indexOf(mark, from); at >= 0; at = src.indexOf(mark, at + 1)) {
    if (src[at - 1] === "\\") continue;
    if (at === from) return -1;
    if (mark === "$" && (/\s/.test(src[at - 1]) || /\d/.test(src[at + 1] ?? ""))) return -1;
    return at;
  }
  return -1;
}

function mathMl(tex: string, displayMode: boolean, warn: (what: string) => void): string {
  const options = { displayMode, output: "mathml", throwOnError: true, strict: "ignore", trust: false, maxExpand: 500, maxSize: 20 } as const; // prettier-ignore
  try {
    return katex.renderToString(tex, options);
  } catch (error) {
    warn(`mathematics that cannot be read, shown as it is written (${(error as Error).message.slice(0, 120)})`);
    return `<code>${tex.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`)}</code>`;
  }
}
