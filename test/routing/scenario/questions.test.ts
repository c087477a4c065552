import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerQuestion, readQuestion } from "../../../lib/kit/routing/scenario/question.js";
import { ScenarioError } from "../../../lib/kit/routing/scenario/scenario.js";
import { repository } from "../../needs.js";

const folder = join(repository, "data", "questions");
const text = (file: string) => readFileSync(join(folder, file), "utf8");

describe("the questions operators ask", () => {
  it.each(readdirSync(folder))("%s is answered by its scenario", (file) => {
    const question = readQuestion(text(file), { file });
    expect(answerQuestion(question)).toMatchObject({ holds: true });
    expect(question.answer).toMatch(/\.$/);
  });
  it("are not answered where the scenario is another", () => {
    const question = readQuestion(text("bfd.json"));
    const { scenario } = readQuestion(text("hold-timer.json"));
    expect(answerQuestion({ ...question, scenario }).holds).toBe(false);
  });
  it.each([
    ["{", /q\.json: /],
    ['{"format":"anycast-question","version":1}', /q\.json: title: expected a text/],
    [text("bfd.json").replace('"title"', '"title":"x","title"'), /q\.json: duplicate key title/],
    [
      text("bfd.json").replace('"origin": 64510', '"origin": 9'),
      /q\.json: Site A: origin AS9 .*announcements\[0\]\.origin/,
    ],
  ])("are refused by file and field where they cannot be read", (bad, message) => {
    expect(() => readQuestion(bad, { file: "q.json" })).toThrow(ScenarioError);
    expect(() => readQuestion(bad, { file: "q.json" })).toThrow(message);
  });
});
