// Checks all processes of a jail four times a second, from outside: a limit on a single process does not count its children,
// and a limit on address space (ulimit -v) breaks Node.
import { useOfTree } from "../../../kernel/index.js";

const everyMs = 250;

/** @returns a function that stops it */
export function watchTree(
  pid: number,
  { memoryMb, processes: most }: { readonly memoryMb: number; readonly processes: number },
  end: (why: string) => void,
): () => void {
  const timer = setInterval(() => {
    const { residentBytes, processes } = useOfTree(pid);
    if (residentBytes > memoryMb * 1_048_576) end("memory");
    else if (processes > most) end(`it started more than ${most} processes`);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
