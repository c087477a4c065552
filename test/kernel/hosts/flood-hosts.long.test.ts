// Output that comes fast, in the hosts that write a notebook or a page: nbconvert and `publish` keep all of it, in order, and say
// so where the kernel's limit cuts it, or where a cell has more than a page takes.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { needs, repository } from "../../needs.js";
import { notebookOf } from "../notebook.js";
import { python, temporaryKernel } from "../session.js";

const { describe, it } = needs("jupyter");

const cells = {
  lines:
    'import { display } from "tslab";\n' +
    "for (let i = 0; i < 100_000; i++) { console.log(`line ${i}.`); if (i % 20_000 === 0) display.html(`<b>figure ${i}</b>`); }",
  much: 'for (let i = 0; i < 200_000; i++) console.log("y".repeat(99)); display.html("<b>kept</b>");',
  after: '"the last cell"',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-floods-"));
  writeFileSync(join(folder, "floods.ipynb"), JSON.stringify(notebookOf(cells)));
  writeFileSync(join(folder, "lines.ipynb"), JSON.stringify(notebookOf({ lines: cells.lines, after: cells.after })));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where each of 100,000 lines and 5 figures stands in a text; each once, and in order. */
function expectWhole(text: string): void {
  const found = [...text.matchAll(/(line|figure) (\d+)(?:\.|<)/g)].map(([, what, number]) => `${what} ${number}`);
  const wanted = Array.from({ length: 100_000 }, (_, i) => (i % 20_000 ? [`line ${i}`] : [`line ${i}`, `figure ${i}`]));
  expect(found.length).toBe(100_005);
  expect(found).toEqual(wanted.flat());
  expect(text).toContain("the last cell");
}

describe("100,000 lines between figures, then 20 MB", { timeout: 300_000 }, () => {
  it("in nbconvert, executed and made a page", async () => {
    const kernel = await temporaryKernel("launcher");
    const words = ["-m", "nbconvert", "--to", "html", "--template", "basic", "--execute", "--stdout", "floods.ipynb"];
    const said = spawnSync(python, words, { cwd: folder, env: kernel.env, encoding: "utf8", maxBuffer: 1e9 });
    await kernel.remove();
    expect(said.status, said.stderr.slice(-2000)).toBe(0);
    // The cells' sources stand in the page as well, highlighted: what they wrote has no markup inside.
    expectWhole(said.stdout);
    expect(said.stdout.split("Output cut here: a cell may print 10 MB").length).toBe(2);
    expect(said.stdout.match(/y{99}/g)!.length).toBeGreaterThan(99_000);
    expect(said.stdout).toMatch(/<b>kept<\/b>[^]*the last cell/);
  });

  it("in publish", () => {
    const publish = (name: string) =>
      spawnSync(process.execPath, [join(repository, "lib/kit/cli/anycast.mjs"), "publish", name, "--out", "pages"], {
        cwd: folder,
        encoding: "utf8",
      });
    const said = publish("lines.ipynb");
    expect(said.status, said.stderr).toBe(0);
    expectWhole(readFileSync(join(folder, "pages", "lines.html"), "utf8"));
    const refused = publish("floods.ipynb");
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toMatch(
      /floods\.ipynb, cell much: has 10\.\d MB of source and output; the limit of a page is 4 MB/,
    );
  });
});
