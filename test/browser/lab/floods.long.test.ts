// Floods in the real JupyterLab: 20 MB between figures, in one line, and on two streams. What is shown is in order, the cut is a
// sentence, and figures, errors and the next cell arrive.
import { expect } from "vitest";
import { notebookOf } from "../../kernel/notebook.js";
import { needs } from "../../needs.js";
import { outputsBy, progress, runAllCells, useLab, type Output } from "./use-lab.js";

const { describe, it } = needs("jupyter", "chromium");

const cells = {
  much:
    'import { display } from "tslab";\n' +
    'for (let i = 0; i < 200_000; i++) { console.log(`${i}`.padEnd(99, ".")); if (i % 20_000 === 0) display.html(`<b>${i}</b>`); }',
  line: 'console.log("z".repeat(20_000_000)); display.html("<b>behind</b>");',
  both: "for (let i = 0; i < 50_000; i++) i % 2 ? console.error(`${i}`) : console.log(`${i}`);",
  fails: 'for (let i = 0; i < 200_000; i++) console.log("y".repeat(99)); throw new Error("behind 20 MB");',
  child:
    'require("node:child_process").spawn("sh", ["-c", "sleep 1; echo from a child"], { stdio: "inherit" }); undefined',
  after: 'await new Promise((done) => setTimeout(done, 2500)); "the last cell"',
};
const cut = /\n\[Output cut here: a cell may print 10 MB\. .*\]\n$/;
const PATIENCE = 900_000; // JupyterLab draws ten million letters again with each message

describe("floods in JupyterLab", { timeout: PATIENCE }, () => {
  const plain = notebookOf(cells);
  const tagged = plain.cells.map((cell) => ({
    ...cell,
    metadata: cell.id === "fails" ? { tags: ["raises-exception"] } : {},
  }));
  const { open } = useLab({ lessons: "none", notebooks: { "floods.ipynb": { ...plain, cells: tagged } } });

  it("20 MB between figures, in one line, before an error; two streams; a child that outlives its cell", async () => {
    const page = await open("floods.ipynb");
    await runAllCells(page);
    const patience = { timeout: PATIENCE - 60_000, interval: 2000 };
    await expect.poll(() => progress(page), patience).toMatchObject({ kernel: "idle", waiting: [] });
    const outputs = await outputsBy(page);
    const text = (each: Output) => [each.text ?? ""].flat().join("");
    const textOf = (cell: string) => outputs[cell].map(text).join("");
    const figuresOf = (cell: string) => outputs[cell].flatMap(({ data }) => data?.["text/html"] ?? []);

    expect(textOf("much").length).toBeGreaterThan(10_000_000);
    expect(textOf("much").length).toBeLessThan(10_001_000);
    expect(textOf("much")).toMatch(cut);
    const lines = textOf("much").replace(cut, "").split("\n");
    for (const [i, line] of lines.slice(0, -1).entries()) expect(line).toBe(`${i}`.padEnd(99, "."));
    expect(lines.length).toBeGreaterThan(99_999);
    expect(figuresOf("much")).toEqual(Array.from({ length: 10 }, (_, i) => `<b>${i * 20_000}</b>`));
    let written = 0;
    for (const each of outputs.much)
      if (each.output_type === "stream") written += text(each).split("\n").length - 1;
      else if (written < 100_000) expect(each.data?.["text/html"]).toBe(`<b>${written - 1}</b>`);

    const [line, note] = textOf("line").split("\n"); // a regular expression for ten million letters overflows the stack
    expect(line === "z".repeat(10_000_000), `a line of ${line.length}`).toBe(true);
    expect(note).toMatch(/^\[Output cut here/);
    expect(figuresOf("line")).toEqual(["<b>behind</b>"]);

    for (const [name, first] of [
      ["stdout", 0],
      ["stderr", 1],
    ] as const) {
      const said = outputs.both.filter((each) => each.name === name).map(text);
      const wanted = Array.from({ length: 25_000 }, (_, i) => `${2 * i + first}\n`);
      expect(said.join("")).toBe(wanted.join(""));
    }

    expect(textOf("fails")).toMatch(cut);
    expect(outputs.fails.at(-1)).toMatchObject({ output_type: "error", evalue: "behind 20 MB" });
    expect(textOf("child") + textOf("after")).toContain("from a child\n");
    expect(textOf("after")).toContain("the last cell\n");
  });
});
