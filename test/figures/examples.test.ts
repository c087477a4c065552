import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { drawExamples, examples } from "./examples/index.js";
import { outline } from "./outline.js";

describe.each(Object.keys(examples))("the example figure %s", (name) => {
  const figure = examples[name](name);

  it("looks as it was reviewed", async () => {
    await expect(outline(figure.html)).toMatchFileSnapshot(`snapshots/${name}.html.txt`);
    await expect(figure.text).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  it("has the same bytes when drawn again", () => {
    expect(examples[name](name)).toEqual(figure);
  });

  it("has a title, a description, and all its data as a table with caption and scopes", () => {
    const { document } = parseHTML(figure.html);
    expect(document.querySelector("figcaption .ak-title")!.textContent).toBe(figure.title);
    expect(document.querySelector("details p")!.textContent).toBe(figure.description);
    expect(document.querySelectorAll("table")).toHaveLength(1);
    expect(document.querySelector("caption")!.textContent).toContain(figure.title);
    expect([...document.querySelectorAll('th[scope="col"]')].map((cell) => cell.textContent)).toEqual(
      figure.data.columns,
    );
    expect(document.querySelectorAll('tbody th[scope="row"]')).toHaveLength(figure.data.rows.length);
  });

  it("has pictures with a name, and nothing inside them that claims a role or a name", () => {
    const { document } = parseHTML(figure.html);
    for (const svg of document.querySelectorAll("svg.ak-picture")) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toContain(figure.title);
      expect(svg.querySelector("desc")!.textContent).toBe(figure.description);
      expect(svg.querySelectorAll("style, script, [role], [aria-label]")).toHaveLength(0);
    }
  });

  it("has no number with more than one decimal in its drawing", () => {
    const { document } = parseHTML(figure.html);
    for (const element of document.querySelectorAll("svg *"))
      for (const { name, value } of element.attributes)
        if (["d", "x", "y", "cx", "cy", "r", "width", "height", "transform"].includes(name))
          expect(value).not.toMatch(/\.\d\d|e-/);
  });
});

describe("all figures on one page", () => {
  it("share no id", () => {
    const { document } = parseHTML(
      drawExamples()
        .map((figure) => figure.html)
        .join(""),
    );
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("weigh less than 60 KB each, so that a lesson has room for many", () => {
    for (const { html } of drawExamples()) expect(html.length).toBeLessThan(60_000);
  });
});
