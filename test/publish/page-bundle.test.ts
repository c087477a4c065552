import { describe, expect, it } from "vitest";
import { explorerCssFor } from "../../lib/course/explorers/core/css.js";
import { pageBundle } from "../../lib/course/publish/page-bundle.js";
import { code, html, notebook } from "./lesson-notebook.js";

const shown = (...names: string[]) =>
  notebook(names.map((name, i) => code(`cell-${i}`, "", [html(`<div data-ak-explorer="${name}"></div>`)])));

describe("the script of a page", () => {
  it("carries the explorers that the page has, and is far smaller without the others", async () => {
    const [prediction, knobs] = await Promise.all([
      pageBundle(shown("prediction")),
      pageBundle(shown("prediction", "knobs")),
    ]);
    expect(prediction.length).toBeLessThan(knobs.length / 2);
  }, 60_000);

  it("is left out without an explorer", async () => {
    expect(await pageBundle(shown())).toBe("");
  });
});

describe("the style of its explorers", () => {
  it("has the lines for all explorers, and those for the page's own", () => {
    const css = explorerCssFor('<div data-ak-explorer="designs"></div>');
    expect(css).toContain("[data-ak-explorer=designs]");
    expect(css).toContain(".ak-controls{");
    expect(css).not.toContain("[data-ak-explorer=protocols]");
    expect(explorerCssFor("")).not.toContain("data-ak-explorer=");
  });
});
