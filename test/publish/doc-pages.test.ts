// The documents of lib/docs as pages of the course.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docPages } from "../../lib/course/cli/doc-pages.js";
import { labPages } from "../../lib/course/cli/lab-pages.js";
import { publishIndex } from "../../lib/course/publish/index.js";
import { repository } from "../needs.js";

describe("the pages of the documents", async () => {
  const docs = join(repository, "lib", "docs");
  const pages = await docPages([]);

  it("are one for each document, whole, with its title", () => {
    expect(pages).toHaveLength(readdirSync(docs).filter((name) => name.endsWith(".md")).length);
    for (const { file, title, html } of pages) {
      const text = readFileSync(join(docs, file.replace(/^docs-(.+)html$/, "$1md")), "utf8");
      expect(html).toContain(`>${title}`);
      const shown = html.replace(/<[^>]*>/g, "");
      for (const [, heading] of text.matchAll(/^## ([\w ,]+)$/gm)) expect(shown, file).toContain(heading);
    }
  });

  it("link to each other and to the lab sheets by the names of pages", async () => {
    const files = [...pages, ...(await labPages([]))].map(({ file }) => file);
    const links = pages.flatMap(({ html }) => [...html.matchAll(/href="([^"#:]+)"/g)].map(([, to]) => to));
    expect(links).toContain("docs-authoring.html");
    for (const to of links) expect(files.includes(to) || existsSync(join(docs, to)), to).toBe(true);
    expect(links.filter((to) => to.endsWith(".md"))).toEqual([]);
  });

  it("are linked from the course's first page; a student's course has those for students", async () => {
    const index = publishIndex([], { docs: pages });
    for (const { file } of pages) expect(index).toContain(`href="${file}"`);
    const forStudents = (await docPages([], { instructors: false })).map(({ file }) => file);
    expect(forStudents).toContain("docs-kernel.html");
    expect(forStudents.filter((file) => /author|instructor|server/.test(file))).toEqual([]);
  });
});
