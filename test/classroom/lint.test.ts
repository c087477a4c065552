import { describe, expect, it } from "vitest";
import { lintNotebook } from "../../lib/course/classroom/lint.js";
import { lessonSize } from "../../lib/course/classroom/lesson-size.js";
import { withLecture } from "../../lib/course/classroom/lecture/slides.js";
import { problemText } from "../../lib/course/classroom/problem.js";
import type { Cell, Notebook } from "../../lib/course/notebook/types.js";
import { code, exercise, graded, lesson, markdown, withCell } from "./lesson-builder.js";

const file = new URL("../../notebooks/9-sums.ipynb", import.meta.url).pathname;
const answered = new Set(["add", "plus", "sum", "total"]);
const lint = (notebook: Notebook) =>
  lintNotebook(notebook, { file, answered }).map((problem) => problemText("9-sums.ipynb", problem));
/** What the linter says to the good lesson with these cells put in. */
const lintWith = (...cells: Cell[]) => lint(lesson(...cells));
const lintCode = (source: string) => lintWith(code("probe", source));

describe("the linter", () => {
  it("has nothing to say against a lesson that keeps the rules", () => {
    expect(lint(lesson())).toEqual([]);
  });

  it("names file, cell, line and rule, and what to do", () => {
    expect(lintCode("const x = 1;\nsetTimeout(() => x, 1);")).toEqual([
      "9-sums.ipynb, cell probe, line 2: setTimeout runs after its cell has ended, into another cell's output: let the library simulate time. (forbidden-names)",
    ]);
  });
});

describe("the form of the file", () => {
  it("has no outputs, run counts or other tools' metadata", () => {
    const dirty = withCell(lesson(), "hook-run", {
      outputs: [{ output_type: "stream", name: "stdout", text: "x" }],
      metadata: { vscode: { languageId: "typescript" }, tags: ["mytag"] },
    });
    expect(lint(dirty).join("\n")).toMatch(
      /hook-run: metadata.vscode must not be in a lesson[^]*hook-run: Unknown tag "mytag"[^]*hook-run: Outputs and run counts/,
    );
    expect(lint({ ...lesson(), metadata: { ...lesson().metadata, widgets: {} } })[0]).toMatch(/metadata.widgets/);
  });

  it("has the kernel's own metadata, to the letter", () => {
    const other = {
      ...lesson(),
      metadata: { ...lesson().metadata, kernelspec: { name: "tslab", display_name: "TS", language: "typescript" } },
    };
    expect(lint(other)).toEqual([expect.stringMatching(/not in normal form.*anycast notebook format/)]);
  });

  it("has no empty cells", () => {
    expect(lintCode(" \n")).toContainEqual(expect.stringMatching(/probe: The cell is empty/));
  });
});

describe("a lesson that is a lecture too", () => {
  const lecture = withLecture(lesson());

  it("is right as `anycast notebook lecture` writes it", () => expect(lint(lecture)).toEqual([]));

  it("names a cell without a slide, a kind that nbconvert does not know, a section without minutes", () => {
    const added = {
      ...lecture,
      cells: [...lecture.cells, code("probe", "1 + 1;"), markdown("more", "## More\n\nText.")],
    };
    expect(lint(added).filter((line) => line.includes("(lecture)"))).toEqual([
      expect.stringMatching(/cell probe: The cell has no kind of slide. Run: npx anycast notebook lecture .*9-sums/),
      expect.stringMatching(/cell more: The cell has no kind of slide/),
      expect.stringMatching(/cell more: The section "More" has no minutes/),
    ]);
    const odd = withCell(lecture, "hook-run", { metadata: { slideshow: { slide_type: "Slide" } } });
    expect(lint(odd)).toContainEqual(
      expect.stringMatching(/hook-run: slideshow.slide_type must be slide, .*got "Slide"/),
    );
  });

  it("takes the minutes that it says", () => {
    const longer = {
      ...lecture,
      metadata: { ...lecture.metadata, anycast: { ...lecture.metadata.anycast, minutes: 30 } },
    };
    expect(lint(longer)).toContainEqual(expect.stringMatching(/sections take 10 minutes, and .* says 30/));
  });
});

