// Ctrl-C and the like for a command that shuts down by itself. main.ts ends every other command at once, also where a library has a
// listener of its own: execa has one as long as a program runs.
import { exitCodes, type EndSignal } from "./thread/end-now.js";

/** The package may be loaded twice (dist/ and dist/node/). */
const mark = Symbol.for("anycast-kit.shuts-down");
const signals = Object.keys(exitCodes) as EndSignal[];

/**
 * Calls `handle` at a signal that would end the command.
 * @example onEndSignal((signal) => console.error(`${signal}: saving what there is`))() // the second call ends it
 * @returns a function after which the signal ends it again
 */
export function onEndSignal(handle: (signal: EndSignal) => void): () => void {
  const listener = Object.assign((signal: NodeJS.Signals) => handle(signal as EndSignal), { [mark]: true });
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** Whether the command that runs shuts down by itself at this signal. */
export const shutsDownByItself = (signal: EndSignal): boolean =>
  process.listeners(signal).some((listener) => mark in listener);
