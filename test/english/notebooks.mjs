// Reports the phrases of the notebooks' prose and of the texts in their code, cell by cell. A report only: it never fails.
// Usage: node test/english/notebooks.mjs [--list] [FILE...]
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import markdown from "@eslint/markdown";
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import english from "./plugin.mjs";

const { values, positionals } = parseArgs({ options: { list: { type: "boolean" } }, allowPositionals: true });
const folder = new URL("../../notebooks/", import.meta.url);
const files = positionals.length > 0 ? positionals : readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

const rules = { "english/phrases": "warn" };
const linter = new Linter();
const config = [
  { files: ["**/*.md"], plugins: { markdown, english }, language: "markdown/gfm", rules },
  { files: ["**/*.ts"], plugins: { english }, languageOptions: { parser: tseslint.parser }, rules },
];

const phrasesOf = ({ cell_type: type, source }) => {
  const text = [source].flat().join("");
  if (type === "raw") return [];
  return linter.verify(text, config, { filename: type === "markdown" ? "cell.md" : "cell.ts" });
};

for (const file of files) {
  const path = positionals.length > 0 ? file : new URL(file, folder);
  const { cells } = JSON.parse(readFileSync(path, "utf8"));
  const found = cells.flatMap((cell, i) =>
    phrasesOf(cell).map(({ line, message }) => `${file}, cell ${cell.id ?? i + 1}, line ${line}: ${message}`),
  );
  if (values.list) for (const each of found) console.log(each);
  console.log(
    `${file}: ${found.length} phrases to rewrite${found.length > 0 && !values.list ? " (--list shows them)" : ""}`,
  );
}
