// A title and what else stands in its cell: headings in headings leave the page whole.
import { parse, type DefaultTreeAdapterTypes } from "parse5";
import { describe, expect, it } from "vitest";
import { publishLesson } from "../../lib/course/publish/index.js";
import { code, html, markdown, notebook } from "../publish/lesson-notebook.js";

type Parsed = DefaultTreeAdapterTypes.Node;

/** Names of the elements around a text in the main part, outermost first. */
function around(page: string, text: string): string[] | undefined {
  const visit = (node: Parsed, within: readonly string[]): string[] | undefined => {
    if ("value" in node) return node.value.includes(text) ? [...within] : undefined;
    if (!("childNodes" in node)) return undefined;
    for (const child of node.childNodes) {
      const found = visit(child, "tagName" in node ? [...within, node.tagName] : within);
      if (found) return found;
    }
    return undefined;
  };
  return visit(parse(page), []);
}

const titles: Readonly<Record<string, string>> = {
  "a heading in a box in a heading": '<h1><div style="height:10px;overflow:hidden"><h1>x</h1>y</div>z</h1>',
  "a heading in a link in a heading": '<h1><a href="https://pwn.test/"><span><h1>x</h1>y</span></a>z</h1>',
  "a heading in a table in a heading": "<h1><table><tr><td><h1>x</h1></td></tr></table></h1>",
  "three of them": "<h1><div>a<h1><div>b<h1>c</h1></div></h1></div></h1>",
  "a heading that stands deep": "<div><blockquote><h1>a</h1><p>b</p></blockquote>c</div>",
  "a title with a colon": "# a: <b>b</b> <div>c</div>",
};

describe("a title from markup", () => {
  for (const [name, title] of Object.entries(titles))
    for (const cell of [markdown("a", title), code("a", "", [html(title)])])
      it(`${name}, in a ${cell.cell_type} cell`, () => {
        const after = markdown("z", "## After\n\nlast words");
        const page = publishLesson({ notebook: notebook([cell, after]), file: "title.ipynb" }).html;
        expect(around(page, "last words")).toEqual(["html", "body", "div", "main", "section", "p"]);
      });
});
