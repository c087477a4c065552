// The part of Node's globals that cells have in a page: a console, a `process` that cannot be ended, tslab's display.
import { runLimits } from "../protocol.js";
import { cellConsole, type Write } from "./console.js";

export interface CellHost {
  readonly modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Call when a new cell begins: resets the counts of displayed figures. */
  begin(): void;
}

/** The same error as in kernel/worker/refusals.ts. */
class ProcessEndRefused extends Error {
  override readonly name = "ProcessEndRefused";
}

function refusal(call: string): () => never {
  return () => {
    throw new ProcessEndRefused(
      `${call} is refused in a cell: it would end the kernel and lose the names of all cells. ` +
        "To stop this cell, throw an Error; to stop it from outside, use its Stop button.",
    );
  };
}

export function provideHost(write: Write, show: (data: Readonly<Record<string, string>>) => void): CellHost {
  let displays = 0;
  let displayed = 0;
  const display = (data: Readonly<Record<string, string>>) => {
    displays++;
    displayed += Object.values(data).reduce((sum, text) => sum + text.length, 0);
    if (displays <= runLimits.displays && displayed <= runLimits.displayed) show(data);
    else if (displays === runLimits.displays + 1)
      write("stderr", "... more figures than a page can show: the rest is left out.\n");
  };
  const texts = (mime: string) => (text: unknown) => display({ [mime]: String(text) });
  const provided = {
    console: cellConsole(write),
    __anycastDisplay: ({ html }: { readonly html: string }) => display({ "text/html": html }),
    process: {
      env: {},
      argv: [],
      platform: "browser",
      versions: {},
      pid: 1,
      cwd: () => "/",
      nextTick: (done: (...values: unknown[]) => void, ...values: unknown[]) => queueMicrotask(() => done(...values)),
      stdout: { write: (text: unknown) => (write("stdout", String(text)), true) },
      stderr: { write: (text: unknown) => (write("stderr", String(text)), true) },
      exit: refusal("process.exit()"),
      reallyExit: refusal("process.reallyExit()"),
      abort: refusal("process.abort()"),
      kill: refusal("process.kill() of the kernel's own process"),
    },
    setImmediate: (done: (...values: unknown[]) => void, ...values: unknown[]) => setTimeout(done, 0, ...values),
    clearImmediate: (timer: number) => clearTimeout(timer),
    global: globalThis,
  };
  for (const [name, value] of Object.entries(provided))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const tslab = {
    display: {
      html: texts("text/html"),
      svg: texts("image/svg+xml"),
      markdown: texts("text/markdown"),
      latex: texts("text/latex"),
      text: texts("text/plain"),
      raw: (mime: string, text: unknown) => display({ [mime]: String(text) }),
    },
  };
  return { modules: { tslab }, begin: () => (displays = displayed = 0) };
}
