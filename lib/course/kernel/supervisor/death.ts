// Why a worker ended, in a sentence for the learner, and what to do now.
import type { ErrorContent } from "../cell/index.js";

export interface Death {
  readonly ename: "OutOfMemory" | "CellDidNotStop" | "KernelExit";
  /** What happened: one sentence. */
  readonly why: string;
}

export function deathOf({
  code,
  signal,
  complaints,
  memoryMb,
  stuck,
}: {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what the process wrote to stderr. */
  readonly complaints: string;
  readonly memoryMb: number;
  readonly stuck: boolean;
}): Death {
  if (stuck)
    return { ename: "CellDidNotStop", why: "The cell did not stop when it was interrupted, so its process was ended." };
  if (/heap out of memory|^anycast-kit kernel: memory|Array buffer allocation failed/m.test(complaints))
    return {
      ename: "OutOfMemory",
      why: `The cell needed more than the ${memoryMb.toLocaleString("en")} MB of memory that this kernel may use.`,
    };
  const how = signal ? `by ${signal}` : code === null ? "because it could not start" : `with exit code ${code}`;
  const lines = complaints
    .trim()
    .split("\n")
    .filter((line) => !/^Node\.js v|^\s*$/.test(line));
  const said = lines.find((line) => line.startsWith("anycast-kit kernel: ")) ?? lines.at(-1) ?? "";
  return {
    ename: "KernelExit",
    why: `The process that runs the cells ended ${how}.${said === "" ? "" : ` Its last output: ${said.slice(0, 300)}`}`,
  };
}

/** The `error` message of the cell in which a worker ended. */
export function errorOf(
  death: Death,
  { number, lost, replayed }: { readonly number: number; readonly lost: readonly number[]; readonly replayed: boolean },
): ErrorContent {
  const evalue = `${death.why} ${whatNow(lost, replayed)}`;
  return { ename: death.ename, evalue, traceback: [`cell [${number}] was ended`, `${death.ename}: ${evalue}`] };
}

function whatNow(lost: readonly number[], replayed: boolean): string {
  if (replayed) return "The cells before this one were run again in a new process; this one counts as failed.";
  if (lost.length === 0) return "A new process is ready for the next cell.";
  if (lost.length > 12)
    return `A new process is ready, without the names of earlier cells: run the cells above again (cells [${lost[0]}] to [${lost.at(-1)}]).`;
  const list = lost.map((number) => `[${number}]`).join(", ");
  return `A new process is ready, without the names of earlier cells: run ${lost.length === 1 ? "cell" : "cells"} ${list} again.`;
}
