// Five small markdown-it rules, each a convention that reads well in JupyterLab without us:
// callouts, names of sites, levels of exercises, tables that scroll in their own box, units that stay with their numbers.

import { isSiteLetter, unbroken } from "anycast-kit/figures";
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { lessonWords as words } from "../words.js";

/** `> **Misconception.** ...` and `::: misconception`: the word is the class. Other quotes with a bold opening are callouts too. */
export const calloutNames = [
  "predict",
  "misconception",
  "note",
  "tip",
  "warning",
  "key",
  "example",
  "question",
] as const;
const calloutLead = new RegExp(`^(${calloutNames.join("|")})\\b`, "i");

export function callout(md: MarkdownIt): void {
  md.core.ruler.push("callout", ({ tokens }) => {
    tokens.forEach((token, i) => {
      const inline = tokens[i + 2];
      if (token.type !== "blockquote_open" || inline?.type !== "inline") return;
      const [first, second] = (inline.children ?? []).filter(({ type, content }) => type !== "text" || content !== "");
      if (first?.type !== "strong_open") return;
      const name = calloutLead.exec(second?.content ?? "")?.[1]?.toLowerCase() ?? "note";
      token.attrJoin("class", `callout ${name}`);
    });
  });
}

/**
 * "site A", and `**A**` alone: letters that name a site have its colour. In a paragraph that speaks of sites the other letters
 * do too ("B in New York"), but not the article "A" at the start of a sentence, nor a root server's letter.
 */
export function siteNames(md: MarkdownIt): void {
  eachInline(md, "site_names", (children, state) => {
    children.forEach((token, i) => {
      const text = children[i + 1];
      const alone = token.type === "strong_open" && children[i + 2]?.type === "strong_close";
      if (alone && isSiteLetter(text.content)) token.attrJoin("class", siteClass(text.content));
    });
    if (!children.some(({ type, content }) => type === "text" && /\b[Ss]ites? [A-H]\b/.test(content))) return;
    for (const [i, token] of [...children.entries()].reverse()) {
      if (token.type !== "text" || String(children[i - 1]?.attrGet("class") ?? "").includes("ak-site")) continue;
      const pieces = token.content.split(letter).map((piece, at) => {
        return at % 2 === 0 ? [plain(state, piece)] : wrapped(state, piece, [["class", siteClass(piece)]]);
      });
      if (pieces.length > 1) children.splice(i, 1, ...pieces.flat());
    }
  });
}

const letter =
  /(?<!\b(?:server|root|letter) )((?<=[\p{Ll},] )A(?![\p{L}\p{N}-])|(?<![\p{L}\p{N}.-])[B-H](?![\p{L}\p{N}-]))/u;
const siteClass = (name: string) => `ak-site-text ak-site-${name.toLowerCase()}`;

/** "20 %" is not broken before its unit. */
export function units(md: MarkdownIt): void {
  eachInline(md, "units", (children) => {
    for (const token of children) if (token.type === "text") token.content = unbroken(token.content);
  });
}

/** ★ to ★★★: how hard an exercise is, also for ears. */
export function levels(md: MarkdownIt): void {
  eachInline(md, "levels", (children, state) => {
    for (const [i, token] of [...children.entries()].reverse()) {
      const match = token.type === "text" ? /★[★☆]*/.exec(token.content) : null;
      if (match === null) continue;
      const [stars] = match;
      const label = words.level(stars.replace(/☆/g, "").length, Math.max(3, stars.length));
      const attributes: [string, string][] = [
        ["class", "level"],
        ["role", "img"],
        ["aria-label", label],
      ];
      const before = plain(state, token.content.slice(0, match.index));
      const after = plain(state, token.content.slice(match.index + stars.length));
      children.splice(i, 1, before, ...wrapped(state, stars, attributes), after);
    }
  });
}

/** A table is as wide as it must be; its box scrolls, not the page. */
export function tableBoxes(md: MarkdownIt): void {
  let tables = 0;
  md.renderer.rules.table_open = () =>
    `<div class="table" tabindex="0" role="group" aria-label="${words.table(++tables)}"><table>\n`;
  md.renderer.rules.table_close = () => "</table></div>\n";
}

function plain(state: StateCore, content: string): Token {
  const token = new state.Token("text", "", 0);
  token.content = content;
  return token;
}

function wrapped(state: StateCore, content: string, attributes: [string, string][]): Token[] {
  const open = new state.Token("span_open", "span", 1);
  open.attrs = attributes;
  return [open, plain(state, content), new state.Token("span_close", "span", -1)];
}

function eachInline(md: MarkdownIt, name: string, rule: (children: Token[], state: StateCore) => void): void {
  md.core.ruler.push(name, (state) => {
    for (const token of state.tokens) if (token.type === "inline" && token.children) rule(token.children, state);
  });
}
