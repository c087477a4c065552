// Markdown of a cell as tokens, by the parser that also makes the HTML pages.
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true });

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** Line of the cell, from 1. */
  readonly line: number;
}
export interface Target {
  readonly kind: "link" | "image";
  readonly url: string;
  /** Words of the link's description, or the image's alternative text. */
  readonly text: string;
  readonly line: number;
}
export interface RawHtml {
  readonly html: string;
  readonly line: number;
}
export interface MarkdownParts {
  readonly headings: readonly Heading[];
  readonly targets: readonly Target[];
  readonly html: readonly RawHtml[];
}

export function markdownParts(source: string): MarkdownParts {
  const headings: Heading[] = [];
  const targets: Target[] = [];
  const html: RawHtml[] = [];
  const tokens = parser.parse(source, {});
  for (const [i, token] of tokens.entries()) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === "heading_open")
      headings.push({ level: Number(token.tag.slice(1)), text: tokens[i + 1].content, line });
    if (token.type === "html_block") html.push({ html: token.content, line });
    for (const [j, child] of (token.children ?? []).entries()) {
      if (child.type === "html_inline") html.push({ html: child.content, line });
      if (child.type === "image")
        targets.push({ kind: "image", url: String(child.attrGet("src") ?? ""), text: child.content, line });
      if (child.type === "link_open") {
        const text = token.children![j + 1]?.content ?? "";
        targets.push({ kind: "link", url: String(child.attrGet("href") ?? ""), text, line });
      }
    }
  }
  return { headings, targets, html };
}
