import { describe, expect, it } from "vitest";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import { movedSections, movedTo } from "../../lib/course/publish/course/moved.js";
import { lessons } from "../notebooks/lessons.js";

const pages = new Map(
  lessons.map(({ name, notebook }) => [name, publishLesson({ notebook, file: `${name}.ipynb` }).html]),
);
const siblings = courseOf(lessons.map(({ name }) => ({ slug: name, title: name, summary: "", minutes: 1 })));

describe("an old address of a section", () => {
  it.each(movedTo)("leads to a section that is there: %s#%s", (page, section) =>
    expect(pages.get(page)).toContain(` id="${section}"`),
  );

  it("is not the address of a section today", () => {
    for (const [name, html] of pages)
      for (const [, old] of movedSections(siblings, name).matchAll(/data-page-old="([^"]+)"/g))
        expect([name, old, html.includes(` id="${old}"`)]).toEqual([name, old, false]);
  });

  it("leads nowhere while the page it moved to is not written", () =>
    expect(movedSections(courseOf([]), "2-multi-site-advertisement")).toBe(""));
});
