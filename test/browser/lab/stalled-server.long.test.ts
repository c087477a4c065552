// A JupyterLab server that stands still while a cell prints: what has gathered arrives at once, and nothing of it may be dropped.
import { expect } from "vitest";
import { notebookOf } from "../../kernel/notebook.js";
import { needs } from "../../needs.js";
import { outputsBy, progress, runAllCells, useLab } from "./use-lab.js";

const { describe, it } = needs("jupyter", "chromium");

const stallMs = 3000;
const cells = {
  streams: "for (let i = 0; i < 50_000; i++) i % 2 ? console.error(`${i}`) : console.log(`${i}`);",
  text: 'for (let i = 0; i < 40_000; i++) console.log(`${i}`.padEnd(99, "."));',
  figures:
    'import { display } from "tslab";\n' +
    "for (let i = 0; i < 3000; i++) { display.html(`<b>${i}</b>`); if (i % 100 === 0) await new Promise((done) => setTimeout(done, 1)); }",
};

describe("a server that stands still", { timeout: 240_000 }, () => {
  const { open, stall } = useLab({ lessons: "none", notebooks: { "stall.ipynb": notebookOf(cells) } });

  it("loses nothing of two streams, of 4 MB of text and of 3,000 figures", async () => {
    const page = await open("stall.ipynb");
    await runAllCells(page);
    const finished = async () =>
      (await progress(page)).waiting.length === 0 && (await progress(page)).kernel === "idle";
    for (let stalls = 0; stalls < 10 && !(await finished()); stalls++) await stall(stallMs);
    await expect.poll(finished, { timeout: 200_000, interval: 1000 }).toBe(true);
    const { streams, text, figures } = await outputsBy(page);
    const textOf = (outputs: typeof streams, name: string) =>
      outputs.flatMap((each) => (each.name === name ? [each.text ?? ""].flat() : [])).join("");

    const numbers = Array.from({ length: 50_000 }, (_, i) => `${i}\n`);
    expect(textOf(streams, "stdout")).toBe(numbers.filter((_, i) => i % 2 === 0).join(""));
    expect(textOf(streams, "stderr")).toBe(numbers.filter((_, i) => i % 2 === 1).join(""));
    expect(textOf(text, "stdout")).toBe(
      Array.from({ length: 40_000 }, (_, i) => `${i}`.padEnd(99, ".") + "\n").join(""),
    );
    expect(textOf(text, "stderr") + textOf(figures, "stderr")).toBe(""); // where the server says that it drops
    const shown = figures.flatMap(({ data }) => data?.["text/html"] ?? []);
    expect(shown).toEqual(Array.from({ length: 3000 }, (_, i) => `<b>${i}</b>`));
  });
});
