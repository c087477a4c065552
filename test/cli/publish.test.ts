// `anycast publish` on notebooks of its own, with the compiled command and the real kernel.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { needs, repository, venv } from "../needs.js";

mkdirSync(join(repository, ".cache"), { recursive: true });
const folder = mkdtempSync(join(repository, ".cache", "publish-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };

/** Writes a notebook whose one code cell holds the source, with the output it had the last time. */
function notebook(name: string, source: string, stored = ""): string {
  const path = join(folder, `${name}.ipynb`);
  const outputs = stored === "" ? [] : [{ output_type: "stream", name: "stdout", text: stored }];
  const cells = [
    { id: "title", cell_type: "markdown", metadata: {}, source: `# ${name}\n\nOne sentence.` },
    { id: "sum", cell_type: "code", metadata: {}, source, outputs, execution_count: null },
  ];
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return path;
}

const anycast = (...args: string[]) =>
  new Promise<{ code: number; output: string }>((done) => {
    const options = { cwd: folder, env: { ...process.env, ANYCAST_JUPYTER: venv } };
    execFile(
      process.execPath,
      [join(repository, "lib", "kit", "cli", "anycast.mjs"), ...args],
      options,
      (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });

describe("anycast publish", () => {
  needs("jupyter").it("executes a notebook and writes its page", async () => {
    const { code, output } = await anycast(
      "publish",
      notebook("sum", "console.log(20 + 22);", "an old output"),
      "--out",
      "pages",
    );
    expect(code, output).toBe(0);
    const page = readFileSync(join(folder, "pages", "sum.html"), "utf8");
    expect(page).toContain("42");
    expect(page).not.toContain("an old output");
  });

  needs("jupyter").it("names the cell that fails, and leaves the old page as it was", async () => {
    mkdirSync(join(folder, "kept"));
    writeFileSync(join(folder, "kept", "bad.html"), "the old page");
    const { code, output } = await anycast("publish", notebook("bad", 'throw new Error("no route");'), "--out", "kept");
    expect(code).toBe(1);
    expect(output).toMatch(/bad\.ipynb: cell "sum" failed[^]*no route/);
    expect(readdirSync(join(folder, "kept"))).toEqual(["bad.html"]);
    expect(readFileSync(join(folder, "kept", "bad.html"), "utf8")).toBe("the old page");
  });

  it("takes the stored outputs with --no-execute", async () => {
    const { code, output } = await anycast(
      "publish",
      notebook("stored", "console.log(1);", "as stored"),
      "--out",
      "stored",
      "--no-execute",
    );
    expect(code, output).toBe(0);
    expect(readFileSync(join(folder, "stored", "stored.html"), "utf8")).toContain("as stored");
  });

  it("says which file is not a notebook, or not there, and writes nothing", async () => {
    const broken = join(folder, "broken.ipynb");
    writeFileSync(broken, '{"cells": [');
    const good = notebook("good", "console.log(1);");
    const malformed = await anycast("publish", good, broken, "--out", "none", "--no-execute");
    expect(malformed.code).toBe(1);
    expect(malformed.output).toContain("broken.ipynb: invalid JSON");
    const missing = await anycast("publish", "nowhere.ipynb", "--out", "none");
    expect(missing.code).toBe(1);
    expect(missing.output).toContain("File not found: nowhere.ipynb");
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});
