// The time limit of a cell. It counts processor time, so that a busy machine costs no student marks. A cell that only waits
// uses none, so it is stopped by wall-clock time.
import { useOfTree } from "./process-tree.js";

const everyMs = 500;
/** A process is idle if it used at most `cpuMs` during `forMs`; its watcher thread uses a little. */
const idle = { cpuMs: 20, forMs: 5000 };
/** A cell is always stopped when its wall-clock time exceeds its limit by this factor. */
const mostTimes = 30;

/**
 * @param pids of the processes that work for the cell
 * @param stop called at most once
 * @returns a function that ends the clock
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
    const more = Math.max(0, now - last); // negative if a process was replaced
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
