// What a notebook shows, its page shows too: kinds of output that used to be lost or shown as source.
import { describe, expect, it } from "vitest";
import { lessonFacts, publishLesson } from "../../lib/course/publish/index.js";
import type { Output } from "../../lib/course/notebook/types.js";
import { code, html, markdown, notebook, printed } from "./lesson-notebook.js";

const shown = (...outputs: Output[]) => {
  const made = publishLesson({ notebook: notebook([code("c", "1", outputs)]), file: "f.ipynb" });
  return /<main[\s\S]*<\/main>/.exec(made.html)![0];
};
const bundle = (data: Record<string, string>): Output => ({ output_type: "display_data", data, metadata: {} });

describe("outputs on a page", () => {
  it("shows the next best of an output whose HTML cleans to nothing", () => {
    const script = "<script>draw()</script>";
    expect(shown(bundle({ "text/html": script, "text/plain": "Figure(640x480)" }))).toContain("Figure(640x480)");
    expect(shown(bundle({ "text/html": script, "image/png": "iVBORw0KGgo=" }))).toContain(
      "data:image/png;base64,iVBORw0KGgo=",
    );
    expect(shown(bundle({ "text/html": "<b>kept</b>", "text/plain": "not shown" }))).not.toContain("not shown");
  });

  it("writes over a line after a carriage return", () => {
    expect(shown(printed("10 %\r50 %\r100 %\r\ndone\rD"))).toMatch(/>100 %\nDone</);
  });

  it("shows Markdown and LaTeX as such", () => {
    const main = shown(bundle({ "text/markdown": "**bold** and $x_1$", "text/plain": "<Markdown>" }), bundle({ "text/latex": "$$\\frac{1}{2}$$" })); // prettier-ignore
    expect(main).toContain("<strong>bold</strong>");
    expect(main.match(/<math/g)).toHaveLength(2);
    expect(main).not.toContain("&lt;Markdown&gt;");
  });

  it("keeps references into the same drawing by their older name, and drops those out of it", () => {
    const main = shown(html('<svg viewBox="0 0 9 9"><defs><path id="tick" d="M0 0h1"/></defs><use xlink:href="#tick" x="3"/><use xlink:href="http://x/y.svg#t"/></svg>')); // prettier-ignore
    expect(main).toMatch(/<use[^>]* href="#o-c-0-tick"/);
    expect(main).not.toContain("http://x");
  });
});

describe("the title of a page", () => {
  it.each([
    ["# **Bold** and *slanted* `code`", "Bold and slanted code"],
    ["# The snake_case_name of 2 * 3 * 4", "The snake_case_name of 2 * 3 * 4"],
    ["# An \\*escaped\\* star", "An *escaped* star"],
    ["# _whole_", "whole"],
  ])("%s", (source, title) => {
    expect(lessonFacts(notebook([markdown("m", source)]), { file: "f.ipynb" }).title).toBe(title);
  });
});
