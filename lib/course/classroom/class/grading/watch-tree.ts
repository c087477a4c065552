// Looks four times a second at all processes of a jail, from outside: limits of a single process do not count its children,
// and a limit on addresses (ulimit -v) breaks Node.
import { useOfTree } from "../../../kernel/index.js";

const everyMs = 250;

/** @returns what stops it */
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
