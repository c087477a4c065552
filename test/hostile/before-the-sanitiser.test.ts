// What is read before the sanitiser is written after it: in every such place, markup stays text. In Node by the page's tree.
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { publishLesson } from "../../lib/course/publish/index.js";
import { markdown } from "../publish/lesson-notebook.js";
import { breakouts, hostileNotebook, places } from "./before-the-sanitiser.js";

const publish = (cells: Parameters<typeof hostileNotebook>[0], evil = "x") =>
  publishLesson({ notebook: hostileNotebook(cells, evil), file: "1-hostile.ipynb" });

/** Nothing in the page's body runs or leads away, and no attribute ended early. */
function harmless(page: string): void {
  const { document } = parseHTML(page);
  expect([...document.querySelectorAll("head meta[http-equiv]")]).toHaveLength(1);
  expect([...document.querySelectorAll("body :is(meta, base, link, iframe, object, embed)")].map(String)).toEqual([]);
  expect(document.querySelectorAll("script:not([type])").length).toBeLessThanOrEqual(3);
  for (const element of document.querySelectorAll("*"))
    for (const { name, value } of [...element.attributes]) {
      expect(name).toMatch(/^[a-z][\w:-]*$/i);
      expect(name).not.toMatch(/^on|^autofocus$/i);
      if (name === "id") expect(value).toMatch(/^\p{L}[\p{L}\p{N}._-]*$/u);
    }
}

describe.each(Object.keys(places))("%s", (place) => {
  it.each(breakouts.map((evil) => [evil]))("%s", (evil) => {
    const cells = [markdown("title", "# Title"), places[place](evil, 1)];
    harmless(publish(cells).html);
    harmless(publish([places[place](evil, 1)], evil).html);
  });
});

describe("an id of a heading", () => {
  const idsOf = (...sources: string[]) =>
    [...publish(sources.map((source, i) => markdown(`c-${i}`, source))).html.matchAll(/<h2 id="([^"]*)"/g)].map(
      ([, id]) => id,
    );

  it("that is a name is kept, once in the page", () =>
    expect(idsOf("## A {: #border}", "## B {: #border}\n\n## C {: #border}", "## Border")).toEqual([
      "border",
      "border-2",
      "border-3",
      "border-4",
    ]));

  it.each(["a\ud800", "1a", "_x", "a b", "a\u0000", "<"])(
    "that is no name (%j) gives way to one made of the heading",
    (id) => expect(idsOf(`## Who answers? {: id="${id}"}`)).toEqual(["who-answers"]),
  );

  it("is whole where its heading is long and made of wide letters", () =>
    expect(encodeURIComponent(idsOf(`## a${"𐌰".repeat(80)}`)[0])).toMatch(/^a(?:%F0%90%8C%B0){59}$/));

  it("and its section belong together", () => {
    const { document } = parseHTML(publish([markdown("a", `## Two {: #${breakouts[0]}}`)]).html);
    const section = document.querySelector("section[aria-labelledby]")!;
    expect(document.getElementById(section.getAttribute("aria-labelledby")!)?.localName).toBe("h2");
  });
});

it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("a language called %s is plain text", (name) => {
  const page = publishLesson({
    notebook: hostileNotebook([markdown("a", `~~~${name}\n1 < 2\n~~~`)], name),
    file: "1-hostile.ipynb",
  });
  expect(page.html).toContain("<code>1 &lt; 2</code>");
});
