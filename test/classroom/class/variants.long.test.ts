// 50 seeds for each lesson that has exercises with numbers of their own (variants.test.ts tries five).
import { describe, expect, it } from "vitest";
import { passedByBlank, seedsOf, variantLessons } from "./variants.js";

describe("exercises with numbers of their own, 50 seeds", () => {
  it.each(variantLessons)(
    "$name: the solution gets everything, a blank copy nothing",
    { timeout: 1_800_000 },
    async ({ notebook, name }) => {
      expect(await passedByBlank(notebook, seedsOf(50), name)).toEqual([]);
    },
  );
});
