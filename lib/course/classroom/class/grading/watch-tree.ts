// Looks four times a second at all processes of a jail, from outside: limits of a single process do not count its children,
// and a limit on addresses (ulimit -v) breaks Node.
import { readFileSync } from "node:fs";

const pageBytes = 4096;
const everyMs = 250;

/** @returns what stops it */
export function watchTree(
  pid: number,
  { memoryMb, processes }: { readonly memoryMb: number; readonly processes: number },
  end: (why: string) => void,
): () => void {
  const timer = setInterval(() => {
    const tree = descendants(pid);
    const bytes = tree.reduce((sum, each) => sum + residentBytes(each), 0);
    if (bytes > memoryMb * 1_048_576) end("memory");
    else if (tree.length > processes) end(`it started more than ${processes} processes`);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function descendants(pid: number): number[] {
  const found: number[] = [];
  for (let open = [pid]; open.length > 0 && found.length < 5000; open = open.flatMap(childrenOf)) found.push(...open);
  return found;
}

/** A thread may have children of its own; Node starts processes from its first. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * pageBytes;
  } catch {
    return 0;
  }
}
