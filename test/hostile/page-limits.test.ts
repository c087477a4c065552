// Notebooks that would stop publishing: each ends within seconds, as a page or with one sentence that names file, cell and limit.
import { besideOthers } from "../beside-others.js";
import { describe, expect, it } from "vitest";
import { NotebookError, type Cell, type Notebook } from "../../lib/course/notebook/index.js";
import { lessonFacts, publishLesson } from "../../lib/course/publish/index.js";
import { code, explored, html, markdown, notebook, printed, questionProps } from "../publish/lesson-notebook.js";

const file = "flood.ipynb";
const publish = (made: Notebook) => publishLesson({ notebook: made, file });
const seconds = (work: () => unknown): number => {
  const begin = performance.now();
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(NotebookError);
    expect((error as Error).message).toMatch(/^flood\.ipynb(?:, cell [\w-]+)?: (?:has|holds) .*(?:limit|page).*\. (?:Show less|Split it|Split the notebook)\.$/); // prettier-ignore
  }
  return (performance.now() - begin) / 1000;
};

const out = (text: string) => notebook([markdown("t", "# T"), code("c", "1", [html(text)])]);
const deepJson = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`) as never;

describe("takes at most some seconds:", () => {
  it.each<[string, () => Notebook]>([
    ["a first cell of a million <", () => notebook([markdown("t", "<".repeat(1e6))])],
    ["a first cell of half a million ![", () => notebook([markdown("t", "![".repeat(5e5))])],
    ["a title of 300,000 <", () => notebook([markdown("t", `# ${"<".repeat(3e5)}`)])],
    ["a title in the metadata of 300,000 <", () => notebook([markdown("t", "a")], { title: "<".repeat(3e5) })],
    ["700,000 nested divs", () => out("<div>".repeat(7e5))],
    ["4,000 nested divs", () => out("<div>".repeat(4000))],
    ["150,000 h1", () => out("<h1>".repeat(150_000))],
    ["150,000 closed h1", () => out("<h1>x</h1>".repeat(150_000))],
    ["200,000 unknown tags", () => out(Array.from({ length: 2e5 }, (_none, i) => `<x${i}>`).join(""))],
    ["90,000 unknown tags, closed", () => out(Array.from({ length: 9e4 }, (_none, i) => `<x${i}></x${i}>`).join(""))],
    ["a tag of 600,000 attributes", () => out(`<p ${Array.from({ length: 6e5 }, (_none, i) => `a${i}`).join(" ")}>`)],
    ["a million open <p", () => out("<p ".repeat(1e6))],
    [
      "formatting that is opened again and again",
      () => out("<b a=1><i b=2><u c=3>".repeat(1500) + "<p>x".repeat(50_000)),
    ],
    [
      "different formatting, reopened",
      () => out(Array.from({ length: 4000 }, (_none, i) => `<b x=${i}>`).join("") + "<p>x".repeat(3e5)),
    ],
    ["links in tables", () => out("<table><a href=1>".repeat(2e5))],
    ["text before a table", () => out(`<table>${"x<b>".repeat(9e4)}`)],
    ["misnested formatting", () => out("<b><p></b>".repeat(9e4))],
    ["a million entities", () => out("&amp".repeat(9e5))],
    ["a million <!--", () => out("<!--".repeat(9e5))],
    ["drawings in drawings", () => out("<svg>".repeat(2e5))],
    ["text in drawings", () => out("<svg><desc><svg><title>".repeat(5e4))],
    ["3.7 MB of open templates in code", () => notebook([code("c", "${`".repeat(1.2e6))])],
    ["60,000 characters of open templates in code", () => notebook([code("c", "${`\n".repeat(14_000))])],
    ["60,000 characters of open brackets in code", () => notebook([code("c", "<({[\n".repeat(11_000))])],
    ["100 kB of slashes in code", () => notebook([code("c", "/*/ ".repeat(14_000))])],
    [
      "an attachment referred to a thousand times",
      () =>
        notebook([
          {
            ...(markdown("t", "![a](attachment:a) ".repeat(1000)) as Cell & { cell_type: "markdown" }),
            attachments: { a: { "image/png": "A".repeat(1e6) } },
          },
        ]),
    ],
    [
      "JSON nested 100,000 deep",
      () =>
        notebook([
          code("c", "1", [{ output_type: "display_data", data: { "application/json": deepJson(5000) }, metadata: {} }]),
        ]),
    ],
    [
      "an explorer's data nested 100,000 deep",
      () => out(`<div data-ak-explorer="prediction"><script data-ak-props>${"[".repeat(1e5)}</script></div>`),
    ],
    ["100,000 explorers", () => out('<div data-ak-explorer="prediction"></div>'.repeat(9e4))],
    [
      "4 MB of explorer data",
      () =>
        out(
          `<div data-ak-explorer="prediction"><script data-ak-props>${JSON.stringify({ ...questionProps, question: "x".repeat(3e6) })}</script></div>`,
        ),
    ],
    ["20,000 cells", () => notebook(Array.from({ length: 20_000 }, (_none, i) => markdown(`c${i}`, "text")))],
    ["long styles", () => out(`<p style="${"color:red;".repeat(3e5)}">x</p>`)],
    [
      "a drawing with 100,000 rules",
      () => out(`<svg><style>${".a{fill:red}".repeat(1e5)}</style>${"<g class=a />".repeat(2e4)}</svg>`),
    ],
    ["4 MB of digits in a style", () => out(`<p style="width:${"1".repeat(3.9e6)}">x</p>`)],
    ["4 MB in one link", () => out(`<a href="${" /".repeat(1.9e6)}">x</a>`)],
    ["4 MB of data in a picture", () => out(`<img src="data:image/png;base64,${"A".repeat(3.9e6)}!">`)],
    ["20 MB of printed text", () => notebook([code("c", "1", [printed("x\n".repeat(1e7))])])],
    ["4 MB of escape codes", () => notebook([code("c", "1", [printed("\u001b]".repeat(1.9e6))])])],
  ])(
    "%s",
    (_what, make) => {
      const made = make();
      expect(seconds(() => publish(made))).toBeLessThan(besideOthers(10));
      expect(seconds(() => lessonFacts(made, { file }))).toBeLessThan(besideOthers(5));
    },
    60_000,
  );
});

