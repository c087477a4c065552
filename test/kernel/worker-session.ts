// A worker of its own for a test file, without Jupyter: cells in, what they did out. As quick as a kernel can be started.
import { tmpdir } from "node:os";
import type { Question } from "../../lib/course/kernel/frames.js";
import { openSession } from "../../lib/course/kernel/supervisor/session.js";

export interface Ran {
  /** Text and figures in order, stderr's and that of child processes included. */
  readonly out: string;
  /** The traceback, its lines joined; empty if the cell did what it should. */
  readonly error: string;
}

export function openWorker(cwd = tmpdir()) {
  let out = "";
  let late = "";
  let number = 0;
  const session = openSession({
    cwd,
    memoryMb: 512,
    onFrame(frame) {
      if (frame.type === "stream") out += frame.text;
      else if (frame.type === "display") out += JSON.stringify(frame.content.data);
      else if (frame.type === "late") late += frame.error.traceback.join("\n");
    },
    onRawText: (_name, text) => (out += text),
    onIdleDeath: (error) => (late += error.evalue),
  });
  return {
    async run(code: string, { interruptAfterMs }: { readonly interruptAfterMs?: number } = {}): Promise<Ran> {
      out = "";
      const cell = { number: ++number, code, graded: "no", unattended: false } as const;
      const running = session.run(cell);
      const timer =
        interruptAfterMs === undefined ? undefined : setTimeout(() => session.interrupt(), interruptAfterMs);
      const error = await running;
      clearTimeout(timer);
      return { out, error: error?.traceback.join("\n") ?? "" };
    },
    ask: (what: Question, content: object) => session.ask(what, content),
    /** Errors after their cells had ended. */
    late: () => late,
    end: () => session.end(),
  };
}
