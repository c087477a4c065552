// 50 seeds for each lesson that has exercises with numbers of their own (variants.test.ts tries two), with all cells of the lesson for
// the solution and the blank copy.
import { describe, expect, it } from "vitest";
import { passedByBlank, seedsOf, variantLessons } from "./variants.js";
import { passedByWrong } from "./wrong-variants.js";

describe("exercises with numbers of their own, 50 seeds", () => {
  it.each(variantLessons)(
    "$name: the solution gets everything, a blank copy nothing",
    { timeout: 1_800_000 },
    async ({ notebook, name }) => {
      expect(await passedByBlank(notebook, seedsOf(50), name)).toEqual([]);
    },
  );

  it.each(variantLessons)(
    "$name: wrong answers fail a check that the learner sees, and the printed numbers do not pass",
    { timeout: 1_800_000 },
    async (lesson) => {
      expect(await passedByWrong(lesson, seedsOf(50))).toEqual([]);
    },
  );
});
