// One worker process: started, spoken to, interrupted, ended. Whatever a cell does to it (exit, abort, memory, a closed
// pipe) becomes one `Death` with its reason; nothing here trusts a line that does not carry the worker's token.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { StringDecoder } from "node:string_decoder";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { answersIn, answersOut } from "../answers/index.js";
import type { ErrorContent } from "../cell/index.js";
import { longestFrame, readFrame, stopPipe, type Command, type Frame, type Graded, type Question } from "../frames.js";
import { deathOf, type Death } from "./death.js";

const program = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../../dist/kernel/worker/main.js" : "../worker/main.js", import.meta.url),
);

/** How long a worker may leave a sign of life unanswered after an interrupt before it is ended, ms. */
const stuckMs = 3000;
/** When to interrupt the processes that the cell has started as well, ms. */
const childMs = 600;
/** When to break a loop that a signal does not reach, because it runs behind an `await`, ms. */
const behindAwaitMs = 1200;

export type Outcome =
  { readonly kind: "done"; readonly error: ErrorContent | null } | { readonly kind: "died"; readonly death: Death };

export interface WorkerEvents {
  readonly onFrame: (frame: Frame & { readonly cell: number }) => void;
  /** Text that did not come through the worker's own code: a child process, a native library. */
  readonly onRawText: (name: "stdout" | "stderr", text: string) => void;
  /** The worker ended while no cell ran: a timer's doing, or, before it was ready, a kernel that is not whole. */
  readonly onIdleDeath: (death: Death, wasReady: boolean) => void;
}

export interface Worker {
  execute(cell: { readonly number: number; readonly code: string; readonly graded: Graded }): Promise<Outcome>;
  /** Null where the worker ended before it answered. */
  ask(what: Question, content: object): Promise<object | null>;
  /** Stops the running cell; ends the worker where it cannot be stopped. */
  interrupt(): void;
  end(): void;
}

/** Two pipes by which cells of two workers call each other's functions (answers/channel.ts). */
export interface AnswerPipes {
  /** Of the worker, or of the program it is confined by. */
  readonly pid: number | undefined;
  readonly toWorker: Writable;
  readonly fromWorker: Readable;
}

/** How a worker is started where it must be confined: within another program, which passes the pipes 3 to 7 on. */
export interface Confinement {
  readonly command: (words: readonly string[]) => readonly string[];
  /** Interrupts what runs inside; `pid` is that of the program outside. */
  readonly interrupt: (pid: number) => void;
  /** Looks after the memory and the processes inside; `end` ends it all and says why. Gives what stops the looking. */
  readonly watch: (pid: number, end: (why: string) => void) => () => void;
}

export interface WorkerOptions extends WorkerEvents {
  readonly cwd: string;
  /** Most memory for JavaScript's values, MB. */
  readonly memoryMb: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly confinement?: Confinement;
  /** Called with the pipes of each worker that is started, where cells ask or answer. */
  readonly onAnswerPipes?: (pipes: AnswerPipes) => void;
}

