// The table of contents of a page.
import { escapeHtml } from "../figures/core/index.js";
import { pageWords } from "./words.js";

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/**
 * Writes a page's table of contents as HTML: headings of level 2 and, inside them, 3.
 * @example contents([{ level: 2, id: "routes", text: "Routes" }]).includes('<a href="#routes">Routes</a>') // true
 */
export function contents(headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length === 0) return "";
  const chapters: { heading: Heading; parts: Heading[] }[] = [];
  for (const heading of shown) {
    if (heading.level === 2 || chapters.length === 0) chapters.push({ heading, parts: [] });
    else chapters.at(-1)!.parts.push(heading);
  }
  const link = ({ id, text }: Heading) => `<a href="#${encodeURIComponent(id)}">${escapeHtml(text)}</a>`;
  const items = chapters.map(({ heading, parts }) => {
    const inside = parts.length === 0 ? "" : `<ol>${parts.map((part) => `<li>${link(part)}</li>`).join("")}</ol>`;
    return `<li>${link(heading)}${inside}</li>`;
  });
  return `<nav class="toc" aria-label="${pageWords.onThisPage}" data-page-toc><details open><summary>${pageWords.onThisPage}</summary>
<ol>${items.join("\n")}</ol></details></nav>`;
}
