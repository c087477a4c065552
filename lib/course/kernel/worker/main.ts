// The worker: runs the cells, in a process that has neither Jupyter's sockets nor its key. Started by the supervisor
// (supervisor/worker-process.ts), which hears of everything through frames.ts.
import { readSync } from "node:fs";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { ErrorContent } from "../cell/index.js";
import { findLibraryAtRunTime, keepSourceMaps, loadTslab } from "../compile/index.js";
import { cellRunner } from "./run-cell.js";
import { inPipe, type Command, type Display, type Graded } from "../frames.js";
import { checkDisplay } from "./check-display.js";
import { cellStreams } from "./cell-streams.js";
import { refuseToEnd } from "./refusals.js";
import { frameWriter } from "./write-frames.js";
import { tidyWhenIdle } from "./tidy-up.js";
import { watchParentAndMemory } from "./watch.js";
import { openAnswers } from "./answers.js";

/** Read before anything else, and synchronously: from here on only this module knows the token. */
function readHello(): string {
  let line = "";
  const byte = Buffer.alloc(1);
  while (readSync(inPipe, byte, 0, 1, null) === 1 && byte[0] !== 10) line += byte.toString("latin1");
  return (JSON.parse(line) as { token: string }).token;
}

const send = frameWriter(readHello());
const complain = process.stderr.write.bind(process.stderr);

try {
  Error.stackTraceLimit = 100; // deep enough that the learner's line is always in it
  const { reallyExit } = refuseToEnd();
  watchParentAndMemory(Number(process.argv[2]));
  const channel = process.argv[3] === "answers" ? openAnswers() : null;
  process.argv.length = 1;
  findLibraryAtRunTime();
  const maps = keepSourceMaps();
  const { tslab, typescript } = loadTslab(maps.override);

  let cell = 0;
  let graded: Graded = "no";
  const runner = cellRunner({
    tslab,
    typescript,
    maps,
    root: process.cwd(),
    isScore: ({ awaited }) => graded === "yes" || (graded === "perhaps" && !awaited),
    onScore(text) {
      send({ type: "value", cell, text });
      return graded === "yes";
    },
  });
  const streams = cellStreams((name, text) => send({ type: "stream", cell, name, text }));
  const executor = {
    ...runner.executor,
    execute(code: string) {
      streams.open(); // tslab's own calls no callback
      return runner.executor.execute(code);
    },
  };
  const handler = new tslab.JupyterHandlerImpl(executor, false);
  runner.onLateError = (error, number) => send({ type: "late", cell: number, error });

  const display = (content: Record<string, unknown>, update: unknown) => {
    checkDisplay(content.data);
    send({ type: "display", cell, content: content as unknown as Display, update: update === true });
  };

  const memory = tidyWhenIdle();
  const execute = async (number: number, code: string) => {
    memory.begin();
    cell = number;
    channel?.forget();
    runner.nextNumber(number);
    const failed = await handler
      .handleExecuteImpl({ code }, () => {}, display)
      .then(
        () => null,
        (error: unknown) => error, // runner.last has a better message, unless the kernel itself failed
      );
    await new Promise((done) => setImmediate(done)); // what the cell has printed last arrives
    streams.flush();
    const { number: ran, error } = runner.last();
    const own = failed !== null && (error === null || ran !== number) ? notRun(failed) : null;
    memory.ended();
    send({ type: "done", cell: number, error: own ?? error });
  };

  /** A cell that did not run, or not to its end, must not look like one that did. */
  const notRun = (failed: unknown): ErrorContent => {
    const evalue = `The kernel could not run the cell: ${failed instanceof Error ? failed.message : typeof failed}. Restart the kernel.`;
    return { ename: "KernelError", evalue, traceback: [`KernelError: ${evalue}`] };
  };

  const answers: Record<string, (content: object) => object> = {
    ping: () => ({}),
    complete: (content) => handler.handleComplete(content),
    inspect: (content) => handler.handleInspect(content),
    is_complete: (content) => handler.handleIsComplete(content),
  };
  const answer = (what: string, content: object): object => {
    try {
      return answers[what](content);
    } catch {
      return {};
    }
  };

  const input = createInterface({ input: new Socket({ fd: inPipe, readable: true, writable: false }) });
  let last: Promise<void> = Promise.resolve();
  input.on("line", (line) => {
    const command = JSON.parse(line) as Command;
    if (command.type === "execute") {
      const fail = (error: unknown) => send({ type: "done", cell: command.number, error: notRun(error) });
      // A cell may have broken what this code needs, such as Promise: the supervisor must learn of the end.
      try {
        last = last
          .then(() => {
            ({ graded } = command);
            return execute(command.number, command.code);
          })
          .catch(fail);
      } catch (error) {
        fail(error);
      }
    } else if (command.type === "ask")
      send({ type: "answer", id: command.id, content: answer(command.what, command.content) });
    else if (command.type === "interrupt") runner.executor.interrupt();
  });
  input.on("close", () => reallyExit(0));
  send({ type: "ready" });
} catch (error) {
  complain(`anycast-kit kernel: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