export function startWorker({
  cwd,
  memoryMb,
  env = process.env,
  confinement,
  onAnswerPipes,
  ...events
}: WorkerOptions): Worker {
  const token = randomBytes(24).toString("hex");
  const flags = ["--disable-warning=ExperimentalWarning", `--max-old-space-size=${memoryMb}`];
  const words = [process.execPath, ...flags, program, String(memoryMb), ...(onAnswerPipes ? ["answers"] : [])];
  const [file, ...args] = confinement ? confinement.command(words) : words;
  const child = spawn(file, args, {
    cwd,
    env: { ...env, JPY_PARENT_PID: undefined },
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe", ...(onAnswerPipes ? (["pipe", "pipe"] as const) : [])],
    detached: true, // a group of its own: Jupyter's signals reach the supervisor only, and its children end with it
  });
  const commands = child.stdio[4] as Writable;
  const stop = (child.stdio as readonly unknown[])[stopPipe] as Writable;
  for (const pipe of [commands, stop]) pipe.on("error", () => {}); // a worker that ended
  const tell = (command: Command) => commands.write(JSON.stringify(command) + "\n");

  let running: { readonly number: number; readonly done: (outcome: Outcome) => void } | null = null;
  let dead: Death | null = null;
  let stuck = false;
  let ready = false;
  let complaints = "";
  const questions = new Map<number, (content: object | null) => void>();
  let nextQuestion = 1;

  const finish = (outcome: Outcome) => {
    const { done } = running!;
    running = null;
    done(outcome);
  };

  readLines(child.stdio[3] as Readable, (line) => {
    const frame = readFrame(line, token);
    if (frame === null) return;
    if (frame.type === "ready") ready = true;
    else if (frame.type === "answer") {
      questions.get(frame.id)?.(frame.content);
      questions.delete(frame.id);
    } else if (frame.type !== "done") events.onFrame(frame);
    // What a child process of the cell wrote is read first: it lies in another pipe.
    else
      setTimeout(setImmediate, 1, () => frame.cell === running?.number && finish({ kind: "done", error: frame.error }));
  });
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    child[name]!.on("data", (bytes: Buffer) => {
      const text = decoder.write(bytes);
      if (name === "stderr") complaints = (complaints + text).slice(-20_000);
      if (name === "stderr" && isFatal(complaints)) return; // Node's own message; `deathOf` gives a better one
      events.onRawText(name, text);
    });
  }
  const ended = (code: number | null, signal: NodeJS.Signals | null) => {
    if (dead) return;
    endWatch();
    signalGroup(child.pid, "SIGKILL");
    dead = deathOf({ code, signal, complaints, memoryMb, stuck });
    for (const answer of questions.values()) answer(null);
    questions.clear();
    if (running) finish({ kind: "died", death: dead });
    else events.onIdleDeath(dead, ready);
  };
  child.on("error", () => ended(null, null));
  // "close", so that all of its output has been read; but a grandchild may hold the pipes open.
  child.on("close", ended);
  child.on("exit", (code, signal) => setTimeout(() => ended(code, signal), 500).unref());
  // A cell that closes the worker's pipe has cut the worker off.
  child.stdio[3]!.on("close", () => setTimeout(() => child.kill("SIGKILL"), 200).unref());

  const interrupt = () =>
    confinement && child.pid !== undefined ? confinement.interrupt(child.pid) : child.kill("SIGINT");
  const endWatch =
    confinement && child.pid !== undefined
      ? confinement.watch(child.pid, (why) => {
          complaints = `anycast-kit kernel: ${why}`;
          child.kill("SIGKILL");
        })
      : () => {};
  if (onAnswerPipes) {
    const pipes = child.stdio as unknown as Readonly<Record<number, Writable & Readable>>;
    const [toWorker, fromWorker] = [pipes[answersIn], pipes[answersOut]];
    toWorker.on("error", () => {});
    fromWorker.on("error", () => {});
    onAnswerPipes({ pid: child.pid, toWorker, fromWorker });
  }

  tell({ type: "hello", token });

  const worker: Worker = {
    execute: ({ number, code, graded }) =>
      new Promise((done) => {
        if (dead) return done({ kind: "died", death: dead });
        running = { number, done };
        tell({ type: "execute", number, code, graded });
      }),
    ask: (what, content) =>
      new Promise((answer) => {
        if (dead) return answer(null);
        const id = nextQuestion++;
        questions.set(id, answer);
        tell({ type: "ask", id, what, content });
      }),
    interrupt() {
      if (dead) return;
      interrupt();
      tell({ type: "interrupt" });
      // A signal that came while the cell was still being compiled did nothing, so it is repeated.
      const again = setInterval(interrupt, 500);
      // A child process that the cell waits for; its end may be enough, so the loop is broken later.
      const group = setTimeout(() => confinement || signalGroup(child.pid, "SIGINT"), childMs);
      const harder = setTimeout(() => stop.write("."), behindAwaitMs);
      const end = () => {
        stuck = true;
        child.kill("SIGKILL");
      };
      const timer = setTimeout(end, stuckMs);
      const stopped = running;
      void worker.ask("ping", {}).then(() => {
        clearInterval(again);
        for (const each of [group, harder, timer]) clearTimeout(each);
        // The process answers, and the cell does not end: it was stopped in what comes after it.
        if (stopped) setTimeout(() => running === stopped && !dead && end(), stuckMs).unref();
      });
    },
    end() {
      dead ??= deathOf({ code: 0, signal: null, complaints, memoryMb, stuck });
      endWatch();
      signalGroup(child.pid, "SIGKILL");
    },
  };
  return worker;
}

/** Signals a worker and the processes that its cells have started. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended already
  }
}

const isFatal = (text: string): boolean => /<--- Last few GCs --->|FATAL ERROR|^anycast-kit kernel: memory/m.test(text);

/** Calls `take` with each line; one that is longer than a frame may be is left out. */
function readLines(stream: Readable, take: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let parts: string[] = [];
  let length = 0;
  stream.on("error", () => {});
  stream.on("data", (bytes: Buffer) => {
    const pieces = decoder.write(bytes).split("\n");
    for (const [i, piece] of pieces.entries()) {
      if (length + piece.length <= longestFrame) parts.push(piece);
      else parts = [];
      length += piece.length;
      if (i === pieces.length - 1) return;
      if (parts.length > 0) take(parts.join(""));
      parts = [];
      length = 0;
    }
  });
}
