// A kernel of its own for a test file, spoken to over the real protocol (session.py, jupyter_client).
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { installKernel, installPlainKernel } from "../../lib/course/kernel/kernelspec.js";
import { repository, venv } from "../needs.js";

export interface KernelMessage {
  readonly type: string;
  readonly content: Record<string, unknown> & {
    name: string;
    text: string;
    ename: string;
    evalue: string;
    traceback: string[];
  };
}

export interface CellResult {
  readonly reply: { status: string; ename?: string; evalue?: string; traceback?: string[]; execution_count?: number };
  readonly messages: KernelMessage[];
  readonly states: string[];
}

export interface Session {
  /** Sends all requests at once; `interrupt` interrupts the kernel until they are done. */
  send(requests: { code: string; stop_on_error?: boolean }[], options?: { interrupt?: boolean }): Promise<Answer>;
  /** Runs one cell. */
  run(code: string): Promise<CellResult>;
  close(): Promise<void>;
  /** What the kernel's process wrote past Jupyter. */
  stray(): string;
  readonly info: Record<string, unknown>;
}

export interface Answer {
  readonly results: CellResult[];
  /** Messages for cells of earlier requests. */
  readonly late: KernelMessage[];
}

/** A folder in which Jupyter finds the kernel `tslab`, and the variables that make it look there. */
export async function temporaryKernel(kind: "launcher" | "plain") {
  const prefix = await mkdtemp(join(tmpdir(), "anycast-test-kernel-"));
  await (kind === "launcher" ? installKernel : installPlainKernel)({ prefix });
  return {
    env: { ...process.env, JUPYTER_PATH: join(prefix, "share", "jupyter") },
    remove: () => rm(prefix, { recursive: true, force: true }),
  };
}

export const python = join(venv, "bin", "python");
export const driver = (name: string) => join(repository, "test", "kernel", name);

export async function openSession(kind: "launcher" | "plain" = "launcher"): Promise<Session> {
  const kernel = await temporaryKernel(kind);
  const child = spawn(python, [driver("session.py")], { cwd: repository, env: kernel.env, stdio: "pipe" });
  let stray = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stray += text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const line = (await lines.next()) as IteratorResult<string, undefined>;
    if (line.done)
      throw new Error(`the session ended:
${stray}`);
    return JSON.parse(line.value) as T;
  };
  const ask = <T>(order: object): Promise<T> => {
    child.stdin.write(JSON.stringify(order) + "\n");
    return next<T>();
  };
  const { info } = await next<{ info: Record<string, unknown> }>();
  const session: Session = {
    info,
    stray: () => stray,
    send: (requests, options = {}) => ask<Answer>({ requests, ...options }),
    run: async (code) => (await session.send([{ code }])).results[0],
    async close() {
      const { alive } = await ask<{ alive: boolean }>({ close: true });
      await kernel.remove();
      if (alive) throw new Error("the kernel outlived its shutdown");
    },
  };
  return session;
}

/** Lines of a learner's reading: what a cell wrote, by stream. */
export const written = (result: CellResult, stream: "stdout" | "stderr"): string =>
  result.messages
    .filter(({ type, content }) => type === "stream" && content.name === stream)
    .map(({ content }) => content.text)
    .join("");

/** The `error` messages a cell published. */
export const errors = (result: CellResult) =>
  result.messages.filter(({ type }) => type === "error").map(({ content }) => content);
