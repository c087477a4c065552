// The API pages (`npm run docs`) are packed with the HTML course, and its first page links to them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writePages } from "../../lib/course/cli/publishing.js";

describe("a course", () => {
  const folder = mkdtempSync(join(tmpdir(), "anycast-api-pages-"));
  const [out, apiPages] = [join(folder, "course"), join(folder, "docs")];
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has the API pages that were made, and no older ones", async () => {
    mkdirSync(join(out, "api"), { recursive: true });
    writeFileSync(join(out, "api", "removed-function.html"), "old");
    mkdirSync(join(apiPages, "functions"), { recursive: true });
    for (const path of ["index.html", "functions/decide.html"]) writeFileSync(join(apiPages, path), path);
    await writePages({ lessons: [], out, course: true, apiPages });
    expect(readFileSync(join(out, "index.html"), "utf8")).toContain('href="api/index.html"');
    expect(readFileSync(join(out, "api", "functions", "decide.html"), "utf8")).toBe("functions/decide.html");
    expect(existsSync(join(out, "api", "removed-function.html"))).toBe(false);
  });
});
