// A box of code or of printed text: it scrolls inside itself, so it can be reached by keyboard and has a name.
import { escapeHtml } from "anycast-kit/figures";
import { highlight } from "./highlight.js";

/** Begins at the first of them only: otherwise many empty lines inside take the square of their number. */
const withoutLastLines = (text: string) => text.replace(/(?<!\n)\n+$/, "");

/** Highlighted code. The copy button is added by the page's script, for without script it could do nothing. */
export const codeBlock = (
  code: string,
  { language, label }: { readonly language: string; readonly label: string },
): string =>
  `<div class="code"><pre tabindex="0" role="group" aria-label="${escapeHtml(label)}"><code>${highlight(withoutLastLines(code), language)}</code></pre></div>`;

/** What a cell printed. */
export const textBlock = (
  text: string,
  { kind = "", label }: { readonly kind?: string; readonly label: string },
): string =>
  `<pre class="printed${kind && ` ${escapeHtml(kind)}`}" tabindex="0" role="group" aria-label="${escapeHtml(label)}">${escapeHtml(withoutLastLines(text))}</pre>`;

/** Something the reader opens. */
export const folded = (summary: string, content: string, kind = "fold"): string =>
  `<details class="${escapeHtml(kind)}"><summary>${escapeHtml(summary)}</summary>\n${content}\n</details>`;
