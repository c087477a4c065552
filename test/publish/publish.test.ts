import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { NotebookError } from "../../lib/course/notebook/read.js";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { lessonFacts } from "../../lib/course/publish/facts.js";
import { publishIndex } from "../../lib/course/publish/course/course-index.js";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import {
  borderProps,
  code,
  explored,
  html,
  lessonNotebook,
  markdown,
  notebook,
  printed,
  questionProps,
} from "./lesson-notebook.js";

const file = "1-shared-ip.ipynb";
const bundle = 'globalThis.__anycastKit = "</script>";';
const siblings = courseOf([{ ...lessonFacts(lessonNotebook(), { file }), minutes: 45 }]);
const publish = (made = lessonNotebook(), more: object = {}) =>
  publishLesson({ notebook: made, file, siblings, bundle, ...more });
const pageOf = (text: string) => parseHTML(text).document;
const cells = (...made: ReturnType<typeof code>[]) => publish(notebook(made));
const main = (text: string) => pageOf(text).querySelector("main")!;

describe("a page", () => {
  const { html: text, warnings } = publish();
  const page = pageOf(text);

  it("has the same bytes each time", () => {
    expect(publish().html).toBe(text);
    expect(publishIndex(siblings)).toBe(publishIndex(siblings));
  });

  it("is made of a good notebook without a warning", () => expect(warnings).toEqual([]));

  it("says in its head what it is, who made it, when, and under which licence", () => {
    const meta = (name: string) => page.querySelector(`meta[name="${name}"]`)?.getAttribute("content");
    expect(page.title).toBe("Shared IP · Anycast");
    expect([meta("description"), meta("author"), meta("date"), meta("license")]).toEqual([
      "Routers choose which machine answers.",
      "The anycast-kit authors",
      "2026-11-22",
      "CC-BY-4.0",
    ]);
    expect(page.documentElement.lang).toBe("en");
  });

  it("has one title, then headings with no level left out", () => {
    const levels = [...page.querySelectorAll("h1,h2,h3,h4")].map(({ localName }) => Number(localName.slice(1)));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  it("lists its headings, each with a link target and its own address", () => {
    const links = [...page.querySelectorAll("[data-page-toc] a")];
    expect(links.map(({ textContent }) => textContent)).toEqual([
      "Who answers?",
      "What the tables say",
      "Exercises",
      "Exercise 1 Count the copies",
      "Exercise 2 Decide",
      "Summary",
    ]);
    for (const link of links) {
      const id = link.getAttribute("href")!.slice(1);
      expect(page.getElementById(id)?.localName).toMatch(/^h[23]$/);
      expect(page.querySelector(`.permalink[href="#${id}"]`)?.textContent).toContain("Link to");
    }
  });

  it("uses no id twice", () => {
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("admits the scripts it holds and no others", () => {
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute("content")!;
    const scripts = [...page.querySelectorAll("script:not([type])")];
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^ ]+' 'sha256-[^ ]+' 'sha256-[^ ;]+'; /);
    expect(policy.match(/script-src[^;]*/)![0]).not.toContain("unsafe");
    expect(scripts).toHaveLength(3);
    expect(text).not.toContain("stolen");
    expect(text).toContain('"\\x3c/script>"');
  });

  it("tells names of sites from articles and from root servers", () => {
    const source = "Sites A in Seattle and B in New York. A packet to B, or to A, passes root server C. See B-tree.";
    const marked = main(publish(notebook([markdown("a", source)])).html).querySelectorAll(".ak-site-text");
    expect([...marked].map(({ textContent }) => textContent).join("")).toBe("ABBA");
    expect(main(publish(notebook([markdown("a", "A or B, plan C.")])).html).querySelector(".ak-site-text")).toBeNull();
  });

  it("names the sites of its prose in their colours", () => {
    const names = [...page.querySelectorAll("main p .ak-site-text")].map((each) => [each.textContent, each.className]);
    expect(names).toContainEqual(["A", "ak-site-text ak-site-a"]);
    expect(names).toContainEqual(["B", "ak-site-text ak-site-b"]);
  });

  it("makes a quote with a bold beginning a callout", () =>
    expect(page.querySelector("blockquote")!.className).toBe("callout misconception"));

  it("joins what was printed in pieces", () =>
    expect(page.querySelector("#cell-printed .printed")!.textContent).toBe(
      "Houston  192.0.2.0/24, via Kansas City\nKansas City  attached",
    ));

  it("shows an error without the terminal's colours", () =>
    expect(page.querySelector(".failure")!.textContent).toBe("Error: no route\n  at line 1"));

  it("folds what is optional under its heading, up to the next section", () => {
    const made = notebook([
      markdown("a", "# A"),
      markdown("more", "## Going further\n\nNot graded.\n\n### A part"),
      code("run", "1 + 1;", [printed("2")]),
      markdown("end", "## End\n\nDone."),
    ]);
    const optional = main(publish(made).html).querySelector("details.further")!;
    expect(optional.previousElementSibling!.querySelector("h2")!.textContent).toMatch(/^Going further/);
    expect(optional.hasAttribute("open")).toBe(false);
    expect(optional.textContent).toMatch(/Not graded\.[^]*A part[^]*2/);
    expect(optional.textContent).not.toContain("Done.");
    expect(optional.closest("section")!.nextElementSibling!.textContent).toContain("Done.");
  });

  it("leads from lesson to lesson", () => {
    expect(page.querySelector(".sequence .next")!.textContent).toContain("2. Multi-site advertisement");
    expect(page.querySelector('main a[href="2-multi-site-advertisement.html"]')).not.toBeNull();
    expect(page.querySelectorAll(".bar li")).toHaveLength(7);
  });
});

describe("an explorer", () => {
  it("is rebuilt from its name and its data, and its script is dropped", () => {
    const { html: text } = cells(code("a", "", [explored("catchment-border", borderProps, "border")]));
    const explorer = main(text).querySelector("#border")!;
    expect(explorer.getAttribute("data-ak-explorer")).toBe("catchment-border");
    expect(explorer.querySelector("input[type=range]")).not.toBeNull();
    expect(text).toContain("__anycastKit");
    expect(text).not.toContain("stolen");
  });

  it("gets another id where its own is taken", () => {
    const { html: text } = cells(
      code("a", "", [explored("prediction", questionProps, "who")]),
      code("b", "", [explored("prediction", questionProps, "who")]),
    );
    expect([...main(text).querySelectorAll(".ak-explorer")].map(({ id }) => id)).toEqual(["who", "who-2"]);
  });

  it.each([
    ["of an unknown name", "nonsense", "{}", /is static here: Unknown explorer "nonsense"/],
    ["with data that do not fit", "prediction", '{"id":1}', /is static here: .*prediction.*id/],
    ["with data that are no JSON", "prediction", "{", /is static here/],
  ])("%s is static, and the author gets a warning", (_what, name, data, warning) => {
    const markup = `<div class="ak-explorer" data-ak-explorer="${name}"><script type="application/json" data-ak-props>${data}</script><div data-ak-body><p>as drawn</p></div></div>`;
    const { html: text, warnings } = cells(code("a", "", [html(markup)]));
    expect(main(text).textContent).toContain("as drawn");
    expect(main(text).querySelector("[data-ak-explorer]")).toBeNull();
    expect(warnings.join()).toMatch(warning);
    expect(warnings[0]).toMatch(/^1-shared-ip\.ipynb, cell a: /);
  });

  it("is the only reason to carry the library", () => expect(cells(code("a", "1")).html).not.toContain("__anycastKit"));
});

describe("an exercise", () => {
  const box = main(publish().html).querySelector(".exercise")!;

  it("begins as the student's copy does", () =>
    expect(box.querySelector(".code")!.textContent).toBe(
      'function copies(n: number): number {\n  // YOUR CODE HERE\n  throw new Error("Not implemented");\n}',
    ));

  it("folds its solution away, at the end", () => {
    const last = box.lastElementChild!;
    expect(last.localName).toBe("details");
    expect(last.querySelector("summary")!.textContent).toBe("Solution");
    expect(last.querySelector("code")!.textContent).toBe("function copies(n: number): number {\n  return n + 1;\n}");
    expect(last.textContent).toContain("solved");
  });

  it("shows its visible tests only, and nothing that the solution made them print", () => {
    expect(box.textContent).toContain('check("three"');
    expect(box.textContent).not.toContain("secret");
    expect(box.querySelector(".check summary")!.textContent).toBe(
      "How it is checked (2 points, more tests when graded)",
    );
  });

  it("says its level to eyes and ears", () => {
    const level = box.querySelector(".level")!;
    expect([level.textContent, level.getAttribute("aria-label")]).toEqual(["★★", "level 2 of 3"]);
  });

  it("that a teacher reads shows what earns points", () => {
    const written = main(publish().html).querySelectorAll(".exercise")[1];
    expect(written.querySelector("details")!.textContent).toMatch(/^What earns points\s+2 points: a reason\.\s*$/);
  });

  it("has no solution where none is wanted", () => {
    const { html: text } = publish(lessonNotebook(), { solutions: false });
    expect(text).not.toContain("return n + 1");
    expect(text).not.toContain("What earns points");
  });
});

describe("tags decide what is shown:", () => {
  const shown = (...tags: string[]) =>
    main(cells(code("a", "secretSource()", [printed("out\n"), printed("err\n", "stderr")], { tags })).html);
  it.each([
    ["remove-cell", false, false, false],
    ["remove-input", false, true, true],
    ["remove-output", true, false, false],
    ["remove-stdout", true, false, true],
    ["remove-stderr", true, true, false],
  ])("%s", (tag, source, out, err) => {
    const text = shown(tag).textContent;
    expect([/secretSource/.test(text), /out/.test(text), /err/.test(text)]).toEqual([source, out, err]);
  });
  it.each([
    ["hide-input", "Show code"],
    ["hide-output", "Show output"],
    ["hide-cell", "Show code and output"],
  ])("%s folds", (tag, summary) => expect(shown(tag).querySelector("details summary")!.textContent).toBe(summary));
});

describe("an output above 1 MB", () => {
  const svg = (length: number) => html(`<svg><title>Map</title><path d="M${"1,1L".repeat(length / 4)}2,2"/></svg>`);
  const summaries = (...outputs: Parameters<typeof code>[2] & object) =>
    [...main(cells(code("a", "1", outputs)).html).querySelectorAll("#cell-a summary")].map((each) => each.textContent);

  it("is folded, and its summary says what it is and its size", () => {
    expect(summaries(printed("x".repeat(1_200_000)))).toEqual(["Printed text of 1.2 MB is folded here. Show it"]);
    expect(summaries(svg(1_500_000))).toEqual(["A figure or table of 1.5 MB is folded here. Show it"]);
  });

  it("is folded alone: other outputs of the cell and smaller ones are shown", () => {
    expect(summaries(printed("x".repeat(990_000)), svg(900_000))).toEqual([]);
    expect(summaries(printed("x".repeat(1_200_000)), svg(900))).toHaveLength(1);
  });
});

describe("bad input", () => {
  it("of ten megabytes in a cell stops with an error that names it", () => {
    const big = () => cells(code("flood", "1", [printed("x".repeat(10_000_000))]));
    expect(big).toThrow(NotebookError);
    expect(big).toThrow(/^1-shared-ip\.ipynb, cell flood: has 10\.0 MB of source and output/);
  });

  it("of more text than a reader takes stops with an error that names the cell", () =>
    expect(() => publish(notebook([markdown("novel", "a ".repeat(20_000))]))).toThrow(
      /cell novel: has 40000 characters of text/,
    ));

  it("of the worst Markdown a cell may hold is published", () => {
    const worst = ["> ", "*_", "[", "![", "<div>", "`", "^[", "## a\n", "- ", "|a", "site A ", "★"];
    const full = worst.map((piece, i) => markdown(`bad-${i}`, piece.repeat(20_000 / piece.length)));
    const { html: text } = publish(notebook(full));
    expect(text).toContain("</html>");
    const ids = [...text.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(4000);
  });

  it("of an unknown kind is left out, and the author gets a warning", () => {
    const { warnings } = cells(
      code("a", "", [{ output_type: "display_data", data: { "application/x-thing": "?" }, metadata: {} }]),
    );
    expect(warnings).toEqual([`${file}, cell a: an output of a kind a page cannot show (application/x-thing)`]);
  });

  it("without a title is published under the file's name", () =>
    expect(main(publish(notebook([markdown("a", "text")])).html).querySelector("h1")!.textContent).toBe("1-shared-ip"));
});

describe("the index", () => {
  const page = pageOf(publishIndex(siblings));
  it("lists the lessons and their second parts in order, written ones as links", () => {
    const items = [...page.querySelectorAll(".cards > li")];
    expect(items.map((item) => item.querySelector("h3")!.textContent)).toEqual([
      "Shared IP",
      "Multi-site advertisement",
      "Running a site",
      "UDP success",
      "TCP pitfalls",
      "Inside one building",
      "Global vs regional designs",
    ]);
    expect(items.map((item) => item.querySelector("h3 a")?.getAttribute("href"))).toEqual([
      "1-shared-ip.html",
      ...Array<undefined>(6),
    ]);
    expect(items[4].textContent).toContain("coming");
  });

  it("numbers a second part by its letter, between its neighbours", () => {
    expect([...page.querySelectorAll(".cards .number")].map((number) => number.textContent)).toEqual([
      ...["1", "2", "2b", "3", "4", "4b", "5"],
    ]);
    const names = ["2-multi-site-advertisement", "2b-running-a-site", "3-udp-success", "x-own"];
    const written = courseOf(names.map((slug) => ({ slug, title: slug, summary: "", minutes: 1 })));
    const second = { notebook: lessonNotebook(), file: "2b-running-a-site.ipynb", siblings: written, bundle };
    const body = pageOf(publishLesson(second).html);
    expect(body.querySelector(".kicker")!.textContent).toBe("Lesson 2b of 6");
    expect(body.querySelector('[aria-current="page"]')!.textContent).toMatch(/^Lesson 2b: /);
    const steps = [...body.querySelectorAll("a.previous, a.next")].map((link) => link.getAttribute("href"));
    expect(steps).toEqual(["2-multi-site-advertisement.html", "3-udp-success.html"]);
    expect(written.at(-1)!.number).toBe("6");
  });
});
