// No cheat gains a point: what decides runs in a process that a submission cannot reach. Real jail, real kernel; several cheats
// share a notebook, and an honest answer before them gets its points.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Judge } from "../../../lib/course/classroom/class/grading/judge.js";
import { cheats } from "./cheats.js";
import { judgeOf, pointsOf, runTiny, twiceNotebook } from "./tiny.js";

const perNotebook = 14;
const source = twiceNotebook(perNotebook + 1);
const groups = Array.from({ length: Math.ceil(cheats.length / perNotebook) }, (_, i) =>
  cheats.slice(i * perNotebook, (i + 1) * perNotebook),
);

describe("cheats", () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await judgeOf(source);
  }, 120_000);
  afterAll(() => judge.end());

  it("are at least 40", () => expect(new Set(cheats.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40));

  it.each(groups.map((group) => ({ first: group[0].name, group })))(
    'gain what is known: "$first" and those after it',
    { timeout: 240_000 },
    async ({ group }) => {
      const honest = "function twice1(n: number): number { return n + n; }";
      const answers = group.map(({ source: text }, i) => [`a${i + 2}`, text.replaceAll("$", `twice${i + 2}`)]);
      const result = await runTiny(source, judge, { a1: honest, ...(Object.fromEntries(answers) as object) });
      const gained = group.map(({ name }, i) => ({ name, points: pointsOf(result, i + 2) }));
      // A cheat before it in the same notebook may have broken a later one; nothing may gain more than is known.
      expect(gained.filter(({ points }, i) => points > group[i].points)).toEqual([]);
      expect(pointsOf(result, 1)).toBe(2);
    },
  );

  it(
    "the solution after all of them still gets its points in a notebook of its own",
    { timeout: 120_000 },
    async () => {
      const right = Object.fromEntries(
        Array.from({ length: perNotebook + 1 }, (_, i) => [`a${i + 1}`, `const twice${i + 1} = (n: number) => 2 * n;`]),
      );
      const result = await runTiny(source, judge, right);
      expect(Array.from({ length: perNotebook + 1 }, (_, i) => pointsOf(result, i + 1))).toEqual(
        Array(perNotebook + 1).fill(2),
      );
    },
  );
});
