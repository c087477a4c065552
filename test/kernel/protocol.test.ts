// The kernel as Jupyter sees it: every statement here is made over the real protocol, with jupyter_client.
import { afterAll, beforeAll, expect } from "vitest";
import { needs } from "../needs.js";
import { errors, openSession, written, type Session } from "./session.js";

const { describe, it } = needs("jupyter");

describe("the kernel", { timeout: 120_000 }, () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
  }, 240_000);
  afterAll(() => session?.close());

  it("calls itself TypeScript, as the notebooks' language_info says", () => {
    expect(session.info.language_info).toEqual({
      name: "typescript",
      version: "3.7.2",
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    });
  });

  it("a cell that throws publishes an error message and answers with the same error", async () => {
    const result = await session.run('const km = 3;\n\n  throw new RangeError("too far: " + km);');
    const [error] = errors(result);
    expect(error).toMatchObject({ ename: "RangeError", evalue: "too far: 3" });
    expect(result.reply).toMatchObject({ status: "error", ...error });
    expect(written(result, "stderr")).toBe("");
  });

  it("a traceback starts at the learner's line and holds nothing of the kernel", async () => {
    const { reply } = await session.run('type Unseen = { a: number };\nconst fine = 1;\n  throw new Error("here");');
    const number = reply.execution_count;
    expect(reply.traceback).toEqual([
      `cell [${number}], line 3, column 9`,
      '    3 |   throw new Error("here");',
      "      |         ^",
      "Error: here",
    ]);
  });

  it("an error in a function of an earlier cell shows that cell, and then the call", async () => {
    const first = await session.run(
      "interface Link { km: number }\nfunction lengthOf(link: any) {\n  return link.path.length;\n}",
    );
    const second = await session.run("// measure it\nlengthOf({ km: 3 });");
    expect(second.reply.traceback).toEqual([
      `cell [${first.reply.execution_count}], line 3, column 20`,
      "    3 |   return link.path.length;",
      "      |                    ^",
      "TypeError: Cannot read properties of undefined (reading 'length')",
      `called from cell [${second.reply.execution_count}], line 2, column 1`,
      "    2 | lengthOf({ km: 3 });",
      "      | ^",
    ]);
  });

  it("a cell may write and show thousands of things in one go, and none is lost", async () => {
    const printed = await session.run("for (let line = 0; line < 3000; line++) console.log(line);");
    expect(printed.reply.status).toBe("ok");
    expect(written(printed, "stdout").trim().split("\n")).toEqual(Array.from({ length: 3000 }, (_, line) => `${line}`));
    const shown = await session.run(
      'import { display } from "tslab";\nfor (let each = 0; each < 2000; each++) display.html(`<b>${each}</b>`);',
    );
    expect(shown.reply.status).toBe("ok");
    expect(shown.messages.filter(({ type }) => type === "display_data")).toHaveLength(2000);
  });

  it("an error raised inside a library points to the learner's call and names the function", async () => {
    const { reply } = await session.run('import { readFileSync } from "node:fs";\n\nreadFileSync("/no/such/file");');
    expect(reply.evalue).toContain("ENOENT");
    expect(reply.traceback![0]).toMatch(/^cell \[\d+\], line 3, column \d+$/);
    expect(reply.traceback!.at(-1)).toBe("  raised by readFileSync()");
    const library = await session.run(
      'import { parsePrefix } from "anycast-kit";\nconst prefix = parsePrefix("192.0.2.0/99");',
    );
    expect(library.reply.traceback![0]).toMatch(/^cell \[\d+\], line 2, column \d+$/);
    expect(library.reply.traceback!.join("\n")).toContain("raised by parsePrefix()");
    expect(library.reply.traceback!.join("\n")).not.toContain("dist/");
  });

  it("a type error names line and column, and shows every finding under its line", async () => {
    const result = await session.run('const fine = 1;\nconst n: number = "text", m: string = 4;');
    expect(errors(result)).toHaveLength(1);
    expect(result.reply.ename).toBe("TypeScriptError");
    expect(result.reply.evalue).toBe("line 2, column 7: Type 'string' is not assignable to type 'number'.");
    expect(result.reply.traceback!.slice(0, 4)).toEqual([
      `cell [${result.reply.execution_count}], line 2, column 7`,
      '    2 | const n: number = "text", m: string = 4;',
      "      |       ^",
      "TypeScriptError: Type 'string' is not assignable to type 'number'. (TS2322)",
    ]);
    expect(result.reply.traceback!.filter((line) => line.startsWith("cell ["))).toHaveLength(2);
    expect(written(result, "stderr")).toBe("");
  });

  it("columns are the learner's, also behind object shorthand that the kernel spells out", async () => {
    await session.run("const alpha = 1, beta = 2;");
    const typed = await session.run("const both = { alpha, beta }, wrong: string = 3;");
    expect(typed.reply.evalue).toContain("line 1, column 31:");
    const thrown = await session.run('const all = [{ alpha, beta }, { alpha }]; throw new Error("now");');
    expect(thrown.reply.traceback![0]).toMatch(/line 1, column 49$/);
  });

  it("an unfinished statement is reported where the learner stopped typing", async () => {
    const { reply } = await session.run("const unfinished = [1, 2];\nunfinished.");
    expect(reply).toMatchObject({ ename: "SyntaxError", evalue: "line 2, column 12: Identifier expected." });
  });

  it("an awaited rejection and a rejection without await both fail their cell", async () => {
    const awaited = await session.run(
      "const value = await Promise.resolve(1);\nawait Promise.reject(new Error('awaited'));",
    );
    expect(awaited.reply).toMatchObject({ status: "error", evalue: "awaited" });
    expect(awaited.reply.traceback![0]).toMatch(/line 2, column 22$/);
    const floating = await session.run(
      "const start = 1;\nasync function fails() { throw new Error('floating') }\nfails();\n'value'",
    );
    expect(errors(floating)).toHaveLength(1);
    expect(floating.reply).toMatchObject({ status: "error", evalue: "floating" });
    expect(written(floating, "stderr")).toBe("");
  });

  it("a rejection that a later statement awaits does not fail the cell", async () => {
    const { reply } = await session.run(
      "const early = Promise.reject(new Error('early'));\nawait new Promise((r) => setTimeout(r, 20));\ntry { await early } catch { 'caught' }",
    );
    expect(reply.status).toBe("ok");
  });

  it("an error that comes after its cell has ended is shown under that cell, not under the one that runs", async () => {
    const before = session.stray();
    await session.run("setTimeout(() => { throw new Error('late') }, 100); 0");
    const { results, late } = await session.send([{ code: "await new Promise((r) => setTimeout(r, 400)); 'done'" }]);
    expect(results[0].reply.status).toBe("ok");
    expect(late).toMatchObject([{ type: "error", content: { ename: "Error", evalue: "late" } }]);
    expect(session.stray().slice(before.length)).toContain("Error: late");
  });

  it("what a child process or a timer writes after its cell has ended is shown under a cell, and not lost", async () => {
    await session.run(
      'require("node:child_process").spawn("sh", ["-c", "sleep 0.3; echo child"], { stdio: "inherit" });\n' +
        'setTimeout(() => console.log("timer"), 100); 0',
    );
    const { results, late } = await session.send([{ code: "await new Promise((r) => setTimeout(r, 1000)); 'done'" }]);
    // Under the cell that runs when it is written, or the last one: once, and nowhere else.
    const shown = [...late, ...results[0].messages].map(({ content }) => content.text ?? "").join("");
    expect(shown.split("\n").sort()).toEqual(["", "child", "done", "timer"]);
    await session.run(
      'require("node:child_process").spawn("sh", ["-c", "sleep 0.2; echo later"], { stdio: "inherit" }); 0',
    );
    await new Promise((done) => setTimeout(done, 1000));
    const after = await session.send([{ code: "1" }]);
    expect(after.late).toMatchObject([{ type: "stream", content: { name: "stdout", text: "later\n" } }]);
  });

  it("a thrown value that is not an Error, and an error's cause and class, are reported", async () => {
    expect((await session.run('throw "words"')).reply).toMatchObject({
      status: "error",
      ename: "Thrown",
      evalue: "words",
    });
    const { reply } = await session.run(
      'class NoRoute extends Error {}\nthrow new NoRoute("none", { cause: new Error("empty FIB") });',
    );
    expect(reply).toMatchObject({ ename: "NoRoute", evalue: "none" });
    expect(reply.traceback).toContain("  caused by Error: empty FIB");
  });

  it("stop_on_error false: the cell behind a failed one runs", async () => {
    const { results } = await session.send([
      { code: "throw new Error('first')", stop_on_error: false },
      { code: "'second ran'" },
    ]);
    expect(results.map(({ reply }) => reply.status)).toEqual(["error", "ok"]);
    expect(written(results[1], "stdout")).toBe("second ran\n");
  });

  it("stop_on_error true: the cells that wait behind a failed one are aborted, the next one sent runs", async () => {
    const { results } = await session.send([
      { code: "throw new Error('first')" },
      { code: "console.log('must not run')" },
      { code: "console.log('nor this')" },
    ]);
    expect(results.map(({ reply }) => reply.status)).toEqual(["error", "aborted", "aborted"]);
    expect(results.flatMap(({ messages }) => messages).filter(({ type }) => type === "stream")).toEqual([]);
    expect((await session.run("'runs at once'")).reply.status).toBe("ok");
  });

  it("each request is busy when its turn comes and idle when it is done", async () => {
    const { results } = await session.send([{ code: "1" }, { code: "2" }]);
    for (const { states } of results) expect(states).toEqual(["busy", "idle"]);
  });

  it("object shorthand of an earlier cell's names works, in every place it may stand", async () => {
    await session.run("const foo = 1; let bar = 2; function baz() { return 3 }");
    expect(written(await session.run("({ foo })"), "stdout")).toBe("{ foo: 1 }\n");
    expect(
      written(await session.run("[{ foo, bar, own: { foo } }].map(({ foo, own }) => ({ foo, own }))"), "stdout"),
    ).toBe("[ { foo: 1, own: { foo: 1 } } ]\n");
    expect(written(await session.run("const { x = { foo, bar } } = {} as any; x"), "stdout")).toBe(
      "{ foo: 1, bar: 2 }\n",
    );
    expect(written(await session.run("({ bar } = { bar: 7 }); bar"), "stdout")).toBe("7\n");
    expect(written(await session.run("({ bar = 9 } = {} as { bar?: number }); bar"), "stdout")).toBe("9\n");
    expect(written(await session.run("const inner = (foo: string) => ({ foo }); inner('own')"), "stdout")).toBe(
      "{ foo: 'own' }\n",
    );
    expect(written(await session.run("({ baz }).baz()"), "stdout")).toBe("3\n");
  });

  it("a running cell can be interrupted, in a loop and in an await, and says so", async () => {
    for (const code of ["while (true) {}", "await new Promise(() => {})"]) {
      const { results } = await session.send([{ code }], { interrupt: true });
      expect(results[0].reply).toMatchObject({ status: "error", ename: "Interrupted" });
    }
    expect((await session.run("'still here'")).reply.status).toBe("ok");
  });

  it("what a cell writes and displays arrives as without the launcher", async () => {
    const { messages } = await session.run(
      'import { display } from "tslab";\ndisplay.html("<b>x</b>"); console.log("out"); console.error("err"); 42',
    );
    expect(
      messages
        .filter(({ type }) => type !== "execute_input")
        .map(({ type, content }) => [type, content.name, content.text ?? content.data]),
    ).toEqual([
      ["display_data", undefined, { "text/html": "<b>x</b>" }],
      ["stream", "stdout", "out\n"],
      ["stream", "stderr", "err\n"],
      ["stream", "stdout", "42\n"],
    ]);
  });
});
