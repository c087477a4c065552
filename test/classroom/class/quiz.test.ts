// Quizzes: the questions of a lesson that was run, read back by the parsers of others: gift-pegjs (GIFT), and an XML parser (QTI 1.2).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strFromU8, unzipSync } from "fflate";
import { parse, type MultipleChoice } from "gift-pegjs";
import { SaxesParser } from "saxes";
import { executeLesson } from "../../../lib/course/cli/publishing.js";
import { giftOf } from "../../../lib/course/classroom/class/quiz/gift.js";
import { writeQti } from "../../../lib/course/classroom/class/quiz/qti.js";
import { questionsOf, type Question } from "../../../lib/course/classroom/class/quiz/questions.js";
import { renderExplorer } from "../../../lib/course/explorers/index.js";
import type { Notebook } from "../../../lib/course/notebook/types.js";
import { needs, repository, venv } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";

/** Characters that GIFT, Markdown, HTML or XML read as their own. */
const odd: readonly Question[] = [
  {
    id: "odd",
    question: "Is {2 = 1 + 1} ~ #1: a\\b <b>true</b> & `x` *y* _z_ $5$ [a](b) ::t:: // no?",
    options: ["=yes", "~no {", "a) 3", "# <i>", "*both*", "é 日本 “q”", "50% -> %25%"],
    answer: "~no {",
    explanation: "1. because\n2. #### of = and ~",
    isQuiz: true,
  },
  { id: "two", question: "1", options: ["1", "2"], answer: "2", explanation: undefined, isQuiz: false },
];

describe("the questions of a lesson", () => {
  const [lesson] = lessons;
  let questions: readonly Question[];
  beforeAll(async () => {
    const { notebook } = await executeLesson(lesson.path, { jupyter: undefined });
    questions = questionsOf(notebook, { file: lesson.name });
  }, 120_000);

  it("are all that the lesson asks, with answers that it computed", () => {
    const source = lesson.notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.source : "")).join("\n");
    const asked = [...source.matchAll(/\bpredict\("([\w-]+)"/g)].map(([, id]) => id);
    expect(questions.map(({ id }) => id)).toEqual(asked);
    expect(questions.filter(({ options, answer }) => !options.includes(answer))).toEqual([]);
    expect(questions.filter(({ isQuiz }) => isQuiz).every(({ id }) => id.startsWith("quiz-"))).toBe(true);
    const stated = /answer: "(.*)"/.exec(source)![1];
    expect(questions.map(({ answer }) => answer)).toContain(stated);
  });

  it("are refused where the computed answer is not an option", () => {
    const props = { id: "q", question: "?", options: ["1", "2"], choice: "", answer: "3", asked: true };
    const data = { "text/html": renderExplorer("prediction", props, { id: "x" }) };
    const outputs = [{ output_type: "display_data" as const, data, metadata: {} }];
    const cell = { id: "c", cell_type: "code" as const, metadata: {}, source: "", outputs, execution_count: null };
    const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
    expect(() => questionsOf(notebook, { file: "f" })).toThrow(/"q" is "3", which is not one of its options: 1, 2/);
  });

  it("are in GIFT as they were asked", () => {
    const all = [...questions, ...odd];
    const read = parse(giftOf([{ name: "1-a", questions: all }]));
    expect(read[0]).toMatchObject({ type: "Category", title: "$course$/anycast/1-a" });
    const line = (text: string) => text.replace(/\s+/g, " ").trim();
    expect(
      (read.slice(1) as MultipleChoice[]).map(({ stem, choices, globalFeedback }) => ({
        question: stem.text,
        options: choices.map(({ text }) => text.text),
        answer: choices.filter(({ isCorrect }) => isCorrect).map(({ text }) => text.text),
        explanation: globalFeedback?.text,
      })),
    ).toEqual(
      all.map(({ question, options, answer, explanation }) => ({
        question: line(question),
        options: options.map(line),
        answer: [line(answer)],
        explanation: explanation === undefined ? undefined : line(explanation),
      })),
    );
  });
});

const withPython = needs("jupyter");
withPython.describe("QTI", () => {
  const folder = mkdtempSync(join(tmpdir(), "anycast-qti-"));
  const packages = join(folder, "packages");
  const python = join(venv, "bin", "python");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  withPython.it("is refused with the command to install, without text2qti", async () => {
    const write = writeQti(join(folder, "q.zip"), { title: "T", questions: odd, python });
    await expect(write).rejects.toThrow(/-m pip install --require-hashes -r .*requirements-quiz\.txt/);
  });

  withPython.it("has each question with its options and one right answer", { timeout: 120_000 }, async () => {
    const requirements = join(repository, "lib/course/classroom/class/nbgrader/requirements-quiz.txt");
    const words = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", requirements, "--target", packages];
    expect(
      spawnSync(python, words, { encoding: "utf8" })
        .stderr.replace(/^(\[notice\]|WARNING).*$/gm, "")
        .trim(),
    ).toBe("");
    process.env.PYTHONPATH = packages;
    try {
      await writeQti(join(folder, "q.zip"), { title: "Lesson <1> & more", questions: odd, python });
    } finally {
      delete process.env.PYTHONPATH;
    }
    const files = unzipSync(readFileSync(join(folder, "q.zip")));
    const items = Object.entries(files).flatMap(([name, bytes]) =>
      name.endsWith(".xml") ? itemsIn(strFromU8(bytes)) : [],
    );
    const line = (text: string) => text.replace(/\s+/g, " ").trim();
    expect(items).toEqual(
      odd.map(({ question, options, answer }) => ({
        question: line(question),
        options: options.map(line),
        answer: [line(answer)],
      })),
    );
  });
});

interface Item {
  question: string;
  options: string[];
  answer: string[];
}

/** Multiple-choice items of a QTI 1.2 file: presentation/material, response_label, and the condition that gives 100 points. */
function itemsIn(xml: string): Item[] {
  const items: (Item & { idents: string[]; right: string[] })[] = [];
  const path: string[] = [];
  let text = "";
  let equals = "";
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    path.push(name);
    text = "";
    if (name === "item") items.push({ question: "", options: [], answer: [], idents: [], right: [] });
    if (name === "response_label") items.at(-1)!.idents.push(attributes.ident);
  });
  parser.on("text", (more) => (text += more));
  parser.on("cdata", (more) => (text += more));
  parser.on("closetag", ({ name }) => {
    const item = items.at(-1);
    const plain = plainText(text);
    if (name === "mattext" && path.includes("presentation"))
      if (path.includes("response_label")) item!.options.push(plain);
      else item!.question = plain;
    if (name === "varequal") equals = text.trim();
    if (name === "setvar" && text.trim() === "100") item!.right.push(equals);
    path.pop();
    text = "";
  });
  parser.write(xml).close();
  return items.map(({ question, options, idents, right }) => ({
    question,
    options,
    answer: right.map((ident) => options[idents.indexOf(ident)]),
  }));
}

/** The HTML of a material as text. */
const plainText = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .trim();
