// Runs cells for grading, one after another in a separate process, each with a time limit. The text, figures and error of a cell
// are returned as data. A cell that ends the process does not affect the others.
import type { Output } from "../notebook/index.js";
import { cellClock } from "./cell-clock.js";
import { outputQueue } from "./supervisor/output.js";
import { defaultMemoryMb } from "./supervisor/memory.js";
import { unlimited } from "./supervisor/pace.js";
import { openSession } from "./supervisor/session.js";
import type { AnswerPipes, Confinement } from "./supervisor/worker-process.js";
import type { Message } from "./supervisor/wire.js";
import type { ErrorContent } from "./cell/index.js";

export interface CellRun {
  readonly error: ErrorContent | null;
  /** Texts, figures and, for a test with partial credit, its value; the error is not included. */
  readonly outputs: readonly Output[];
}

export interface CellOptions {
  readonly limitMs: number;
  readonly isTest?: boolean;
  /** Another process that works for the cell; its time counts too. */
  readonly other?: () => number | undefined;
}

export interface RunningCells {
  /** Runs a cell; interrupts it after `limitMs` (cell-clock.ts), and ends its process if that does not stop it. Never rejects. */
  run(code: string, options: CellOptions): Promise<CellRun>;
  /** The process that runs the cells now. */
  pid(): number | undefined;
  end(): void;
}

/** Time limit for running earlier cells again, ms. */
const restoreMs = 120_000;

export function runningCells({
  cwd,
  env,
  memoryMb = defaultMemoryMb,
  confinement,
  onAnswerPipes = () => {},
  mostText = 200_000,
  mostFigures = 8_000_000,
}: {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly memoryMb?: number;
  readonly confinement?: Confinement;
  readonly onAnswerPipes?: (pipes: AnswerPipes) => void;
  /** Limits in characters: of a cell's printed text, and of its figures. */
  readonly mostText?: number;
  readonly mostFigures?: number;
}): RunningCells {
  let outputs: Output[] = [];
  let parent = newParent();
  let number = 0;
  let pid: number | undefined;
  const output = outputQueue({
    pace: unlimited,
    limits: { text: mostText, figures: mostFigures },
    publish: (type, from, content) => {
      if (from === parent) keep(outputs, type, content as Record<string, unknown>);
    },
  });
  const session = openSession({
    cwd,
    memoryMb,
    ...(env ? { env } : {}),
    ...(confinement ? { confinement } : {}),
    onAnswerPipes(pipes) {
      pid = pipes.pid;
      onAnswerPipes(pipes);
    },
    onFrame(frame) {
      if (frame.cell !== number) return;
      if (frame.type === "stream") output.stream(parent, frame.name, frame.text);
      else if (frame.type === "display")
        output.put(parent, frame.update ? "update_display_data" : "display_data", { ...frame.content });
      else if (frame.type === "value") output.put(parent, "execute_result", { data: { "text/plain": frame.text } });
    },
    onRawText: (name, text) => output.stream(parent, name, text),
    onIdleDeath: () => {},
  });

  return {
    async run(code, { limitMs, isTest = false, other = () => undefined }) {
      outputs = [];
      parent = newParent();
      number++;
      const isFirst = number === 1; // starts the process and the compiler
      let late = false;
      const pids = () => [pid, other()].filter((each) => each !== undefined);
      const clockOf = (ms: number, stop: () => void) => cellClock({ pids, limitMs: ms, stop });
      // After the process was lost, earlier cells are run again first; one that hangs is stopped too.
      let end = clockOf(restoreMs, () => session.interrupt());
      const onBegin = () => {
        end();
        end = clockOf(isFirst ? 3 * limitMs : limitMs, () => {
          late = true;
          session.interrupt();
        });
      };
      const graded = isTest ? "yes" : "no";
      const error = await session.run({ number, code, graded, unattended: true, onBegin });
      end();
      await output.flush();
      const told = late ? tooLong(limitMs) : error;
      return { error: told, outputs };
    },
    pid: () => pid,
    end: () => session.end(),
  };
}

const newParent = () => ({ identity: [], header: {}, content: {} }) as unknown as Message;

function tooLong(limitMs: number): ErrorContent {
  const evalue = `The cell ran longer than ${limitMs / 1000} s and was stopped. Is there an endless loop, or an await that never resolves?`;
  return { ename: "CellTimeout", evalue, traceback: [`CellTimeout: ${evalue}`] };
}

type Content = Readonly<Record<string, unknown>>;

function keep(outputs: Output[], type: string, { name, text, data, metadata }: Content): void {
  const last = outputs.at(-1);
  if (type === "stream") {
    if (last?.output_type === "stream" && last.name === name)
      outputs[outputs.length - 1] = { ...last, text: last.text + String(text) };
    else outputs.push({ output_type: "stream", name: name as "stdout", text: String(text) });
  } else if (type === "execute_result")
    outputs.push({ output_type: "execute_result", execution_count: null, data: data as never, metadata: {} });
  else outputs.push({ output_type: "display_data", data: data as never, metadata: (metadata ?? {}) as never });
}
