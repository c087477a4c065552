// The live page as its reader uses it: edit, run, stop, come back. A small notebook, a real browser, no network.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { studentCopy } from "../../lib/course/classroom/student-copy.js";
import { besideOthers } from "../beside-others.js";
import { needs } from "../needs.js";
import { sequences } from "../kernel/conformance/sequences.js";
import { code, markdown, notebook } from "../publish/lesson-notebook.js";
import { livePage, packedNotebook, runAll, runCell, settled, shownCells } from "./live-page.js";
import { useBrowser } from "./open-page.js";

const { describe, it } = needs("chromium");
const browser = useBrowser();

const file = "small.ipynb";
/** Cells by id, in order; none has an output yet. */
const pageOf = async (cells: Readonly<Record<string, string>>) => {
  const all = Object.entries(cells).map(([id, source]) => code(id, source, []));
  return (await livePage(notebook([markdown("title", "# Small\n\nA lesson."), ...all]), file)).html;
};
const cell = (id: string) => `[data-cell="${id}"]`;

/** Types into a cell's editor, in place of what is there. */
async function edit(page: Awaited<ReturnType<typeof browser.open>>["page"], id: string, text: string) {
  const area = page.locator(`${cell(id)} textarea`);
  if ((await area.count()) === 0) await page.locator(cell(id)).getByRole("button", { name: "Edit" }).click();
  await area.fill(text);
}

