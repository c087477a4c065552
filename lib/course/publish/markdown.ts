// Markdown of a cell -> clean HTML: CommonMark, tables, footnotes, headings with permalinks; what JupyterLab shows, and no more than
// that is needed. Raw HTML is allowed in (hints are <details>), and everything goes through the allow-list on its way out.
// Our conventions, all plain in JupyterLab: "site A" and `**A**` name a site; a quote that opens with a bold **Predict.** is a callout; ★★☆ is a level.
import MarkdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import attrs from "markdown-it-attrs";
import container from "markdown-it-container";
import footnote from "markdown-it-footnote";
import { codeBlock } from "./code-block.js";
import type { Heading } from "anycast-kit/report";
import { callout, calloutNames, levels, siteNames, tableBoxes } from "./markdown-rules.js";
import { sanitize } from "./sanitize.js";

export interface RenderedMarkdown {
  readonly html: string;
  readonly headings: readonly Heading[];
}

export interface MarkdownRenderer {
  /** @param cell id of the cell: part of its footnotes' ids, and of warnings. */
  (source: string, cell: string): RenderedMarkdown;
}

/** Classes that a cell's Markdown may use, by its own HTML or by `{: .wide}`. */
const classes = [
  /^(?:wide|ak-site-text|ak-site-[a-h]|level|callout|heading|permalink|unseen|code|table|[kscnf])$/,
  new RegExp(`^(?:${calloutNames.join("|")})$`),
  /^footnote/,
  /^task-/,
];

/** One renderer per page: it keeps the ids of headings unique in the page, and numbers its code and tables. */
export function markdownRenderer({ warn }: { readonly warn: (cell: string, what: string) => void }): MarkdownRenderer {
  const used = new Map<string, number>();
  let headings: Heading[] = [];
  let examples = 0;

  const md = new MarkdownIt({ html: true, linkify: false, typographer: false });
  md.use(anchor, {
    level: [2, 3, 4],
    tabIndex: false,
    slugify: (text: string) => unique(slug(text), used),
    uniqueSlugStartIndex: 2,
    callback: (token, { slug: id, title }) =>
      headings.push({ level: Number(token.tag.slice(1)), id, text: withoutLevel(title) }),
    permalink: anchor.permalink.linkAfterHeader({
      style: "visually-hidden",
      visuallyHiddenClass: "unseen",
      assistiveText: (title) => `Link to “${withoutLevel(title)}”`,
      symbol: "#",
      class: "permalink",
      wrapper: ['<div class="heading">', "</div>"],
    }),
  });
  md.use(attrs, { leftDelimiter: "{:", rightDelimiter: "}", allowedAttributes: ["id", "class"] });
  md.use(footnote);
  for (const name of calloutNames) md.use(container, name);
  md.use(callout).use(siteNames).use(levels).use(tableBoxes);
  md.renderer.rules.fence = (tokens, index) => {
    const { info, content } = tokens[index];
    return codeBlock(content, { language: info.trim().split(/\s+/)[0] ?? "", label: `Example ${++examples}` });
  };
  md.renderer.rules.code_block = (tokens, index) =>
    codeBlock(tokens[index].content, { language: "", label: `Example ${++examples}` });

  return (source, cell) => {
    headings = [];
    const raw = md.render(source, { docId: cell });
    const html = sanitize(raw, { classes, link: lessonLink, warn: (what) => warn(cell, what) });
    return { html, headings };
  };
}

/** A link to another lesson's notebook leads to its page. */
const lessonLink = (href: string) => href.replace(/^((?:\.\/)?[\w-]+)\.ipynb(#.*)?$/, "$1.html$2");

const withoutLevel = (title: string) => title.replace(/\s*[★☆]+\s*/g, " ").trim();

function slug(text: string): string {
  const words =
    withoutLevel(text)
      .toLowerCase()
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = words.join("-").slice(0, 60).replace(/-$/, "");
  return /^\p{L}/u.test(joined) ? joined : `section-${joined}`.replace(/-$/, "");
}

/** `used`: how often each slug was asked for. */
function unique(wanted: string, used: Map<string, number>): string {
  for (;;) {
    const n = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, n);
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if (n === 1 || !used.has(id)) {
      used.set(id, Math.max(1, used.get(id) ?? 0));
      return id;
    }
  }
}
