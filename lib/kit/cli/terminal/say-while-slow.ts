// Progress of long work that has no steps of its own: a line on standard error now and then, and none if the work is short.
import { visible } from "./one-line.js";

/**
 * Gives a function that prints a line when `everyMs` have passed since the start or the last line, and drops others.
 * @example sayWhileSlow()("cell 1 of 2") // prints nothing in the first 10 s
 * @param everyMs Milliseconds between lines. Defaults to 10 s
 */
export function sayWhileSlow(everyMs = 10_000): (text: string) => void {
  const begin = performance.now();
  let last = begin;
  return (text) => {
    const now = performance.now();
    if (now - last < everyMs) return;
    last = now;
    process.stderr.write(`${visible(text)} [${((now - begin) / 1000).toFixed(0)} s]\n`);
  };
}
