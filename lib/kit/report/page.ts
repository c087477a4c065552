// The frame of every page: head with its policy, bar, landmarks, foot. One file, nothing loaded from anywhere.
// The policy allows exactly the scripts of the page, by hash, so scripts that slip through the allow-list still do not run.
import { createHash } from "node:crypto";
import { escapeHtml } from "../figures/core/index.js";
import { bodyScript, headScript } from "./client/index.js";
import { scriptText } from "./escape.js";
import { pageCss } from "./style/index.js";
import { pageWords } from "./words.js";

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly authors?: readonly string[];
  /** As stated in the notebook: a date, a version. */
  readonly version?: string;
  readonly license?: string;
  /** Name under which the browser stores the reader's progress. */
  readonly name: string;
  /** Style sheets beside the page's own. */
  readonly css: string;
  /** The library for the browser; empty if no explorer needs it. */
  readonly bundle: string;
  /**
   * Of a page whose cells run: a further script, inert elements it reads, and leave for workers made from blobs. `beside`: the
   * nonce of a script that stands beside the page.
   */
  readonly live?: { readonly script: string; readonly packs: string; readonly beside?: string };
  /** HTML: links of the bar, contents (none: one column), the main part, what follows it. */
  readonly bar: string;
  readonly contents: string;
  readonly main: string;
  readonly foot: string;
}

/**
 * Writes a whole page as one HTML document that loads nothing. The same page gives the same bytes.
 * @example renderPage({ title: "Two sites", description: "A report", name: "two-sites", css: "", bundle: "", bar: "", contents: "", main: "<h1>Two sites</h1>", foot: "" }).startsWith("<!doctype html>") // true
 */
export function renderPage(page: Page): string {
  const { title, description, authors = [], version, license, contents } = page;
  const meta = (name: string, content: string | undefined) =>
    content ? `<meta name="${name}" content="${escapeHtml(content)}">\n` : "";
  const scripts = [headScript, page.bundle, bodyScript, page.live?.script ?? ""].map(scriptText);
  const [head, bundle, body, live] = scripts.map((script) => (script === "" ? "" : `<script>${script}</script>\n`));
  return `<!doctype html>
<html lang="en" data-page="${escapeHtml(page.name)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts.filter(Boolean), page.live)}">
<title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${meta("description", description)}${meta("author", authors.join(", "))}${meta("date", version)}${meta("license", license)}<link rel="icon" href="${icon}">
<style>
${page.css.trim()}
${pageCss}
</style>
${head}</head>
<body>
<a class="skip" href="#page-main">${pageWords.skip}</a>
<header class="bar">
${page.bar}
${themeChoice}
</header>
<div class="page${contents === "" ? " one" : ""}">
${contents}
<main id="page-main" tabindex="-1">
${page.main}
</main>
</div>
<footer class="colophon">
${page.foot}
</footer>
<div class="unseen" role="status" data-page-live></div>
${bundle}${body}${live}${page.live ? `${page.live.packs}\n` : ""}</body>
</html>
`;
}

/** @param live where it is given, the page's own scripts may start scripts and workers that they have unpacked */
function policy(scripts: readonly string[], live: Page["live"]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")}${live ? " blob:" : ""}${live?.beside ? ` 'nonce-${live.beside}'` : ""}`,
    ...(live ? ["worker-src blob:"] : []),
    "style-src 'unsafe-inline'", // drawings carry style attributes; nothing can be fetched through them
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const icon =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="none" stroke="#6a70d8" stroke-width="2"><path d="M8 8 3 3M8 8l5-5M8 8v5"/></g><g fill="#6a70d8"><circle cx="8" cy="8" r="2.6"/><circle cx="3" cy="3" r="2"/><circle cx="13" cy="3" r="2"/><circle cx="8" cy="13.5" r="2"/></g></svg>',
  );

const themes = [
  [
    "light",
    pageWords.light,
    "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM7.3 0h1.4v2.6H7.3zm0 13.4h1.4V16H7.3zM0 7.3h2.6v1.4H0zm13.4 0H16v1.4h-2.6zM2.8 1.8l1.9 1.9-1 1-1.9-1.9zm9.5 9.5 1.9 1.9-1 1-1.9-1.9zM1.8 13.2l1.9-1.9 1 1-1.9 1.9zm9.5-9.5 1.9-1.9 1 1-1.9 1.9z",
  ],
  ["auto", pageWords.system, "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 3v10A5 5 0 0 0 8 3Z"],
  ["dark", pageWords.dark, "M6.2 1.6A5.6 5.6 0 0 0 14.4 9.8 6.6 6.6 0 1 1 6.2 1.6Z"],
] as const;

/** Shown by its script. */
const themeChoice = `<fieldset class="theme" data-page-theme hidden><legend class="unseen">${pageWords.theme}</legend>${themes
  .map(
    ([value, label, shape]) =>
      `<label title="${label}"><input type="radio" name="page-theme" value="${value}"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="${shape}"/></svg><span class="unseen">${label}</span></label>`,
  )
  .join("")}</fieldset>`;
