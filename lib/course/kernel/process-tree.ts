// Memory and processor time used by a process and its descendants, from Linux's /proc. Unreadable
// entries (another system, a process that has ended) count as 0.
import { readFileSync } from "node:fs";

const pageBytes = 4096;
/** /proc counts time in ticks of this length, ms (USER_HZ is 100 on every platform that Node runs on). */
const tickMs = 10;

export interface TreeUse {
  readonly processes: number;
  readonly residentBytes: number;
  readonly cpuMs: number;
}

export function useOfTree(pid: number): TreeUse {
  const tree: number[] = [];
  for (let open = [pid]; open.length > 0 && tree.length < 5000; open = open.flatMap(childrenOf)) tree.push(...open);
  const sum = (of: (pid: number) => number) => tree.reduce((total, each) => total + of(each), 0);
  return { processes: tree.length, residentBytes: sum(residentBytes), cpuMs: sum(cpuMs) };
}

/** Children of all threads of a process: a worker thread may have started them. */
export function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

const residentBytes = (pid: number): number => Number(read(`/proc/${pid}/statm`).split(" ")[1] ?? 0) * pageBytes;

/** User and system time, including that of children that have ended. */
function cpuMs(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" "); // the process name before this may contain anything
  return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i] ?? 0), 0) * tickMs;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
