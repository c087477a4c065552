// Deno's own Jupyter kernel as a second kernel for the lessons (lib/docs/deno.md): every lesson runs there without an error and
// shows the same figures; what differs is named here. Needs a deno program: DENO=/path/to/deno, or one on the PATH.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { executeNotebook, type NotebookJson } from "../../../lib/course/kernel/index.js";
import { denoPath, needs, repository, venv } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { notebookOf } from "../notebook.js";

const { describe, it } = needs("jupyter", "deno");

interface Output {
  readonly output_type: string;
  readonly text?: string;
  readonly evalue?: string;
  readonly data?: Record<string, string>;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-deno-"));
  const kernel = join(folder, "kernels", "tslab");
  mkdirSync(kernel, { recursive: true });
  const argv = [denoPath, "jupyter", "--kernel", "--conn", "{connection_file}"];
  writeFileSync(join(kernel, "kernel.json"), JSON.stringify({ argv, display_name: "Deno", language: "typescript" }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function onDeno(notebook: NotebookJson, cwd: string): Promise<Output[][]> {
  const { cells } = await executeNotebook({
    notebook,
    cwd,
    jupyter: venv,
    allowErrors: true,
    env: { JUPYTER_PATH: folder },
  });
  return cells.flatMap(({ cell_type, outputs }) => (cell_type === "code" ? [outputs as Output[]] : []));
}
/** Without styles and the hashes of charts, and numbers to a tenth: Deno's engine is newer than Node's and gives other last digits. */
const rounded = (html: string) =>
  html
    .replace(/<style[^]*?<\/style>/g, "")
    .replace(/\bchart-[a-z0-9]+/g, "chart")
    .replace(/\d+\.\d+/g, (number) => Number(number).toFixed(1));
const htmlIn = (outputs: readonly Output[]) => outputs.flatMap(({ data }) => data?.["text/html"] ?? []).map(rounded);

describe("Deno's kernel", { timeout: 300_000 }, () => {
  it.each(lessons)("runs $name without an error, with the same figures", async ({ path, notebook }) => {
    const cwd = dirname(path);
    const json = notebook as unknown as NotebookJson;
    const found = await onDeno(json, cwd);
    expect(found.flat().filter(({ output_type }) => output_type === "error")).toEqual([]);
    const ours = await executeNotebook({ notebook: json, cwd, jupyter: venv, launcher: true });
    const figures = htmlIn(ours.cells.flatMap(({ outputs }) => (outputs as Output[] | undefined) ?? []));
    // A cell may end before its last figure has arrived: nbclient stores it under the next cell, or loses it.
    const arrived = htmlIn(found.flat());
    for (const html of arrived)
      expect(
        figures.some((ours) => ours.includes(html)),
        html.slice(0, 200),
      ).toBe(true);
    console.log(`${arrived.length} of ${figures.length} figures arrived`);
    expect(arrived.length).toBeGreaterThan(0.8 * figures.length);
  });

  it("does not check types, and keeps its own rules for names and ends", async () => {
    const pause = "await new Promise((done) => setTimeout(done, 1000));"; // see above
    const found = await onDeno(
      notebookOf({
        "a-type-error-passes": `const n: number = "text"; console.log(n); ${pause}`,
        "one-variable": "let rate = 0.1; const f = () => rate;",
        "assigned-later": `rate = 0.5; console.log(f()); ${pause}`,
        "declared-again": `const n = 2; console.log(n); ${pause}`,
        "a-missing-name": "site(1)",
      }),
      repository,
    );
    const said = found.map((outputs) =>
      outputs.map(({ text, data, evalue }) => text ?? evalue ?? data?.["text/plain"]).join(),
    );
    expect(said[0]).toContain("text");
    expect(said[2]).toContain("0.5");
    expect(said[3]).toContain("2");
    expect(said[4]).toContain("site is not defined");
  });
});