describe("what a lesson says about itself", () => {
  it("is a title, authors, a licence, objectives, minutes and prerequisites", () => {
    const { anycast, ...rest } = lesson().metadata;
    expect(lint({ ...lesson(), metadata: rest })).toEqual([expect.stringMatching(/metadata.anycast: /)]);
    const empty = { ...rest, authors: [], anycast: { ...anycast, objectives: [], minutes: 0.5 } };
    expect(lint({ ...lesson(), metadata: empty }).join("\n")).toMatch(
      /authors: must name an author[^]*objectives: must say[^]*minutes: /,
    );
  });

  it("covers concepts 1 to 67, each once in a cell", () => {
    const cover = (covers: number[]) => lintWith(code("probe", "1 + 1;", { anycast: { covers: covers } }));
    expect(cover([0])).toEqual([expect.stringMatching(/covers0: starts at 1/)]);
    expect(cover([68])).toEqual([expect.stringMatching(/ends at 67/)]);
    expect(cover([4, 4])).toEqual([expect.stringMatching(/has a duplicate concept/)]);
  });
});

describe("prose", () => {
  it("has one H1, the title, in the first cell", () => {
    expect(lint(withCell(lesson(), "title", { source: "# Other" }))).toEqual([
      expect.stringMatching(/"Other" and metadata.title/),
    ]);
    expect(lint(withCell(lesson(), "title", { source: "Sums" }))).toEqual([
      expect.stringMatching(/first cell must be Markdown/),
    ]);
    expect(lintWith(markdown("probe", "# Second"))).toEqual([expect.stringMatching(/second H1/)]);
  });

  it("leaves out no level of heading", () => {
    expect(lintWith(markdown("probe", "#### Deep"))).toEqual([
      expect.stringMatching(/probe, line 1: "Deep" jumps from level 2 to 4: use ###/),
    ]);
  });

  it("links by https to where the words say, and describes images", () => {
    expect(
      lintWith(markdown("probe", "[a](http://example.com) [here](https://example.com) ![](https://example.com/a.png)")),
    ).toEqual([
      expect.stringMatching(/"http:\/\/example.com": a link must be https/),
      expect.stringMatching(/"here" does not say where it leads/),
      expect.stringMatching(/The image \S+ must have an alternative text/),
    ]);
    expect(lintWith(markdown("probe", "[next lesson](2-multi-site-advertisement.ipynb) [above](#how-far)"))).toEqual(
      [],
    );
  });

  it("has no HTML but folded details", () => {
    expect(lintWith(markdown("probe", 'a <b onclick="x()">b</b>'))).toContainEqual(
      expect.stringMatching(/<b onclick="x\(\)"> is not shown everywhere/),
    );
    expect(lintWith(markdown("probe", "<details open><summary>More</summary>\n\ntext\n\n</details>"))).toEqual([]);
    expect(lintWith(markdown("probe", "<script>1</script>"))).not.toEqual([]);
  });
});

describe("cells", () => {
  it("have ids of words", () => {
    for (const id of ["a1b2c3d4", "0fa43a9e-7b2e-4c5c-9d3e-1f2a3b4c5d6e", "cell-12", "Hook", "hook_map"])
      expect(lintWith(code(id, "1 + 1;")), id).toEqual([expect.stringMatching(/\(cell-ids\)$/)]);
  });

  it("are at most 15 lines, blank lines and hidden tests aside", () => {
    const lines = (n: number) => Array.from({ length: n }, (_, i) => `const line${i} = ${i};`).join("\n\n");
    expect(lintCode(lines(15))).toEqual([]);
    expect(lintCode(lines(16))).toEqual([expect.stringMatching(/16 lines of code, at most 15/)]);
  });
});

describe("code that runs everywhere", () => {
  const said = (source: string) => lintCode(source).join("\n");

  it("imports packages by name, in the first code cell", () => {
    expect(said('import { cities } from "anycast-kit";')).toMatch(/must be in the first code cell/);
    expect(
      lint(
        withCell(lesson(), "imports", { source: 'import { city, greatCircleKm } from "../lib/geo/index.ts";' }),
      ).join("\n"),
    ).toMatch(/must not have a file extension/);
    expect(said('const fs = require("node:fs");')).toMatch(/one `import` line/);
    expect(said('const kit = await import("anycast-kit");')).toMatch(/one `import` line/);
    expect(said("export const a = 1;")).toMatch(/exports nothing/);
  });

  it("uses nothing that a page or the kernel has not", () => {
    expect(said("console.log(__dirname);")).toMatch(/__dirname does not exist/);
    expect(said("console.log(import.meta);")).toMatch(/import.meta does not exist/);
    expect(said("console.log([2, 1].toSorted());")).toMatch(/toSorted is newer than ES2022/);
    expect(said("const rows: any = []; console.log(Object.groupBy(rows, String));")).toMatch(/Object.groupBy is newer/);
  });

  it("writes nothing to standard error, and displays HTML only", () => {
    expect(said('console.warn("x");')).toMatch(/no points/);
    expect(said('console.error("x");')).toMatch(/no points/);
    expect(said('const tslab: any = {}; tslab.display.svg("x");')).toMatch(/display.svg is dropped/);
    expect(said('const display: any = {}; display.javascript("x");')).toMatch(/display.javascript is dropped/);
  });

  it("gives the same result in every run, on every machine", () => {
    expect(said("console.log(Math.random());")).toMatch(/Math.random is different in every run/);
    expect(said("console.log(Date.now());")).toMatch(/Date.now/);
    expect(said("console.log(new Date());")).toMatch(/new Date\(\)/);
    expect(said("console.log((1234.5).toLocaleString());")).toMatch(/toLocaleString gives a different text/);
    expect(said('console.log((1234.5).toLocaleString("en"), new Date(0));')).toBe("");
  });

  it("lets the lesson use the same word for something of its own", () => {
    expect(said("const timers = { setTimeout: 1, performance: { now: 2 } };\nconsole.log(timers.setTimeout);")).toBe(
      "",
    );
  });

  it("has no object shorthand of a name of an earlier cell", () => {
    expect(said("const place = { london };")).toMatch(/probe, line 1: `\{ london \}` fails on a plain tslab/);
    expect(said("console.log({ greatCircleKm });")).toMatch(/shorthand/);
  });

  it("may use shorthand for names of the same cell, of parameters and of loops", () => {
    expect(said("const here = 1;\nconsole.log({ here });")).toBe("");
    expect(said("const f = (london: number) => ({ london });\nconsole.log(f(1));")).toBe("");
    expect(said("for (const sydney of [1]) console.log({ sydney });")).toBe("");
    expect(said("{\n  const london = 2;\n  console.log({ london });\n}")).toBe("");
    expect(said("const { lat } = london;\nconsole.log({ lat });")).toBe("");
  });

  it("awaits its promises", () => {
    expect(said("const later = async () => 1;\nlater();")).toMatch(/line 2: This promise is not awaited/);
    expect(said("const later = async () => 1;\nawait later();")).toBe("");
  });
});

describe("types", () => {
  it("are checked cell after cell, as the kernel does", () => {
    expect(lintCode("const n: number = london.name;")).toEqual([
      expect.stringMatching(/probe, line 1: Type 'string' is not assignable to type 'number'. \(types\)/),
    ]);
    expect(lintCode("console.log(\n  nowhere);")).toEqual([
      expect.stringMatching(/probe, line 2: Cannot find name 'nowhere'/),
    ]);
  });

  it("let a later cell declare a name again, and assign to an earlier `let`", () => {
    const cells = [
      code("one", "let n = 1;"),
      code("two", "n = 2;"),
      code("three", 'const n = "n";'),
      code("four", "console.log(n.length);"),
    ];
    expect(lintWith(...cells)).toEqual([]);
  });

  it("know interfaces, classes and enums of earlier cells", () => {
    const cells = [
      code(
        "one",
        "interface Site { name: string }\nclass Server { id = 1 }\nenum Kind { a, b }\ntype Pair = [Site, Server];",
      ),
      code("two", 'const pair: Pair = [{ name: "A" }, new Server()];\nconsole.log(pair, Kind.a);'),
    ];
    expect(lintWith(...cells)).toEqual([]);
  });
});

describe("the size of a lesson", () => {
  const minutes = (notebook: Notebook, minutes: number): Notebook => ({
    ...notebook,
    metadata: { ...notebook.metadata, anycast: { ...notebook.metadata.anycast, minutes } },
  });

  it("is counted in words, cells, visible lines and minutes", () => {
    const bare = lessonSize(lesson());
    const prose = markdown("probe", "## More\n\n| one | [two](https://example.com/a_b) |\n\n- three ★");
    const asking = code("probe-ask", 'predict("a", {\n  question: "b?",\n});\n\nexplore("knobs");', {
      tags: ["hide-input"],
    });
    const seen = code("probe-seen", "const a = 1;\n\nconst b = 2;");
    const more = lessonSize(lesson(prose, asking, seen));
    expect(more.words - bare.words).toBe(4);
    expect(more.cells - bare.cells).toBe(3);
    expect(more.lines - bare.lines).toBe(2);
    expect(more.minutes - bare.minutes).toBe(2);
    expect(bare.exerciseMinutes).toBe(4 * 5 + 10);
    const optional = [markdown("going-further", "## Going further\n\nMore."), asking, seen];
    const { cells, ...rest } = lesson();
    expect(lessonSize({ ...rest, cells: [...cells, ...optional] })).toEqual(bare);
  });

  it("is one evening", () => {
    const long = markdown("probe", `## More\n\n${"word ".repeat(3000)}word`);
    expect(lint(minutes(lesson(long), 60))).toEqual([
      expect.stringMatching(
        /^9-sums.ipynb: 30\d\d words of prose, at most 3000: cut, or move a part to "Going further"/,
      ),
    ]);
    expect(lint(minutes(lesson(long), 9)).at(-1)).toMatch(/minutes must be at least 15 \(got 9\)/);
    const many = Array.from({ length: 90 }, (_, i) => code(`probe-${"a".repeat(i + 1)}`, "1 + 1;"));
    expect(lintWith(...many)).toEqual([expect.stringMatching(/\d+ cells, at most 90/)]);
    const wide = Array.from({ length: 35 }, (_, i) =>
      code(`probe-${"a".repeat(i + 1)}`, "1 + 1;\n".repeat(9) + "1 + 1;"),
    );
    expect(lintWith(...wide)).toEqual([expect.stringMatching(/\d+ visible lines of code, at most 350/)]);
    const questions = code("probe", "predict(1);\n".repeat(9) + "predict(1);", { tags: ["hide-input"] });
    expect(lessonSize(lesson(questions)).minutes).toBe(10);
  });
});

describe("exercises", () => {
  const probe = exercise("probe");
  const changed = (at: number, change: Partial<Cell>) =>
    lintWithout(probe.map((cell, i) => (i === at ? ({ ...cell, ...change } as Cell) : cell)));
  const lintWithout = (cells: Cell[]) =>
    lintNotebook(lesson(...cells), { file, answered: new Set([...answered, "probe"]) }).map((problem) =>
      problemText("9-sums.ipynb", problem),
    );

  it("are whole", () => {
    expect(lintWithout(probe)).toEqual([]);
    expect(lintWithout(probe.slice(0, 2))).toContainEqual(expect.stringMatching(/"probe" has no test cell/));
    expect(lintWithout([probe[0], probe[2]])).toContainEqual(expect.stringMatching(/no answer cell with the grade_id/));
    expect(changed(0, { source: "### Exercise 1\n\nNo stars." }).join("\n")).toMatch(/has no stars[^]*has 0 hints/);
    expect(changed(1, { source: "function probe(a: number, b: number) {\n  return a + b;\n}" })).toEqual([
      expect.stringMatching(/has no solution/),
    ]);
    expect(changed(2, { source: "console.log(probe(1, 2));" })).toEqual([expect.stringMatching(/has no hidden tests/)]);
    const hidden = "// look here\n/// BEGIN HIDDEN TESTS\nprobe(1, 2);\n/// END HIDDEN TESTS";
    expect(changed(2, { source: hidden })).toEqual([expect.stringMatching(/has no visible check/)]);
    expect(lintWith(...probe)).toEqual([expect.stringMatching(/add test\/notebooks\/answers\/<lesson>\/probe.json/)]);
  });

  it("are at least five, one of them read by a person with a rubric", () => {
    const { cells, ...rest } = lesson();
    const few = lint({ ...rest, cells: cells.filter(({ id }) => !/total|essay/.test(id)) });
    expect(few).toEqual([
      expect.stringMatching(/3 exercises: a lesson has at least 5/),
      expect.stringMatching(/No open exercise/),
    ]);
    const bare = withCell(lesson(), "ex-essay", { source: "### Exercise ★★★ Explain\n\nWhy?" });
    expect(lint(bare)).toEqual([expect.stringMatching(/"essay" has no rubric/)]);
  });

  it("have metadata that nbgrader takes", () => {
    const meta = (change: object) =>
      changed(2, { metadata: { nbgrader: { ...probe[2].metadata.nbgrader!, ...change } } }).join("\n");
    expect(meta({ schema_version: 2 })).toMatch(/schema_version/);
    expect(meta({ checksum: "x" })).toMatch(/checksum/);
    expect(meta({ points: undefined })).toMatch(/needs `points`/);
    expect(meta({ locked: false })).toMatch(/invalid combination of grade/);
    expect(meta({ grade_id: "probe-test" })).toMatch(/must start with "9-sums-" or "9-"/);
    expect(meta({ grade_id: "9-probe-check" })).toMatch(/must end in "-test"/);
    expect(meta({ grade_id: "9-add-test" })).toMatch(/Duplicate grade_id "9-add-test" \(also in cell /);
    expect(lintWith(markdown("essay", "text", graded("answer", "9-essay2")))).toContainEqual(
      expect.stringMatching(/invalid combination of grade/),
    );
  });

  it("close every marker, write it as a comment, and keep it in a cell of its kind", () => {
    expect(changed(1, { source: "/// BEGIN SOLUTION\nconst probe = (a: number, b: number) => a + b;" })).toContainEqual(
      expect.stringMatching(/no END SOLUTION/),
    );
    expect(changed(1, { source: "const probe = (a: number, b: number) => a + b;\n/// END SOLUTION" })).toContainEqual(
      expect.stringMatching(/END SOLUTION without a BEGIN/),
    );
    expect(
      changed(1, { source: "// BEGIN SOLUTION\nconst probe = (a: number, b: number) => a + b;\n/// END SOLUTION" }),
    ).toEqual([expect.stringMatching(/line 1: Write the marker as `\/\/\/ BEGIN SOLUTION`/)]);
    expect(lintCode("/// BEGIN SOLUTION\nconsole.log(1);\n/// END SOLUTION")).toEqual([
      expect.stringMatching(/SOLUTION must be in a cell of kind answer/),
    ]);
  });
});
