// Nested, blocking calls between two processes: tests call the learner's function, which
// may call a function it was given. Lines of JSON go over two pipes; the grader's own process relays them and may answer instead.
import { Buffer } from "node:buffer";
import { readSync, writeSync } from "node:fs";
import { createValues } from "./values.js";

/** File descriptors of the pipes in a worker that asks or answers. */
export const answersIn = 6;
export const answersOut = 7;

export type Line =
  | { readonly type: "ready" }
  | { readonly type: "end" }
  | { readonly type: "call"; readonly target: string | number; readonly values: unknown }
  | { readonly type: "return"; readonly value: unknown }
  | { readonly type: "throw"; readonly name: string; readonly message: string };

export interface Channel {
  /** Calls a function of the other side by name and waits. Returns or throws what that function returns or throws. */
  ask(name: string, values: readonly unknown[]): unknown;
  /** Answers calls of these functions until the other side ends. */
  serve(functions: Readonly<Record<string, unknown>>): void;
  /** Forgets all objects and functions sent and received. */
  forget(): void;
}

/** An error thrown by a function of the other side, with its original name. */
class AnswerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export function openChannel(): Channel {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const values = createValues(call);
  let functions: Readonly<Record<string, unknown>> = {};
  let rest = Buffer.alloc(0);
  const lines: string[] = [];
  let served = false;

  function put(line: Line): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`, "utf8");
    for (let at = 0; at < bytes.length;) at += again(() => writeSync(answersOut, bytes, at, bytes.length - at));
  }

  function take(): Line {
    while (lines.length === 0) {
      const chunk = Buffer.alloc(65_536);
      const length = again(() => readSync(answersIn, chunk, 0, chunk.length, null));
      if (length === 0) throw new AnswerError("Error", "The other process has ended.");
      const text = Buffer.concat([rest, chunk.subarray(0, length)]);
      const end = text.lastIndexOf(10);
      rest = text.subarray(end + 1);
      if (end >= 0) lines.push(...text.subarray(0, end).toString("utf8").split("\n"));
    }
    return JSON.parse(lines.shift()!) as Line;
  }

  function again(work: () => number): number {
    for (;;)
      try {
        return work();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
        Atomics.wait(pause, 0, 0, 1);
      }
  }

  function call(target: string | number, given: readonly unknown[]): unknown {
    put({ type: "call", target, values: values.encode(given) });
    for (;;) {
      const line = take();
      if (line.type === "call") answer(line);
      else if (line.type === "return") return values.decode(line.value);
      else if (line.type === "throw") throw new AnswerError(text(line.name), text(line.message));
      else {
        served = true;
        throw new TypeError("The answer is not a value that can be read.");
      }
    }
  }

  function answer({ target, values: given }: Line & { type: "call" }): void {
    let line: Line;
    try {
      const named = typeof target === "string" && Object.hasOwn(functions, target) ? functions[target] : undefined;
      const called = typeof target === "string" ? named : values.sentFunction(target);
      const list = values.decode(given) as readonly unknown[];
      if (typeof called !== "function") throw new TypeError(`${target} is not a function.`);
      line = { type: "return", value: values.encode((called as (...list: readonly unknown[]) => unknown)(...list)) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
      line = { type: "throw", name: text(name), message: text(message) };
    }
    put(line);
  }

  return {
    ask: call,
    serve(those) {
      functions = those;
      served = false;
      put({ type: "ready" });
      while (!served) {
        const line = take();
        if (line.type === "call") answer(line);
        else served = line.type === "end";
      }
      functions = {};
      values.forget();
    },
    forget: () => values.forget(),
  };
}

const text = (value: unknown) => String(value).slice(0, 4000);
