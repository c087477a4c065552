// show, predict, check and explore on the real kernel: with the launcher, and on unmodified tslab.
// The notebook imports the library as it was built (lib/dist).
import { afterAll, beforeAll, expect } from "vitest";
import { executeNotebook, type NotebookJson } from "../../lib/course/kernel/execute.js";
import { needs, repository, venv } from "../needs.js";

interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
}

const sources = [
  `import { check, explore, predict, show } from "anycast-course";\nimport { providerNetwork, mapFigure } from "anycast-kit";`,
  `const guess = predict("hook", { question: "How many names?", options: ["1", "5"] });`,
  `const abilene = providerNetwork("abilene");
show(mapFigure({ name: "abilene", title: "Abilene", network: abilene }), "Eleven routers.");`,
  `explore("catchment-border", { network: abilene, sites: { A: "Seattle", B: "New York" }, link: ["Seattle", "Denver"] });`,
  `guess.compare(5, "Five machines.");`,
  `predict("quiz", { question: "One?", options: ["yes", "no"], answer: "yes" });`,
  `predict("hook", { question: "How many names?", options: ["1", "5"] }).compare(1);`,
  `check("five", () => 2 + 3, 5);`,
  `import * as Plot from "@observablehq/plot";
const delays = [{ km: 10, ms: 1 }, { km: 4000, ms: 52 }];`,
  `show(Plot.plot({ title: "Delay", color: { legend: true }, marks: [Plot.dot(delays, { x: "km", y: "ms", fill: "ms" })] }));`,
  `check("six", () => 2 + 3, 6, { hint: "Add one." });`,
];
const notebook: NotebookJson = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
  cells: sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  })),
};

const test = needs("jupyter");

for (const launcher of [true, false])
  test.describe(`a lesson's functions ${launcher ? "through the launcher" : "on plain tslab"}`, () => {
    let outputs: (readonly Output[])[] = [];
    const html = (cell: number) => outputs[cell].map((output) => output.data?.["text/html"] ?? "").join("");

    beforeAll(async () => {
      const executed = await executeNotebook({ notebook, cwd: repository, jupyter: venv, launcher, allowErrors: true });
      outputs = executed.cells.map((cell) => cell.outputs as readonly Output[]);
    });
    afterAll(() => (outputs = []));

    test.it("display HTML and print nothing besides", () => {
      expect(outputs[0]).toEqual([]);
      for (const cell of [1, 2, 3, 4, 5, 6])
        for (const output of outputs[cell]) {
          expect(output.output_type).toBe("display_data");
          expect(Object.keys(output.data!)).toEqual(["text/html"]);
        }
      expect(html(2)).toMatch(/^<style data-ak="figure">.*<svg.*<p class="ak-text">Eleven routers\.<\/p>$/s);
      expect(html(3)).toContain('data-ak-explorer="catchment-border"');
    });

    test.it("bring the bundle once, and again when its cell runs again", () => {
      const carriers = outputs.map((_, cell) => html(cell).length > 100_000);
      expect(carriers).toEqual([false, true, false, false, false, false, true, false, false, false, false]);
      for (const cell of [3, 4, 5])
        expect(html(cell)).toMatch(/<script>globalThis\.__anycastKit\?\.wake\(\)<\/script>$/);
    });

    test.it("show what Plot draws in one line", () => {
      expect(outputs[8]).toEqual([]);
      expect(outputs[9].map(({ output_type }) => output_type)).toEqual(["display_data"]);
      expect(html(9)).toContain('<figure class="ak-figure ak-plot"');
      expect(html(9)).toContain('<span class="ak-title">Delay</span>');
      expect(html(9)).toMatch(/<svg [^>]*aria-label="Chart: Delay"[^>]*role="img"/);
      expect(html(9)).toContain("This chart has no description. Add one");
      expect(html(9).match(/<circle/g)).toHaveLength(2);
    });

    test.it("pass by where nothing was predicted, and reveal nothing in what is seen first", () => {
      expect(html(4)).toContain("Answer the question above to see the result here.");
    });

    test.it("print what holds, and fail a cell whose check does not, saying why", () => {
      expect(outputs[7]).toMatchObject([{ output_type: "stream", name: "stdout", text: "✔ five\n" }]);
      const said = JSON.stringify(outputs[10]);
      expect(said).toContain("✘ six");
      expect(said).toContain("try: Add one.");
      expect(outputs[10].some(({ output_type, name }) => output_type === "error" || name === "stderr")).toBe(true);
    });
  });
