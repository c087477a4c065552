// A cell that ends the process would lose the state of all cells, in grading a whole submission. So calls that end the process
// throw an error instead. (A child process can still kill this one; the supervisor then starts another.)

export class ProcessEndRefused extends Error {
  override readonly name = "ProcessEndRefused";
}

const refusal = (call: string, instead: string) =>
  new ProcessEndRefused(
    `${call} is refused in a cell: it would end the kernel and lose the names of all cells. ${instead}`,
  );

/** Replaces process.exit and its relatives; gives the real one, which runs no `exit` listener of a cell. */
export function refuseToEnd(): { readonly reallyExit: (code: number) => void } {
  const { reallyExit } = process as unknown as { reallyExit: (code: number) => void };
  const kill = process.kill.bind(process);
  const instead = "To stop this cell, throw an Error; to stop the kernel, use Jupyter's menu.";
  const refuse = (name: string) =>
    Object.defineProperty(process, name, {
      configurable: true,
      writable: true,
      value: () => {
        throw refusal(`process.${name}()`, instead);
      },
    });
  for (const name of ["exit", "reallyExit", "abort"]) refuse(name);
  const { pid, ppid } = process;
  process.kill = (target, signal) => {
    // 0 is the own group, a negative number the group of that process
    if (signal !== 0 && [0, pid, -pid, ppid, -ppid, -1].includes(Number(target)))
      throw refusal("process.kill() of the kernel's own process", instead);
    return kill(target, signal);
  };
  return { reallyExit: reallyExit.bind(process) };
}
