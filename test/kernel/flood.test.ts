// Output that comes fast, while a person watches: all of it arrives, in order, below the rates at which a Jupyter server drops.
import { afterAll, beforeAll, describe as plain, expect, it as plainIt } from "vitest";
import { outputQueue } from "../../lib/course/kernel/supervisor/output.js";
import { belowServerLimits, unlimited } from "../../lib/course/kernel/supervisor/pace.js";
import type { Message } from "../../lib/course/kernel/supervisor/wire.js";
import { readFrame } from "../../lib/course/kernel/frames.js";
import { needs } from "../needs.js";
import { errors, openSession, written, type Session } from "./session.js";

const { describe, it } = needs("jupyter");

describe("a kernel whose cells print much", { timeout: 240_000 }, () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
  }, 240_000);
  afterAll(() => session?.close());

  it("100,000 lines arrive whole, and figures keep their place between them", async () => {
    const result = await session.run(
      'import { display } from "tslab";\n' +
        "let lines = 0;\nfor (let i = 0; i < 100_000; i++) { console.log(i); if (i % 25_000 === 0) display.html(`<b>${i}</b>`); }\n'end'",
    );
    expect(result.reply.status).toBe("ok");
    expect(result.states).toEqual(["busy", "idle"]);
    let next = 0;
    for (const { type, content } of result.messages) {
      if (type === "display_data") expect(content.data).toEqual({ "text/html": `<b>${next - 1}</b>` });
      if (type !== "stream") continue;
      for (const line of content.text.trimEnd().split("\n")) expect(line).toBe(next < 100_000 ? `${next++}` : "end");
    }
    expect(next).toBe(100_000);
    expect(result.messages.length).toBeLessThan(200);
  });

  it("beyond 10 MB the output is cut, says so, and the cell's result is unharmed", async () => {
    const result = await session.run(
      'for (lines = 0; lines < 200_000; lines++) console.log("x".repeat(99));\ndisplay.html("<i>kept</i>");\nthrow new Error(`after ${lines}`);',
    );
    const text = written(result, "stdout");
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(text.length).toBeLessThan(10_001_000);
    expect(text).toContain("[Output cut here: a cell may print 10 MB.");
    expect(result.messages.some(({ type }) => type === "display_data")).toBe(true);
    expect(errors(result)).toMatchObject([{ evalue: "after 200000" }]);
    expect(written(await session.run("lines"), "stdout")).toBe("200000\n");
  });

  it("an endless loop of prints can be stopped; what was printed until then stays", async () => {
    const { results } = await session.send([{ code: 'while (true) console.log("on and on");' }], { interrupt: true });
    expect(results[0].reply).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(written(results[0], "stdout")).toMatch(/^on and on\n/);
    expect(written(await session.run("lines"), "stdout")).toBe("200000\n");
  });

  it("text that a cell writes to the worker's pipe by itself is ignored", async () => {
    const forged =
      'const { writeSync } = require("fs");\nfor (const fd of [3, 4]) try { writeSync(fd, JSON.stringify({ type: "done", cell: 99, error: null }) + "\\n{\\n\\0"); } catch {}\nconsole.log("real");';
    const result = await session.run(forged);
    expect(result.reply.status).toBe("ok");
    expect(written(result, "stdout")).toBe("real\n");
    expect(written(await session.run("lines"), "stdout")).toBe("200000\n");
  });

  it("a cell that cuts its process off fails, and a new process serves the next cell", async () => {
    const result = await session.run('require("fs").closeSync(3);');
    expect(errors(result)).toMatchObject([{ ename: "KernelExit" }]);
    expect(result.reply.evalue).toContain("run cells [1], ");
    const again = await session.run("typeof lines");
    expect(again.reply.ename).toBe("TypeScriptError");
    expect(written(await session.run("'new'"), "stdout")).toBe("new\n");
  });
});

/** When each message of these sizes leaves, ms. */
function whenSent(sizes: readonly number[]): { readonly at: number; readonly bytes: number }[] {
  let now = 0;
  const pace = belowServerLimits(() => now);
  return sizes.map((bytes) => {
    for (let ms = pace.wait(bytes); ms > 0; ms = pace.wait(bytes)) now += ms;
    return { at: now, bytes };
  });
}

