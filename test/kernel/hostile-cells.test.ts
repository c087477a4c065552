// Cells that print, display, end and break in unplanned ways: the next cell still works.
import { inspect } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { openWorker } from "./worker-session.js";

const worker = openWorker();
afterAll(() => worker.end());
const outOf = async (code: string) => (await worker.run(code)).out;

describe("values", { timeout: 120_000 }, () => {
  it.each([
    ["const circ: any = { n: 1 }; circ.self = circ; circ", "<ref *1> { n: 1, self: [Circular *1] }\n"],
    ['({ get boom() { throw new Error("getter") }, ok: 1 })', "{ boom: [Getter], ok: 1 }\n"],
    ['new Proxy({}, { get() { throw new Error("trap") }, ownKeys() { throw new Error("keys") } })', "{}\n"],
    ["const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); proxy", "<Revoked Proxy>\n"],
    ['({ [Symbol("k")]: 1 })', `${inspect({ [Symbol("k")]: 1 })}\n`], // Node 24 writes it in another way
    ["-0", "-0\n"],
    ["[,1,,2]", "[ <1 empty item>, 1, <1 empty item>, 2 ]\n"],
    ["declare const onlyDeclared: number; typeof onlyDeclared", "undefined\n"],
  ])("%s", async (code, out) => {
    expect(await worker.run(code)).toEqual({ out, error: "" });
  });

  it("a value that throws when it is shown fails its cell, at its line", async () => {
    const { error } = await worker.run(
      "({\n  [Symbol.for('nodejs.util.inspect.custom')]() {\n    throw new Error('tag');\n  },\n})",
    );
    expect(error).toMatch(/line 3, column 11\n[^]*Error: tag/);
  });

  it.each(["undefined", "{ a: 1 }", "null", "5"])("display.html(%s) says that text is needed", async (value) => {
    const { error } = await worker.run(`import { display } from "tslab";\ndisplay.html(${value} as any);`);
    expect(error).toContain("line 2, column 9");
    expect(error).toMatch(/displayed as text\/html must be text \(got (undefined|object|null|number)\)/);
  });
});

describe("a built-in that is replaced", { timeout: 120_000 }, () => {
  it.each([
    ["Promise", "globalThis.Promise = undefined as any; 1"],
    ["Promise", "await null; delete (globalThis as any).Promise;"],
    ["Map", "(globalThis as any).Map = 5;"],
    ["Error, Object", "(globalThis as any).Object = (globalThis as any).Error = null;"],
    ["setTimeout", "delete (globalThis as any).setTimeout;"],
    ["process", "(globalThis as any).process = undefined;"],
  ])("%s is put back, and the cell says so: %s", async (names, code) => {
    expect((await worker.run(code)).error).toContain(`${names} of globalThis was replaced`);
    const next = "await new Promise((done) => setTimeout(done, 1));\nnew Map([[1, 2]]).get(1)";
    expect(await worker.run(next)).toEqual({ out: "2\n", error: "" });
  });

  it("stays where it is one of its kind", async () => {
    await worker.run(
      "const real = Date.now; Date.now = () => 7; const D = Date; (globalThis as any).Date = class extends D {};",
    );
    expect(await outOf("Date.now()")).toBe("7\n");
    await worker.run("(globalThis as any).Date = D; Date.now = real;");
  });
});

describe("streams", { timeout: 120_000 }, () => {
  it.each([
    [
      "a character in two halves",
      "process.stdout.write(Buffer.from([0xe2, 0x82])); process.stdout.write(Buffer.from([0xac])); undefined",
      "€",
    ],
    ["bytes that are no text", "process.stdout.write(Buffer.from([0xff, 0x41])); undefined", "\ufffdA"],
    ["a progress bar", "for (const p of [0, 50, 100]) process.stdout.write(`\\r${p}%`); undefined", "\r0%\r50%\r100%"],
    ["colours", 'console.log("\\x1b[31mred\\x1b[0m")', "\x1b[31mred\x1b[0m\n"],
    ["a callback", 'await new Promise<void>((done) => process.stdout.write("cb", () => done())); undefined', "cb"],
    ["a stream that is ended", 'process.stdout.end("last\\n"); undefined', "last\n"],
    ["a stream that is destroyed", "process.stdout.destroy(); undefined", ""],
    [
      "a pipe",
      'import { Readable } from "node:stream";\nawait new Promise((done) => Readable.from(["p1\\n", "p2\\n"]).on("end", done).pipe(process.stdout)); undefined',
      "p1\np2\n",
    ],
    [
      "a child process",
      'require("child_process").execSync("echo child; echo err >&2", { stdio: "inherit" }); undefined',
      "child\nerr\n",
    ],
    ["a raw file descriptor", 'require("fs").writeSync(1, "raw\\n"); undefined', "raw\n"],
  ])("%s", async (_, code, out) => {
    expect(await worker.run(code)).toEqual({ out, error: "" });
    expect(
      await outOf('require("child_process").execSync("echo still", { stdio: "inherit" }); console.log("there")'),
    ).toMatch(/still\n/);
  });

  it("a cell that replaces console.log still gives its value", async () => {
    expect(await outOf("const kept = console.log; console.log = () => {}; 5")).toBe("5\n");
    expect(await outOf("console.log = kept; 6")).toBe("6\n");
  });

  it("one line of 3 MB arrives whole", async () => {
    expect((await outOf('console.log("x".repeat(3_000_000))')).length).toBe(3_000_001);
  });
});

