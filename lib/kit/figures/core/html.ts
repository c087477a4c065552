// Escapes text for HTML.

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Escapes text for use between tags or in a quoted attribute.
 * @example escapeHtml('a < b & "c"') // "a &lt; b &amp; &quot;c&quot;"
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}

const beforeUnit = /(\d) (?=(?:%|ms|s|min|h|km|kB|MB|GB|bytes|Mbit\/s|Gbit\/s)(?![\p{L}\p{N}]))/gu;

/**
 * Keeps a number and its unit on one line.
 * @example unbroken("about 20 % in 3 ms").includes("20\u00a0%") // true
 */
export const unbroken = (text: string): string => text.replace(beforeUnit, "$1\u00a0");
