// When a cell has run too long: by processor time, so that a busy machine takes nobody's marks. A cell that waits and does nothing
// uses none, so it is stopped by the clock on the wall.
import { useOfTree } from "./process-tree.js";

const everyMs = 500;
/** Processor time in one look below which a process does nothing, ms; its watcher thread takes a little. */
const idleMs = 30;
/** A cell is always stopped after this multiple of its limit. */
const mostTimes = 10;

/**
 * @param pids of the processes that work for the cell
 * @param stop called once
 * @returns what ends the clock
 */
export function cellClock({
  pids,
  limitMs,
  stop,
}: {
  readonly pids: () => readonly number[];
  readonly limitMs: number;
  readonly stop: () => void;
}): () => void {
  const began = Date.now();
  const used = () => pids().reduce((sum, pid) => sum + useOfTree(pid).cpuMs, 0);
  let [last, total, idle] = [used(), 0, 0];
  const timer = setInterval(() => {
    const now = used();
    const more = Math.max(0, now - last); // less than before: a process was replaced
    [last, total] = [now, total + more];
    idle = more < idleMs ? idle + 1 : 0;
    const elapsed = Date.now() - began;
    if (total < limitMs && (elapsed < limitMs || idle < 6) && elapsed < mostTimes * limitMs) return;
    clearInterval(timer);
    stop();
  }, everyMs);
  return () => clearInterval(timer);
}