describe("what is too much for a page is said:", () => {
  it("elements, with cell and limit", () =>
    expect(() => publish(out("<p>x".repeat(150_000)))).toThrow(
      /^flood\.ipynb, cell c: has more than 100000 elements; /,
    ));

  it("data of explorers", () => {
    const padded = `<div data-ak-explorer="prediction"><script data-ak-props>${JSON.stringify(questionProps)}${" ".repeat(900_000)}</script></div>`;
    const cells = [1, 2, 3, 4].map((i) => code(`c${i}`, "1", [html(padded)]));
    const { html: page, warnings } = publish(notebook(cells));
    expect(page.match(/class="ak-explorer"/g)).toHaveLength(3);
    expect(warnings.join()).toContain("cell c4: the explorer \"prediction\" is static here: the explorers of a page may hold 3.0 MB"); // prettier-ignore
  });

  it("pages beyond 10 MB", () => {
    const picture = {
      output_type: "display_data" as const,
      data: { "image/png": "A".repeat(3_000_000) },
      metadata: {},
    };
    const { warnings } = publish(notebook([1, 2, 3, 4].map((i) => code(`c${i}`, "1", [picture]))));
    expect(warnings.at(-1)).toMatch(/^flood\.ipynb: the page has 12\.\d MB, /);
  });

  it("warnings without end, as a number", () => {
    const tags = Array.from({ length: 5000 }, (_none, i) => `<x${i}></x${i}>`).join("");
    const { warnings } = publish(out(tags));
    expect(warnings.length).toBe(201);
    expect(warnings.at(-1)).toBe("flood.ipynb: 4800 more warnings of this kind");
  });
});

describe("ids of strangers", () => {
  it("never are the page's own", () => {
    const names = ["page-main", "jupyter-config-data", "outline-1", "who"];
    const cells = [
      ...names.map((id, i) =>
        markdown(`m${i}`, `## ${id.replaceAll("-", " ")}\n\n<p id="${id}">x</p> <a href="#${id}">to it</a>`),
      ),
      ...names.map((id, i) =>
        code(`c${i}`, "1", [
          html(`<p id="${id}">x</p><a href="#${id}">x</a>`),
          explored("prediction", questionProps, id),
        ]),
      ),
    ];
    const page = publish(notebook(cells)).html;
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id) => id === "page-main")).toHaveLength(1);
    expect(ids).not.toContain("jupyter-config-data");
    expect(ids).not.toContain("outline-1");
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => decodeURIComponent(id));
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
