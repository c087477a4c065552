// What takes a bare copy of the course a further minute each, beside start.test.ts: its tests, and its pages without Python.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { copyCourse, endAll, lessonFiles, pagesOf, run, strangersEnvironment, withoutPython } from "./course-copy.js";

describe("a bare copy of the course", { timeout: 600_000 }, () => {
  const course = copyCourse();
  const at = (...parts: string[]) => join(course.folder, ...parts);
  const env = strangersEnvironment(course.home);
  afterEach(endAll);
  afterAll(course.remove);

  it("closes the tests with how many passed, and fails where one failed", async () => {
    // vitest writes its rules to the other stream, which may arrive later.
    const isRule = (line: string) => /^[⎯\s[\]\d/]*$/.test(stripVTControlCharacters(line));
    const closing = (text: string) =>
      text
        .split("\n")
        .filter((line) => !isRule(line))
        .at(-1);
    const good = run("npm", ["test", "--", "test/geo/fibre"], { cwd: course.folder, env });
    expect(await good.ended, good.output()).toBe(0);
    expect(closing(good.output())).toMatch(/^[1-9]\d* passed, 0 failed, 0 skipped$/);

    writeFileSync(
      at("test", "geo", "bad.test.ts"),
      'import { expect, it } from "vitest";\nit("fails", () => expect(1).toBe(2));\n',
    );
    const bad = run("npm", ["test", "--", "test/geo/bad"], { cwd: course.folder, env });
    expect(await bad.ended).toBe(1);
    expect(closing(bad.output())).toBe("0 passed, 1 failed, 0 skipped");
    rmSync(at("test", "geo", "bad.test.ts"));
  });

  it("publishes lessons on a machine without Python", async () => {
    const kept = ["1-shared-ip.ipynb"];
    for (const name of lessonFiles) if (!kept.includes(name)) rmSync(at("notebooks", name), { force: true });
    const lessons = run("npm", ["run", "lessons"], {
      cwd: course.folder,
      env: { ...env, PATH: withoutPython(course) },
    });
    expect(await lessons.ended, lessons.output()).toBe(0);
    expect(readdirSync(at("dist", "lessons")).sort()).toEqual(pagesOf(kept));
  });
});
