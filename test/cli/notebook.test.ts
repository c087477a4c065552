import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formattedText } from "../../lib/course/classroom/format.js";
import { lesson, withCell } from "../classroom/lesson-builder.js";
import { repository } from "../needs.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "anycast-notebook-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const anycast = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "lib", "kit", "cli", "anycast.mjs"), "notebook", ...words],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
};
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const get = (name: string) => readFileSync(join(folder, name), "utf8");

describe("anycast notebook format", () => {
  it("writes the file in the form of git, and a second time changes nothing", () => {
    put("9-sums.ipynb", JSON.stringify(JSON.parse(formattedText(lesson()))));
    expect(anycast("format", "9-sums.ipynb")).toMatchObject({ status: 0, stdout: "9-sums.ipynb: formatted\n" });
    expect(get("9-sums.ipynb")).toBe(formattedText(lesson()));
    expect(anycast("format", "9-sums.ipynb").stdout).toBe("9-sums.ipynb: unchanged\n");
    expect(readdirSync(folder)).toEqual(["9-sums.ipynb"]);
  });

  it("only says so with --check, and fails", () => {
    const text = JSON.stringify(JSON.parse(formattedText(lesson())));
    put("9-sums.ipynb", text);
    const { status, stderr } = anycast("format", "--check", "9-sums.ipynb");
    expect(status).toBe(1);
    expect(stderr).toMatch(/Not formatted: 9-sums.ipynb\n {2}npx anycast notebook format 9-sums.ipynb/);
    expect(get("9-sums.ipynb")).toBe(text);
  });

  it("changes no file where one of them is not a notebook", () => {
    put("a.ipynb", JSON.stringify(JSON.parse(formattedText(lesson()))));
    put("b.ipynb", "{");
    const before = get("a.ipynb");
    const { status, stderr } = anycast("format", "a.ipynb", "b.ipynb");
    expect([status, stderr]).toEqual([1, expect.stringMatching(/b.ipynb: invalid JSON/)]);
    expect(get("a.ipynb")).toBe(before);
    expect(anycast("format", "none.ipynb").stderr).toMatch(/File not found: none.ipynb/);
  });
});

describe("anycast notebook lint", () => {
  it("prints each finding with file, cell and line, and fails", () => {
    const bad = withCell(lesson(), "hook-show", { source: "console.log(1);\nconsole.warn(2);" });
    put("9-sums.ipynb", formattedText(bad));
    const { status, stdout, stderr } = anycast("lint", "9-sums.ipynb");
    expect(status).toBe(1);
    expect(stdout).toContain("9-sums.ipynb, cell hook-show, line 2: console.warn writes to standard error");
    expect(stderr).toMatch(/\d+ findings?\./);
    const found = JSON.parse(anycast("lint", "--json", "9-sums.ipynb").stdout) as object[];
    expect(found).toContainEqual(
      expect.objectContaining({ file: "9-sums.ipynb", cell: "hook-show", line: 2, rule: "forbidden-names" }),
    );
  });
});

describe("anycast notebook student", () => {
  it("writes the learners' copy, and never over one that is there", () => {
    put("9-sums.ipynb", formattedText(lesson()));
    expect(anycast("student", "9-sums.ipynb", "--out", "out")).toMatchObject({ status: 0 });
    expect(get("out/9-sums.ipynb")).toContain("YOUR CODE HERE");
    expect(get("out/9-sums.ipynb")).not.toContain("return a + b");
    put("out/9-sums.ipynb", "my work");
    const { status, stderr } = anycast("student", "9-sums.ipynb", "--out", "out");
    expect([status, stderr]).toEqual([1, expect.stringMatching(/already exists/)]);
    expect(get("out/9-sums.ipynb")).toBe("my work");
  });
});
