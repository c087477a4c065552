// The page's two workers: one runs cells and is terminated to stop them, the other cleans their output.
import { readReport, type Answer, type CellReport, type Cleaned, type Question, type Role, type RunCommand } from "../protocol.js"; // prettier-ignore
import type { CellEffects } from "../../kernel/cell/index.js";
import { scriptUrl } from "./unpack.js";

interface Started {
  readonly worker: Worker;
  readonly port: MessagePort;
}

async function start(role: Role): Promise<Started> {
  const worker = new Worker(await scriptUrl("runtime"));
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(role, [port2]);
  return { worker, port: port1 };
}

export interface CellWorker {
  send(command: RunCommand): void;
  /** Terminates the worker, even in an endless loop. All its values are lost. */
  end(): void;
}

/** A new worker, ready to run cells. @throws Error if it does not start */
export async function startCellWorker(report: (report: CellReport) => void): Promise<CellWorker> {
  const { worker, port } = await start("cells");
  await new Promise<void>((ready, fail) => {
    worker.onerror = (event) => fail(new Error(event.message || "the worker did not start"));
    port.onmessage = ({ data }) => {
      const read = readReport(data);
      if (read?.type === "ready") ready();
      else if (read) report(read);
    };
  });
  worker.onerror = (event) => event.preventDefault();
  const end = () => {
    port.onmessage = null;
    port.close();
    worker.terminate();
  };
  return { send: (command) => port.postMessage(command), end };
}

/** Time limit for one answer of the helper, ms. */
const longest = 10_000;

let helper: Promise<Started> | undefined;
let asked = 0;
const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void; timer: number }>();

type Without<T> = T extends unknown ? Omit<T, "id"> : never;

async function ask<T>(question: Without<Question>): Promise<T> {
  helper ??= start("helper").then((started) => {
    started.port.onmessage = ({ data }: MessageEvent<Answer>) => {
      const waiting = open.get(data.id);
      if (!waiting) return;
      open.delete(data.id);
      clearTimeout(waiting.timer);
      if ("value" in data) waiting.resolve(data.value as never);
      else waiting.reject(new Error(data.failed));
    };
    return started;
  });
  const { port, worker } = await helper;
  const id = ++asked;
  return new Promise<T>((resolve, reject) => {
    const timer = window.setTimeout(() => {
      worker.terminate();
      helper = undefined;
      for (const waiting of open.values()) waiting.reject(new Error("cleaning it takes too long"));
      open.clear();
    }, longest);
    open.set(id, { resolve: resolve, reject, timer });
    port.postMessage({ ...question, id });
  });
}

export const effectsOf = (sources: readonly string[]) =>
  ask<readonly (CellEffects | null)[]>({ type: "effects", sources });

export const clean = (question: Omit<Question & { type: "clean" }, "id" | "type">) =>
  ask<Cleaned>({ ...question, type: "clean" });