plain("the pace of output", () => {
  plainIt.each([
    { name: "large texts", sizes: Array<number>(300).fill(66_000), least: 40_000 },
    { name: "texts larger than what may be sent at once", sizes: Array<number>(24).fill(800_000), least: 40_000 },
    { name: "figures", sizes: Array<number>(9000).fill(0), least: 15_000 },
    { name: "a mixture", sizes: Array.from({ length: 4000 }, (_, i) => (i % 20 === 0 ? 66_000 : 300)), least: 25_000 },
  ])("a server that stands still for 3 s drops nothing: $name", ({ sizes, least }) => {
    const sent = whenSent(sizes);
    for (const [begin, { at: stopped }] of sent.entries()) {
      if (begin % 50 > 0) continue;
      // What was sent in these 3 s arrives at their end, as far as the server counts, with what it counted before and counts after.
      const arrives = sent.map(({ at, bytes }) => ({
        at: at >= stopped && at < stopped + 3000 ? stopped + 3000 : at,
        bytes,
      }));
      for (const end of [stopped + 3000, stopped + 4000, stopped + 5999]) {
        const window = arrives.filter(({ at }) => at > end - 3000 && at <= end);
        expect(window.length).toBeLessThanOrEqual(3000);
        expect(window.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(3_000_000);
      }
    }
    expect(sent.at(-1)!.at).toBeGreaterThan(least);
    expect(sent.at(-1)!.at).toBeLessThan(60_000);
  });

  plainIt("counts text as the server does, in the form of JSON", async () => {
    const counted: number[] = [];
    const output = outputQueue({
      pace: { wait: (bytes) => (counted.push(bytes), 0), restart: () => undefined },
      publish: () => undefined,
    });
    for (const text of ["a".repeat(1000), "\n".repeat(1000), "\u001b".repeat(1000), "\ud83c\udf0d".repeat(1000)]) {
      output.stream({} as Message, "stdout", text);
      await output.flush();
      expect(counted.at(-1)).toBeGreaterThan(JSON.stringify(text).length);
    }
    expect(counted).toHaveLength(4);
  });

  plainIt("begins again with each cell, as the server's counters do", () => {
    const pace = belowServerLimits(() => 0);
    const atOnce = () => Array.from({ length: 2000 }, () => pace.wait(0)).filter((ms) => ms === 0).length;
    expect(atOnce()).toBe(600);
    expect(atOnce()).toBe(0);
    pace.restart();
    expect(atOnce()).toBe(600);
  });

  plainIt.each([
    { lines: 100, messages: 100 },
    { lines: 50_000, messages: 220 },
  ])(
    "$lines lines on two streams become at most $messages messages, each stream in order",
    async ({ lines, messages }) => {
      const sent: { readonly name: string; readonly text: string }[] = [];
      const output = outputQueue({
        pace: unlimited,
        publish: (_type, _parent, content) => sent.push(content as never),
      });
      const parent = {} as Message;
      const nameOf = (i: number) => (i % 2 === 0 ? "stdout" : "stderr");
      for (let i = 0; i < lines; i++) output.stream(parent, nameOf(i), `${i}\n`);
      await output.flush();
      for (const name of ["stdout", "stderr"]) {
        const wanted = Array.from({ length: lines }, (_, i) => (nameOf(i) === name ? `${i}\n` : "")).join("");
        expect(sent.map((each) => (each.name === name ? each.text : "")).join("")).toBe(wanted);
      }
      expect(sent.length).toBeLessThanOrEqual(messages);
      // As long as few wait, the order between the streams is kept as well.
      for (let i = 0; i < 100; i++) expect(sent[i]).toMatchObject({ name: nameOf(i), text: `${i}\n` });
    },
  );

  plainIt("text is never gathered past a figure, and each cell's text stays its own", async () => {
    const sent: string[] = [];
    const output = outputQueue({
      pace: unlimited,
      publish: (type, _parent, content) => sent.push(type === "stream" ? (content as { text: string }).text : type),
    });
    const [first, second] = [{}, {}] as Message[];
    for (let i = 0; i < 1000; i++) output.stream(first, i % 2 ? "stderr" : "stdout", ".");
    output.put(first, "display_data", { data: {} });
    output.stream(first, "stdout", "after");
    output.stream(second, "stdout", "second");
    await output.flush();
    expect(sent.slice(-3)).toEqual(["display_data", "after", "second"]);
    expect(sent.join("").match(/\./g)).toHaveLength(1000);
  });

  plainIt("a text of many pieces is put together again, surrogate pairs whole", async () => {
    const parts: string[] = [];
    const output = outputQueue({
      pace: unlimited,
      publish: (_type, _parent, content) => parts.push((content as { text: string }).text),
    });
    const text = "a" + "🌍".repeat(100_000);
    output.stream({} as Message, "stdout", text);
    await output.flush();
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join("")).toBe(text);
    for (const part of parts) expect(part).toBe(encodeURIComponent(part) && part);
  });
});

plain("a frame of the worker", () => {
  plainIt("is read only with the token, and only where it is whole", () => {
    const read = (frame: unknown, token = "secret") => readFrame(token + JSON.stringify(frame), "secret");
    const stream = { type: "stream", cell: 1, name: "stdout", text: "x" };
    expect(read(stream)).toEqual(stream);
    expect(read(stream, "guess")).toBeNull();
    expect(readFrame('secret{"type":', "secret")).toBeNull();
    for (const wrong of [
      null,
      [],
      { type: "toString" },
      { ...stream, cell: "1" },
      { ...stream, name: "stdin" },
      { ...stream, text: 1 },
      { type: "done", cell: 1, error: {} },
      { type: "display", cell: 1, content: { data: [] }, update: false },
    ])
      expect(read(wrong), JSON.stringify(wrong)).toBeNull();
  });
});
