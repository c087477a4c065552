// The runs of the questions operators ask: each is simulated, gives what its answer says, and fails where the answer is altered.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerRuns } from "../../lib/kit/anycast/questions/index.js";
import { readQuestion, ScenarioError } from "../../lib/kit/routing/scenario/index.js";
import { repository } from "../needs.js";

const folder = join(repository, "data", "questions");
const text = (name: string) => readFileSync(join(folder, `${name}.json`), "utf8");
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
const withRuns = names.filter((name) => readQuestion(text(name)).runs.length > 0);

describe("the runs of questions", () => {
  it("are in five kinds", () => {
    const kinds = withRuns.flatMap((name) => readQuestion(text(name)).runs.map(({ kind }) => kind));
    expect([...new Set(kinds)].sort()).toEqual(["backends", "balanced", "designs", "download", "path-mtu"]);
  });
  it.each(withRuns)("of %s give what the answer says", (name) => {
    for (const run of answerRuns(readQuestion(text(name)))) expect(run).toMatchObject({ holds: true });
  });
  it.each([
    ["drain-sessions", '"64500": "broken"', '"64500": "complete"'],
    ["syn-and-ack-apart", /\[0, 0\]/, "[1, 40]"],
    ["large-payloads-hang", /\[0, 12\]/, "[13, 48]"],
    ["backend-returns", /\[0\.48, 0\.52\]/, "[0.1, 0.2]"],
    ["geodns-or-anycast", /\[0\.4, 0\.55\]/, "[0.9, 1]"],
  ])("of %s do not hold where the answer is altered", (name, from, to) => {
    const altered = text(name).replace(from, to);
    expect(altered).not.toBe(text(name));
    expect(answerRuns(readQuestion(altered)).some(({ holds }) => !holds)).toBe(true);
  });
  it("follow the scenario: without the drain no download breaks", () => {
    const question = readQuestion(text("drain-sessions"));
    const [alone] = answerRuns({ ...question, scenario: { ...question.scenario, events: [] } });
    expect(alone.holds).toBe(false);
    expect(alone.found.every((line) => line.includes("complete"))).toBe(true);
  });
  it.each([
    [/"kind": "download"/, '"kind": "upload"', /q\.json: runs\[0\]\.kind/],
    [/"64502": "complete"/, '"64599": "complete"', /q\.json: runs\[0\]\.expect: AS64599 has no client\. Add it/],
  ])("are refused by file and field", (from, to, message) => {
    const bad = text("drain-sessions").replace(from, to);
    expect(() => readQuestion(bad, { file: "q.json" })).toThrow(ScenarioError);
    expect(() => readQuestion(bad, { file: "q.json" })).toThrow(message);
  });
});
