// What students get holds no solution, no hidden test and no mark scheme of any lesson, in whatever file.
import { describe, expect, it } from "vitest";
import { join } from "node:path";
import { markedRegions, regionKinds } from "../../../lib/course/classroom/marked-regions.js";
import { isStudentCopy, studentKit } from "../../../lib/course/classroom/class/student-kit.js";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { publishLesson } from "../../../lib/course/publish/lesson.js";
import { repository } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";

/** The lines between the marks, where they are long enough to search for; as text and as HTML and JSON write it. */
const secrets = lessons.flatMap(({ name, notebook }) =>
  notebook.cells.flatMap(({ source }) =>
    regionKinds.flatMap((kind) =>
      markedRegions(source, kind).regions.flatMap(({ begin, end }) => {
        const text = source
          .split("\n")
          .slice(begin + 1, end)
          .join("\n")
          .trim();
        return text.length < 30 ? [] : [{ name, kind, text }];
      }),
    ),
  ),
);
const forms = (text: string) => [
  text,
  JSON.stringify(text).slice(1, -1),
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"),
];

describe("a student kit", () => {
  it("has the library and the lessons, and no secret in any file", async () => {
    const files = lessons.map(({ name }) => join(repository, "notebooks", `${name}.ipynb`));
    // Not executed here: figures hold no source. The publisher is the one that the command calls.
    const pages = new Map(
      lessons.map(({ name, notebook }) => [name, publishLesson({ notebook, file: name, solutions: false }).html]),
    );
    const kit = await studentKit({ repository, lessons: files, pages });
    expect([...kit.keys()]).toEqual(
      expect.arrayContaining(["package.json", "lib/kit/package.json", "lib/course/kernel/launcher.ts"]),
    );
    expect([...kit.keys()].filter((path) => /^(test|\.git|\.venv|node_modules)\b|instructors\.md/.test(path))).toEqual(
      [],
    );
    expect(secrets.length).toBeGreaterThan(60);
    const found = [...kit].flatMap(([path, content]) => {
      const text = Buffer.from(content).toString("utf8");
      // A page shows code in pieces of colour: without its tags it is the text again.
      const plain = path.endsWith(".html") ? text.replace(/<[^>]*>/g, "") : text;
      return secrets
        .filter((secret) => forms(secret.text).some((form) => plain.includes(form)))
        .map((secret) => `${path}: ${secret.text}`);
    });
    expect(found).toEqual([]);
    for (const [path, content] of kit)
      if (path.startsWith("notebooks/"))
        expect(isStudentCopy(readNotebook(Buffer.from(content).toString("utf8"), { file: path }))).toBe(true);
  });

  it("would be caught: a page with solutions holds them", () => {
    const [{ name, notebook }] = lessons;
    const plain = publishLesson({ notebook, file: name }).html.replace(/<[^>]*>/g, "");
    const mine = secrets.filter((secret) => secret.name === name && secret.kind === "SOLUTION");
    expect(mine.some(({ text }) => forms(text).some((form) => plain.includes(form)))).toBe(true);
  });
});
