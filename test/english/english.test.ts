// The rules of English: each finds its bad sentences and passes its good ones, in scripts and in Markdown.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import markdown from "@eslint/markdown";
import { ESLint, Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { phrases } from "./phrases.mjs";
import english, { faults } from "./plugin.mjs";

const rules = { "english/phrases": "error" } as const;
const config: Linter.Config[] = [
  { files: ["**/*.md"], plugins: { markdown, english }, language: "markdown/gfm", rules },
  { files: ["**/*.ts"], plugins: { english }, languageOptions: { parser: tseslint.parser }, rules },
];
const found = (text: string, filename: string) =>
  new Linter()
    .verify(text, config, { filename })
    .map(({ line, column, message }) => `${line}:${column} ${message.split(": ")[0]}`);

describe("a rule of English", () => {
  it("has an id of its own", () => {
    const ids = phrases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(phrases.map((rule) => [rule.id, rule] as const))(
    "%s flags a bad sentence and passes a good one",
    (id, rule) => {
      expect(rule.bad.length).toBeGreaterThan(0);
      for (const sentence of rule.bad) {
        expect(faults(sentence, [rule]).length, sentence).toBeGreaterThan(0);
        expect(faults(sentence).map((fault) => fault.id)).toContain(id);
      }
      for (const sentence of rule.good) expect(faults(sentence), sentence).toEqual([]);
    },
  );

  it("allows its exceptions", () => {
    expect(faults("the dead interval is 40 s")).toEqual([]);
    expect(faults("the one way to write it")).toEqual([]);
    expect(faults("a packet on its way")).toHaveLength(1);
  });
});

describe("the linter of English", () => {
  it("reads comments, strings and templates of a script, and names the place", () => {
    expect(found("// Draws it anew.\nexport const a = 1;\n", "a.ts")).toEqual(['1:13 "anew"']);
    expect(found('throw new Error("Draw it anew.");\n', "a.ts")).toEqual(['1:26 "anew"']);
    expect(found("const f = (n: number) => `site ${n} is told: ${n}`;\n", "a.ts")).toEqual(['1:40 "told"']);
    expect(found("/**\n * The seed; 1 unless\n * given.\n */\nconst a = 1;\n", "a.ts")).toEqual([
      '2:16 "unless given"',
    ]);
    expect(found("// It goes on for\n// ever and ever.\nconst a = 1;\n", "a.ts")).toEqual(['1:15 "for ever"']);
    expect(found("const s = `a ${`it is told`}`;\n", "a.ts")).toEqual(['1:23 "told"']);
  });

  it("reads no code: names, `code` in comments, imports, single words", () => {
    expect(found('import { told } from "./told anew.js";\n', "a.ts")).toEqual([]);
    expect(found("// The option `told` says which.\nconst told = 1;\n", "a.ts")).toEqual([]);
    expect(found('const kind = "dies";\n', "a.ts")).toEqual([]);
  });

  it("reads paragraphs, headings and tables of Markdown, not code or addresses", () => {
    const text =
      "# Drawn anew\n\nIt is `told` anew.\n\n| a |\n| --- |\n| anew |\n\n```\nanew\n```\n\n[x](https://a.test/anew)\n";
    expect(found(text, "a.md")).toEqual(['1:9 "anew"', '3:14 "anew"', '7:3 "anew"']);
  });

  it("is in force for the library, the tests and every Markdown file", async () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const eslint = new ESLint({ cwd: root, overrideConfigFile: `${root}.eslint.config.js` });
    for (const file of [
      "lib/kit/geo/fibre.ts",
      "lib/course/cli/bootstrap.mjs",
      "test/needs.ts",
      "lib/docs/commands.md",
    ]) {
      const { rules: inForce } = (await eslint.calculateConfigForFile(`${root}${file}`)) as Linter.Config;
      expect(inForce?.["english/phrases"], file).toEqual([2]);
    }
  });
});

describe("the texts of JSON files that readers see", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const texts = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
  };

  it.each(["data/questions", "data/designs", "test/routers/scenarios"])("%s follows the rules", (folder) => {
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith(".json"));
    expect(files.length).toBeGreaterThan(2);
    const wrong = files.flatMap((name) =>
      texts(JSON.parse(readFileSync(join(root, folder, name), "utf8"))).flatMap((text) =>
        faults(text).map(({ id, found: phrase }) => `${name}: "${phrase}" (${id})`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
