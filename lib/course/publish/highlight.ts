// Code -> coloured HTML, at build time: shiki's grammars, ten kinds of token, two themes by CSS variables (style/code.ts).
// Only what differs from plain text is wrapped, so a cell costs a few hundred bytes.
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import json from "shiki/langs/json.mjs";
import shell from "shiki/langs/shellscript.mjs";
import typescript from "shiki/langs/typescript.mjs";
import { escapeHtml } from "anycast-kit/figures";
import { pageLimits } from "./limits.js";

const languages: Readonly<Record<string, string>> = {
  ...{ ts: "typescript", typescript: "typescript", js: "typescript", javascript: "typescript" },
  ...{ json: "json", sh: "shellscript", bash: "shellscript", shell: "shellscript", console: "shellscript" },
};

/** Token of the theme -> class of the page. Punctuation and names stay in the text's own colour. */
const classes: Readonly<Record<string, string>> = {
  keyword: "k",
  "string-expression": "s",
  string: "s",
  comment: "c",
  constant: "n",
  function: "f",
  parameter: "n",
  link: "s",
};

type Highlighter = ReturnType<typeof createHighlighterCoreSync>;
let made: Highlighter | undefined;
const highlighter = (): Highlighter =>
  (made ??= createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: "page", variablePrefix: "--", fontStyle: false })],
    langs: [typescript, json, shell],
    engine: createJavaScriptRegexEngine(),
  }));

/** Grammars need time that grows with a line's length: a line longer than this stays plain. */
const longestLine = 2000;

/** @returns HTML for the inside of `<code>`; text of an unknown language comes back escaped, uncoloured. */
export function highlight(code: string, language: string): string {
  const name = language.toLowerCase();
  const lang = Object.hasOwn(languages, name) ? languages[name] : undefined;
  const long = code.length > pageLimits.coloured || code.split("\n").some((line) => line.length > longestLine);
  if (lang === undefined || long) return escapeHtml(code);
  return highlighter()
    .codeToTokensBase(code, { lang, theme: "page", tokenizeTimeLimit: 0 }) // no limit: the clock must not decide the bytes
    .map((line) => line.map(({ content, color }) => token(content, color)).join(""))
    .join("\n");
}

function token(content: string, color = ""): string {
  const kind = classes[/^var\(--token-(.*)\)$/.exec(color)?.[1] ?? ""];
  return kind === undefined || content.trim() === ""
    ? escapeHtml(content)
    : `<span class="${kind}">${escapeHtml(content)}</span>`;
}
