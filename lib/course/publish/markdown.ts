// Markdown of a cell -> clean HTML: CommonMark, tables, footnotes, headings with permalinks; what JupyterLab shows, and no more than
// that is needed. Raw HTML is allowed in (hints are <details>), and all output goes through the allow-list.
// Our conventions, all plain in JupyterLab: "site A" and `**A**` name a site; a quote that opens with a bold **Predict.** is a callout; ★★☆ is a level.
import MarkdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import attrs from "markdown-it-attrs";
import container from "markdown-it-container";
import footnote from "markdown-it-footnote";
import { idPattern, pageId } from "./allow-list.js";
import { codeBlock } from "./code-block.js";
import type { Heading } from "anycast-kit/report";
import { callout, calloutNames, levels, siteNames, tableBoxes, units } from "./markdown-rules.js";
import { formulas } from "./math.js";
import { lessonWords } from "../words.js";
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

export interface MarkdownOptions {
  readonly warn: (cell: string, what: string) => void;
  /** Ids of the page so far; added to. */
  readonly usedIds: Set<string>;
  /** Ids that the cells' own HTML gives: they are foreign, and get a prefix. */
  readonly foreignIds: ReadonlySet<string>;
}

/** The ids that Markdown sources give by HTML; a few too many do no harm. */
export const foreignIdsIn = (sources: readonly string[]): ReadonlySet<string> =>
  new Set(sources.flatMap((text) => [...text.matchAll(/\bid\s*=\s*["']?([\p{L}\p{N}._-]+)/gu)].map(([, id]) => id)));

/** One renderer per page: it keeps the ids of headings unique in the page, and numbers its code and tables. */
export function markdownRenderer({ warn, usedIds, foreignIds }: MarkdownOptions): MarkdownRenderer {
  const counts = new Map<string, number>();
  const newId = (wanted: string) => unique(wanted, counts, (id) => usedIds.has(id) || pageId.test(id));
  let headings: Heading[] = [];
  let examples = 0;

  const md = new MarkdownIt({ html: true, linkify: false, typographer: false });
  // Before `anchor` reads the ids of `{: #name}`: an invalid name never becomes an id, and no heading gets the id of another.
  md.core.ruler.push("heading_ids", ({ tokens }) => {
    for (const token of tokens) {
      const id = token.type === "heading_open" ? token.attrGet("id") : null;
      if (id === null) continue;
      if (typeof id === "string" && idPattern.test(id)) token.attrSet("id", newId(id));
      else token.attrs = token.attrs!.filter(([name]) => name !== "id");
    }
  });
  md.use(anchor, {
    level: [2, 3, 4],
    tabIndex: false,
    slugify: (text: string) => newId(slug(text)),
    uniqueSlugStartIndex: 2,
    callback: (token, { slug: id, title }) =>
      headings.push({ level: Number(token.tag.slice(1)), id, text: withoutLevel(title) }),
    permalink: anchor.permalink.linkAfterHeader({
      style: "visually-hidden",
      visuallyHiddenClass: "unseen",
      assistiveText: (title) => lessonWords.linkTo(withoutLevel(title)),
      symbol: "#",
      class: "permalink",
      wrapper: ['<div class="heading">', "</div>"],
    }),
  });
  md.use(attrs, { leftDelimiter: "{:", rightDelimiter: "}", allowedAttributes: ["id", "class"] });
  md.use(footnote);
  for (const name of calloutNames) md.use(container, name);
  let current = "";
  const mathematics = formulas(md, (what) => warn(current, what));
  md.use(callout).use(siteNames).use(levels).use(units).use(tableBoxes);
  md.renderer.rules.fence = (tokens, index) => {
    const { info, content } = tokens[index];
    return codeBlock(content, { language: info.trim().split(/\s+/)[0] ?? "", label: lessonWords.example(++examples) });
  };
  md.renderer.rules.code_block = (tokens, index) =>
    codeBlock(tokens[index].content, { language: "", label: lessonWords.example(++examples) });

  return (source, cell) => {
    headings = [];
    current = cell;
    const raw = md.render(mathematics.prepare(source), { docId: cell });
    const own = new Set(headings.map(({ id }) => id));
    own.forEach((id) => usedIds.add(id));
    const footnote = new RegExp(`^fn(?:ref)?-${cell}-\\d+$`);
    const claimed = new Set<string>();
    const rename = (id: string, element?: string) => {
      const isOwn = footnote.test(id) || (own.has(id) && (element === undefined || /^h[2-4]$/.test(element)));
      const name = isOwn ? id : `foreign.${id}`;
      if (element === undefined) return name;
      return claimed.has(name) ? undefined : (claimed.add(name), name);
    };
    const link = (href: string) => {
      const id = /^#(.+)$/.exec(href)?.[1];
      return id !== undefined && foreignIds.has(id) && !usedIds.has(id) ? `#foreign.${id}` : lessonLink(href);
    };
    const html = sanitize(raw, { classes, link, rename, warn: (what) => warn(cell, what) });
    return { html: mathematics.insert(html), headings };
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
  const joined = [...words.join("-")].slice(0, 60).join("").replace(/-$/, "");
  return /^\p{L}/u.test(joined) ? joined : `section-${joined}`.replace(/-$/, "");
}

/** The wanted id, or it with the lowest number that no other has. `counts`: how often each was asked for. */
function unique(wanted: string, counts: Map<string, number>, taken: (id: string) => boolean): string {
  for (;;) {
    const n = (counts.get(wanted) ?? 0) + 1;
    counts.set(wanted, n);
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if ((n === 1 || !counts.has(id)) && !taken(id)) {
      counts.set(id, Math.max(1, counts.get(id) ?? 0));
      return id;
    }
  }
}
