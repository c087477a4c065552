// When a cell has run too long: by processor time, so that a busy machine takes nobody's marks. A cell that waits and does nothing
// uses none, so it is stopped by the clock on the wall.
import { useOfTree } from "./process-tree.js";

const everyMs = 500;
/** A process does nothing that took no more than this in so long, ms; its watcher thread takes a little. */
const idle = { cpuMs: 20, forMs: 5000 };
/** A cell is always stopped when its wall-clock time exceeds its limit by this factor. */
const mostTimes = 30;

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
  let [last, total] = [used(), 0];
  let busy = { at: began, total };
  const timer = setInterval(() => {
    const now = used();
    const more = Math.max(0, now - last); // less than before: a process was replaced
    [last, total] = [now, total + more];
    const time = Date.now();
    if (total - busy.total > idle.cpuMs) busy = { at: time, total };
    const waits = time - began >= limitMs && time - busy.at >= idle.forMs;
    if (total < limitMs && !waits && time - began < mostTimes * limitMs) return;
    clearInterval(timer);
    stop();
  }, everyMs);
  return () => clearInterval(timer);
}
