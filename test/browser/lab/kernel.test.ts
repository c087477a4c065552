// The kernel in the real JupyterLab: the sequences of cells mean there what they mean in nbclient and nbgrader, and output that
// comes fast arrives whole and in order through a server with default rate limits.
import { expect } from "vitest";
import { compare, notebook } from "../../kernel/conformance/compare.js";
import { notebookOf } from "../../kernel/notebook.js";
import { needs } from "../../needs.js";
import { outputsBy, progress, runAllCells, useLab } from "./use-lab.js";

const { describe } = needs("jupyter", "chromium");
const { it } = needs("jupyter", "chromium");

const floods = notebookOf({
  lines:
    'import { display } from "tslab";\n' +
    "for (let i = 0; i < 100_000; i++) { console.log(i); if (i % 20_000 === 0) display.html(`<b>${i}</b>`); }",
  line: 'console.log("x".repeat(300_000));',
  after: '"the last cell"',
});
const PATIENCE = 240_000;

describe("the kernel in JupyterLab", { timeout: PATIENCE }, () => {
  const { open } = useLab({ lessons: "none", notebooks: { "sequences.ipynb": notebook, "floods.ipynb": floods } });

  /** Runs a notebook to its end; what its cells show, by cell. */
  async function runThere(name: string): Promise<Awaited<ReturnType<typeof outputsBy>>> {
    const page = await open(`${name}.ipynb`, name);
    await runAllCells(page);
    const patience = { timeout: PATIENCE - 60_000, interval: 1000 };
    await expect.poll(() => progress(page), patience).toMatchObject({ kernel: "idle", waiting: [] });
    const outputs = await outputsBy(page);
    await page.close();
    return outputs;
  }

  it("the sequences of cells", async () => {
    const outputs = await runThere("sequences");
    compare((id) => outputs[id]);
  });

  it("100,000 lines between figures, and one line of 300 kB", async () => {
    const outputs = await runThere("floods");
    const textOf = (cell: string) => outputs[cell].map(({ text }) => [text ?? ""].flat().join("")).join("");
    let next = 0;
    for (const { output_type, text, data } of outputs.lines) {
      if (output_type === "display_data") expect(data).toMatchObject({ "text/html": `<b>${next - 1}</b>` });
      else for (const line of [text ?? ""].flat().join("").trimEnd().split("\n")) expect(line).toBe(`${next++}`);
    }
    expect(next).toBe(100_000);
    expect(outputs.lines.filter(({ output_type }) => output_type === "display_data")).toHaveLength(5);
    expect(textOf("line").length).toBe(300_001);
    expect(textOf("after")).toBe("the last cell\n");
  });
});
