// Some of the cheats of cheats.ts in the real jail; `npm run test:long` tries all of them (cheats.long.test.ts).
import { afterAll, beforeAll, expect } from "vitest";
import type { Judge } from "../../../lib/course/classroom/class/grading/judge.js";
import { needs } from "../../needs.js";
import { cheats } from "./cheats.js";
import { judgeOf, pointsOf, runTiny, twiceNotebook } from "./tiny.js";

const { describe, it } = needs("bwrap");
const chosen = cheats.filter(({ name }) =>
  /check|Object\.is|praise|proxy|before the question|forged|visible/.test(name),
);
const source = twiceNotebook(chosen.length);

describe("cheats", () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await judgeOf(source);
  }, 240_000);
  afterAll(() => judge.end());

  it("are at least 40", () => expect(new Set(cheats.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40));

  it("gain no more than is known", { timeout: 240_000 }, async () => {
    const answers = chosen.map(({ source: text }, i) => [`a${i + 1}`, text.replaceAll("$", `twice${i + 1}`)] as const);
    const result = await runTiny(source, judge, Object.fromEntries(answers), 4_000);
    expect(chosen.length).toBeGreaterThan(8);
    expect(chosen.filter(({ points }, i) => pointsOf(result, i + 1) > points).map(({ name }) => name)).toEqual([]);
  });
});
