// `anycast class answer-key`: the PDF that Chromium prints, read back by pdf.js. Lesson 1's is in test/cli/course/instructors.long.test.ts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { initClass } from "../../../lib/course/classroom/class/index.js";
import type { Cell } from "../../../lib/course/notebook/types.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import { pdfText } from "../../cli/course/pdf.js";
import { chromiumPath, needs, repository } from "../../needs.js";
import { twiceNotebook } from "./tiny.js";

const { describe, it } = needs("chromium");
const anycast = join(repository, "lib", "kit", "cli", "anycast.mjs");
const nbgrader = { schema_version: 3, grade_id: "t-open", grade: true, solution: true, locked: false, task: false };
const open: Cell = {
  id: "open",
  cell_type: "markdown",
  metadata: { nbgrader: { ...nbgrader, points: 3 } },
  source: "=== BEGIN MARK SCHEME ===\n- 3 points: an address is shared.\n=== END MARK SCHEME ===",
};

describe("the answer key", { timeout: 120_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), "anycast key "));
  const root = join(base, "my class");
  const answerKey = (out: string, env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [anycast, "class", "answer-key", "1", "--out", out, "--class", root], {
      encoding: "utf8",
      env: { ...process.env, CHROMIUM: chromiumPath, ...env },
    });

  beforeAll(async () => {
    const file = join(base, "1-tiny.ipynb");
    const notebook = twiceNotebook(2);
    writeFileSync(file, writeNotebook({ ...notebook, cells: [...notebook.cells, open] }));
    await initClass({ folder: root, lessons: [file], command: [process.execPath, anycast] });
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it("is a PDF whose text has solutions, checks and the mark scheme", async () => {
    const out = join(base, "key 1.pdf");
    const { status, stdout, stderr } = answerKey(out);
    expect({ status, stdout: stdout.trim(), stderr }).toEqual({ status: 0, stdout: out, stderr: "" });
    const { pages, text } = await pdfText(readFileSync(out));
    expect(pages).toBeGreaterThan(0);
    for (const part of ["return 2 * n;", "twice2(2), 4", "an address is shared"]) expect(text).toContain(part);
  });

  it("says at once what to install where there is no browser, and keeps an older file", () => {
    const out = join(base, "old.pdf");
    writeFileSync(out, "an older one");
    const { status, stderr } = answerKey(out, { CHROMIUM: join(base, "no-such-browser") });
    expect(status).toBe(1);
    expect(stderr).toContain("apt install chromium");
    expect(readFileSync(out, "utf8")).toBe("an older one");
    expect(existsSync(join(base, "old.pdf.part"))).toBe(false);
  });
});
