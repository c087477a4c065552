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

plain("the pace of output", () => {
  plainIt("stays below 1000 messages and 1 MB a second over 3 s, as jupyter_server counts them", () => {
    let now = 0;
    const pace = belowServerLimits(() => now);
    const sent: { at: number; bytes: number }[] = [];
    for (const bytes of [...Array<number>(300).fill(66_000), ...Array<number>(9000).fill(300)]) {
      for (let ms = pace.wait(bytes); ms > 0; ms = pace.wait(bytes)) now += ms;
      sent.push({ at: now, bytes });
      now += 0.01;
      const window = sent.filter(({ at }) => now - at < 3000);
      expect(window.length / 3).toBeLessThan(1000);
      expect(window.reduce((sum, each) => sum + each.bytes, 0) / 3).toBeLessThan(1_000_000);
    }
    expect(now).toBeLessThan(60_000);
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