describe("ends", { timeout: 120_000 }, () => {
  it.each([
    "process.exit(0)",
    "process.abort()",
    "process.kill(process.pid)",
    "process.kill(process.ppid, 9)",
    "process.kill(-process.pid)",
  ])("%s is refused, and names stay", async (code) => {
    await worker.run("let held = 7");
    expect((await worker.run(code)).error).toContain("ProcessEndRefused");
    expect(await outOf("held")).toBe("7\n");
  });

  it.each([
    [
      "stacks that cannot be written",
      'Error.prepareStackTrace = () => { throw new Error("prepare"); }; (null as any).x',
    ],
    ["a message that cannot be read", 'throw Object.defineProperty(new Error(), "message", { get() { throw 1; } })'],
    [
      "a thrown value that cannot be shown",
      "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 1; }, has() { throw 1; } })",
    ],
  ])("%s do not make a failed cell look well", async (_, code) => {
    expect((await worker.run(code)).error).not.toBe("");
    expect((await worker.run("Error.prepareStackTrace = undefined; 1")).out).toBe("1\n");
  });

  it("a cell that breaks what the kernel itself needs makes the next ones fail, not pass without running", async () => {
    const other = openWorker();
    try {
      await other.run("(Array.prototype as any).flatMap = undefined;");
      const { out, error } = await other.run("console.log('ran')");
      expect({ out, error }).toMatchObject({ out: "", error: expect.stringContaining("KernelError") as string });
    } finally {
      other.end();
    }
  });

  it("listeners that a cell removes do not take the kernel's with them", async () => {
    await worker.run("let kept2 = 1; process.removeAllListeners(); undefined");
    expect((await worker.run("Promise.reject(new Error('nobody')); undefined")).error).toContain("Error: nobody");
    await worker.run("for (const l of process.listeners('unhandledRejection')) process.off('unhandledRejection', l);");
    expect((await worker.run("Promise.reject(new Error('again')); undefined")).error).toContain("Error: again");
    expect(await outOf("kept2")).toBe("1\n");
  });

  it.each([
    ["a loop", "let a1 = 1; while (true) a1++;", "a1 > 1"],
    ["an await", "let a2 = 1; await new Promise(() => {});", "a2 === 1"],
    ["a loop behind an await", "let a3 = 1; await null; while (true) a3++;", "a3 > 1"],
    ["a loop with awaits", "let a4 = 1; while (true) { a4++; if (a4 % 100000 === 0) await 0; }", "a4 > 1"],
    [
      "a child process that is waited for",
      'let a6 = 1; require("node:child_process").execSync("sleep 60")',
      "a6 === 1",
    ],
    [
      "an async iterator",
      "let a5 = 1; async function* g() { while (true) yield a5++ }\nfor await (const x of g());",
      "a5 > 1",
    ],
  ])("%s is interrupted, and its names stay", async (_, code, check) => {
    expect((await worker.run(code, { interruptAfterMs: 500 })).error).toContain("was stopped before it ended");
    expect(await outOf(check)).toBe("true\n");
  });

  it("after a worker was killed, completion and inspection answer, and the next cell runs", async () => {
    const killed = await worker.run('require("child_process").execSync("kill -9 " + process.pid)');
    expect(killed.error).toContain("KernelExit");
    expect(killed.error).toMatch(/run cells \[\d+\]|run the cells above again/);
    expect(await worker.ask("complete", { code: "conso", cursor_pos: 5 })).toMatchObject({ matches: ["console"] });
    expect(await worker.ask("inspect", { code: "parseInt", cursor_pos: 3, detail_level: 0 })).toMatchObject({
      found: true,
    });
    expect(JSON.stringify(await worker.ask("inspect", { code: "parseInt", cursor_pos: 3, detail_level: 0 }))).toContain(
      "Converts a string to an integer",
    );
    expect(await outOf("1 + 1")).toBe("2\n");
  });
});

describe("what is not available", { timeout: 120_000 }, () => {
  it.each([
    "using a = null as any",
    "await using a = null as any",
    "{ using a = null as any }",
    "for (using a of []) {}",
    "if (true) { using a = null as any; }",
  ])("%s says why", async (code) => {
    const { error } = await worker.run(code);
    expect(error).toContain("`using` needs TypeScript 5.2 and Node 24");
    expect(error.split("\n")).toHaveLength(4);
  });

  it("a re-export says so at its line", async () => {
    expect((await worker.run('1;\nexport * from "node:fs";')).error).toMatch(/line 2, column 1\n[^]*cannot re-export/);
  });
});