describe("running a cell", () => {
  it("draws the reader's own chart with Plot", async () => {
    const marks = '[Plot.dot([{ a: 1, b: 2 }, { a: 10, b: 5 }], { x: "a", y: "b" })]';
    const { page } = await browser.open(
      await pageOf({
        import: 'import { show } from "anycast-course";\nimport * as Plot from "@observablehq/plot";',
        plot: `show(Plot.plot({ title: "Mine", ariaDescription: "Two dots.", x: { type: "log" }, marks: ${marks} }))`,
      }),
    );
    const { state, html } = await runCell(page, "plot");
    expect(state).toBe("ran");
    expect(html.match(/<circle/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it("runs what it needs first, once, and marks what is out of date", async () => {
    const { page, said, asked } = await browser.open(
      await pageOf({
        rate: "let rate: number = 0.1;\nconsole.log('rate', rate);",
        other: "console.log('other');",
        loss: "const loss = (n: number): number => rate * n;",
        use: "[rate, loss(100)]",
      }),
    );
    expect((await runCell(page, "use")).text).toBe("[ 0.1, 10 ]");
    expect((await shownCells(page)).map(({ id, state }) => [id, state])).toEqual([
      ["rate", "ran"],
      ["other", "printed"],
      ["loss", "ran"],
      ["use", "ran"],
    ]);
    await edit(page, "rate", "let rate: number = 0.5;\nconsole.log('rate', rate);");
    await page.keyboard.press("Shift+Enter");
    await settled(page, "rate");
    const shown = await shownCells(page);
    expect(shown.map(({ state }) => state)).toEqual(["ran", "printed", "stale", "stale"]);
    expect(shown[3].status).toContain("Out of date");
    expect((await runCell(page, "use")).text).toBe("[ 0.5, 50 ]");
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });

  it("counts what a cell changes by a method, by an assignment or by an earlier cell's function as needed", async () => {
    const { page } = await browser.open(
      await pageOf({
        list: "const list = [1]; let total = 0; function add(n: number) { total += n; } const site = { cost: 1 };",
        push: "list.push(2);",
        set: "site.cost = 7;",
        call: "add(5);",
        unneeded: "const nothing = list.length;",
        read: "[list, site, total]",
      }),
    );
    expect((await runCell(page, "read")).text).toBe("[ [ 1, 2 ], { cost: 7 }, 5 ]");
    expect((await shownCells(page)).find(({ id }) => id === "unneeded")!.state).toBe("printed");
  });

  it("says of an error what Jupyter says, with the learner's line, and does not run what needs the cell", async () => {
    const { page } = await browser.open(
      await pageOf({
        fails:
          "interface Site { name: string }\nconst site = undefined as unknown as Site;\nconst name: string =    site.name;",
        needs: "name.length",
        library: 'import { parsePrefix } from "anycast-kit";\nconst p: unknown =\n  parsePrefix("192.0.2.0/33");',
        syntax: "const a = ;",
      }),
    );
    const [fails, needsIt, library, syntax] = await runAll(page);
    expect(fails.text.split("\n")).toEqual([
      "cell [1], line 3, column 30",
      "    3 | const name: string =    site.name;",
      "      |                              ^",
      "TypeError: Cannot read properties of undefined (reading 'name')",
    ]);
    expect(needsIt).toMatchObject({ state: "failed", status: "Not run: cell 1, which it needs, failed." });
    expect(library.text).toContain("cell [3], line 3, column 3");
    expect(library.text).toContain("raised by parsePrefix()");
    expect(syntax.text).toMatch(/cell \[4\], line 1, column 11[\s\S]*SyntaxError: /);
  });

  it("reads names in any script, and says where a regular expression is wrong", async () => {
    const { page } = await browser.open(
      await pageOf({
        names: "const größe = 2, 𝒳 = 3, \u4e2d = 4;",
        use: "[größe, 𝒳, 中]",
        wrong: "const ok = /[a-z]+(?<n>x)/gu;\nconst pattern = /(/;",
        flags: "const all = /a/gg;",
      }),
    );
    const [, use, wrong, flags] = await runAll(page);
    expect(use.text).toBe("[ 2, 3, 4 ]");
    expect(wrong.text.split("\n")[0]).toBe("cell [3], line 2, column 18");
    expect(wrong.text).toContain("SyntaxError: Invalid regular expression: /(/: Unterminated group");
    expect(flags.text).toMatch(/cell \[4\], line 1, column \d+[\s\S]*SyntaxError: Invalid /);
  });

  it("means what a cell means in the kernel: the sequences of cells that both run", async () => {
    const all = Object.entries(sequences)
      // `using` is known to the browser; a page has no namespaces, and does not check types.
      .filter(([name]) => !["methods of today", "namespaces", "an enum that lost a member"].includes(name))
      .flatMap(([, cells]) => cells);
    const { page } = await browser.open(await pageOf(Object.fromEntries(all.map((each, i) => [`c${i}`, each.code]))));
    for (const [i, { code: source, out = "", error }] of all.entries()) {
      const shown = await runCell(page, `c${i}`);
      expect([source, shown.state]).toEqual([source, error ? "failed" : "ran"]);
      if (!error) expect([source, `${shown.text}\n`.replace(/^\n$/, "")]).toEqual([source, out]);
      else if (error[0] !== "TypeScriptError") for (const part of error) expect(shown.text).toContain(part);
    }
  });

  it("says of a namespace that only Jupyter runs it", async () => {
    const { page } = await browser.open(await pageOf({ a: "const text = `\nnamespace X {`;\nnamespace Units { export const km = 1; }" })); // prettier-ignore
    expect((await runCell(page, "a")).text).toMatch(
      /line 3[\s\S]*A page cannot run a namespace: run this cell in Jupyter/,
    );
  });
});

describe("stopping", () => {
  const runaways = {
    "an endless loop": "for (;;) {}",
    "a flood of text": "for (;;) console.log('x'.repeat(1000));",
    "a flood of figures": 'import { show } from "anycast-course";\nfor (;;) show("figure");',
    "a memory hog": "const hog: unknown[] = [];\nfor (;;) hog.push(new Array(100_000).fill(hog.length));",
    "a promise that asks for the next":
      "const next = (): Promise<void> => Promise.resolve().then(next);\nawait next();",
    "a wait without end": "await new Promise(() => {});",
    "a regular expression": '/^(a+)+$/.test("a".repeat(60) + "b");',
  };

  it.each(Object.entries(runaways))(
    "ends %s within half a second; the page answers meanwhile, later runs work",
    async (_, source) => {
      const { page, said } = await browser.open(
        await pageOf({ before: "const kept = 1;", runaway: source, after: "kept + 1" }),
      );
      await runCell(page, "after");
      await page.locator(`${cell("runaway")} .live-run`).click();
      await page.waitForFunction(
        () => document.querySelector<HTMLElement>('[data-cell="runaway"]')!.dataset.state === "running",
      );
      await page.waitForTimeout(400);
      const { slowest, stopped } = await page.evaluate(async () => {
        let slowest = 0;
        for (let i = 0, last = performance.now(); i < 20; i++) {
          await new Promise((done) => setTimeout(done, 10));
          slowest = Math.max(slowest, performance.now() - last);
          last = performance.now();
        }
        const element = document.querySelector<HTMLElement>('[data-cell="runaway"]')!;
        const begin = performance.now();
        element.querySelector<HTMLButtonElement>(".live-run")!.click();
        while (element.dataset.state === "running") await new Promise((done) => setTimeout(done, 5));
        return { slowest, stopped: performance.now() - begin };
      });
      expect(stopped).toBeLessThan(besideOthers(500));
      expect(slowest).toBeLessThan(besideOthers(500));
      expect((await runCell(page, "after")).text).toBe("2");
      expect(said).toEqual([]);
    },
  );

  it("cuts a flood that ends by itself, and says so", async () => {
    const { page } = await browser.open(
      await pageOf({ flood: "for (let i = 0; i < 3000; i++) console.log('x'.repeat(1000));" }),
    );
    expect((await runCell(page, "flood")).text).toContain("more than 1 MB of text: the rest is left out");
  });
});

describe("coming back", () => {
  it("keeps edits over a reload, runs nothing by itself, and resets", async () => {
    const { page } = await browser.open(await pageOf({ first: "const a = 1;\na", second: "a + 1" }));
    await edit(page, "first", "const a = 5;\na");
    await page.reload();
    expect(await page.locator(`${cell("first")} pre code`).textContent()).toBe("const a = 5;\na");
    expect(page.workers()).toEqual([]);
    expect((await shownCells(page)).map(({ text, status }) => [text, status])).toEqual([
      ["", "Edited"],
      ["", ""],
    ]);
    expect((await runCell(page, "second")).text).toBe("6");
    await page.locator(cell("first")).getByRole("button", { name: "Reset" }).click();
    await page.reload();
    expect(await page.locator(`${cell("first")} pre code`).textContent()).toBe("const a = 1;\na");
    expect((await runCell(page, "second")).text).toBe("2");
  });

  it("keeps an edit of a cell that a new version of the lesson changed, and says so", async () => {
    const { page } = await browser.open(await pageOf({ only: "const a = 1;\na" }), { name: "versions.html" });
    await edit(page, "only", "const a = 5;\na");
    const { writeFileSync } = await import("node:fs");
    const { fileURLToPath } = await import("node:url");
    writeFileSync(fileURLToPath(page.url()), await pageOf({ only: "const a = 2;\na" }));
    await page.reload();
    const [only] = await shownCells(page);
    expect(only.status).toContain("changed since you edited it");
    await page.locator(cell("only")).getByText("Show the new version").click();
    expect(await page.locator(`${cell("only")} .live-difference`).innerText()).toContain("const a = 2;");
    expect((await runCell(page, "only")).text).toBe("5");
  });
});

describe("a hostile cell", () => {
  const refused: Readonly<Record<string, string>> = {
    fetch: "await fetch('https://example.org/')",
    xhr: "new XMLHttpRequest()",
    socket: "new WebSocket('wss://example.org/')",
    events: "new EventSource('https://example.org/')",
    scripts: "importScripts('https://example.org/a.js')",
    worker: "new Worker('data:text/javascript,1')",
    storage: "indexedDB.open('x')",
    caches: "await caches.open('x')",
    channel: "new BroadcastChannel('x').postMessage(1)",
    message: "postMessage({ type: 'done', run: 1, error: null })",
    self: "self.constructor.prototype.postMessage.call(self, 1)",
    proto: "Object.getPrototypeOf(Object.getPrototypeOf(self)).importScripts('https://example.org/a.js')",
    eval: "eval('1')",
    func: "new Function('return 1')()",
    import: "await import('https://example.org/a.js')",
    data: "await import('data:text/javascript,export default 1')",
    url: "URL.createObjectURL(new Blob(['1']))",
    local: "localStorage.getItem('x')",
    document: "document.title",
    parent: "parent.document",
    exit: "process.exit(0)",
  };

  it("reaches neither network nor storage nor page: every attempt is an error", async () => {
    const { page, asked } = await browser.open(await pageOf(refused));
    const shown = await runAll(page);
    expect(shown.filter(({ state }) => state !== "failed").map(({ id, text }) => [id, text])).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("shows markup that can do nothing, and forges no other cell's output", async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script><a href="javascript:document.title=3">a</a><svg onload="document.title=4"><use href="https://example.org/a.svg#b"/></svg><form action="https://example.org"><input></form><style>body{display:none}</style><p id="page-main">words</p>'; // prettier-ignore
    const { page, asked, said } = await browser.open(
      await pageOf({
        other: "'untouched'",
        html: `import { display } from "tslab";\ndisplay.html(${JSON.stringify(evil)});`,
        forged: `const seen: unknown[] = [];
const { port1 } = new (Object.getPrototypeOf(self).constructor, class { port1 = null; })();
Array.prototype.push = function () { return 0; };
JSON.stringify = () => "forged";
Object.prototype.toString = () => "forged";
(globalThis as any).__anycastDisplay = ({ html }: any) => { throw new Error("mine"); };
"done"`,
        after: "1 + 1",
      }),
    );
    const title = await page.title();
    await runCell(page, "other");
    const html = await runCell(page, "html");
    expect(html.text).toContain("words");
    expect(html.html).not.toMatch(/onerror|onload|<script|javascript:|<form|<style|example\.org|id="page-main"/);
    await runCell(page, "forged");
    expect((await shownCells(page))[0].text).toBe("untouched");
    expect(await page.title()).toBe(title);
    expect({ asked, said }).toEqual({ asked: [], said: [] });
  });
});

describe("the notebook in the page", () => {
  const sources = {
    shown: 'const a = "</script> &amp; <b>";\n\n  // é 🙂\ufeff \u2028',
    "ends-empty": "const b = 1;\n\n",
    "begins-empty": "\n\nconst c = 2;",
    "old-lines": "const d = 3;\r\nconst e = 4;\rd",
    nul: "const f = `\0`;",
    half: "const g = `\ud83d`;",
    blank: " \n ",
    empty: "",
    hidden: "const h = 5;",
    last: "a",
  };
  const lesson = notebook([
    markdown("title", "# Small\n\nA lesson."),
    ...Object.entries(sources).map(([id, source]) =>
      code(id, source, [], id === "hidden" ? { tags: ["remove-input"] } : {}),
    ),
  ]);

  it("does without the code that the page shows as it is", async () => {
    const { html } = await livePage(lesson, file);
    const { cells } = JSON.parse(await packedNotebook(html)) as { cells: { id: string; source: string | null }[] };
    const left = cells.filter(({ source }) => source === null);
    expect(left.map(({ id }) => id)).toEqual(["shown", "begins-empty", "last"]);
  });

  it("is downloaded with every text as in the learner's copy, its fields in their order", async () => {
    const { page } = await browser.open((await livePage(lesson, file)).html);
    await edit(page, "last", "b + 1");
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as .ipynb" }).click();
    const text = readFileSync(await (await waiting).path(), "utf8");
    const { cells, ...rest } = studentCopy(lesson, { file });
    const lines = (source: string) => source.split(/(?<=\n)/);
    const expected = cells.map((cell) => ({ ...cell, source: lines(cell.id === "last" ? "b + 1" : cell.source) }));
    expect(JSON.parse(text)).toEqual({ ...rest, cells: expected });
    const order = (notebook: object) =>
      JSON.stringify(notebook, (key, value: unknown) => (key === "metadata" ? null : value));
    expect(Object.keys((JSON.parse(text) as { cells: object[] }).cells[1])).toEqual(Object.keys(expected[1]));
    expect(order(JSON.parse(text) as object)).toBe(order({ ...studentCopy(lesson, { file }), cells: expected }));
  });
});
