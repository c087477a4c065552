// The last step of a command that a signal ends. process.exit() waits for threads that are inside the system or inside native code:
// reading a pipe or the terminal, parsing 100 MB of JSON. The signal itself, with no listener left, does not wait.

export const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type EndSignal = keyof typeof exitCodes;

/**
 * Ends the process with the exit code of the signal; listeners of "exit" are called first.
 * @param isFree whether no thread is known to be busy; otherwise the signal ends the process, which a shell reports as the same code
 */
export function endNow(signal: EndSignal, isFree: boolean): never {
  if (!isFree && process.platform !== "win32")
    process.on("exit", () => {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  process.exit(exitCodes[signal]); // also where the signal does nothing: for the first process of a container
}
