import { describe, expect, it } from "vitest";
import { repository } from "./needs.js";
import { filesByProject, projectOf, testFiles } from "./projects.mjs";
import { sliceOf } from "./long-tests.mjs";

describe("the projects of the test suite", () => {
  it.each([
    ['const { it } = needs("chromium");', "browser"],
    ['const { it } = needs("jupyter", "chromium");', "browser"],
    ['const { it } = needs("jupyter");', "kernel"],
    ['const { it } = needs("root", "bird");', "routers"],
    ['needs("netlab").it("reads a lab", read);', "routers"],
    ['const { it } = needs("ANYCAST_SHARED");', "unit"],
    ['import { it } from "vitest";', "unit"],
  ])("sort a file with %s into %s", (text, name) => {
    expect(projectOf("test/routing/some.test.ts", text)).toBe(name);
  });

  it("keep the commands, which start processes, apart from what only computes", () => {
    expect(projectOf("test/cli/some.test.ts", 'import { it } from "vitest";')).toBe("commands");
    expect(projectOf("test/cli/some.test.ts", 'const { it } = needs("jupyter");')).toBe("kernel");
  });

  it("hold every test file, each once", () => {
    const sorted = Object.values(filesByProject(repository)).flat().sort();
    expect(sorted).toEqual(testFiles(repository));
    expect(filesByProject(repository).unit.length).toBeGreaterThan(80);
  });
});

describe("the slice of long tests", () => {
  const files = Array.from({ length: 20 }, (_none, i) => `test/${String.fromCharCode(97 + i)}.long.test.ts`);
  const day = (n: number) => new Date(Date.UTC(2026, 10, n, 13));

  it("is the same all day", () => {
    expect(sliceOf(files, day(3))).toEqual(sliceOf(files, new Date(Date.UTC(2026, 10, 3))));
  });

  it("has run every file after a week, whichever day it begins", () => {
    for (const first of [1, 5, 23]) {
      const week = Array.from({ length: 7 }, (_none, i) => sliceOf(files, day(first + i)).files);
      expect(week.flat().sort()).toEqual(files);
    }
  });

  it("is one file if there are few, and none if there are none", () => {
    expect(sliceOf(files.slice(0, 2), day(1)).files).toHaveLength(1);
    expect(sliceOf([], day(1)).files).toEqual([]);
  });
});
