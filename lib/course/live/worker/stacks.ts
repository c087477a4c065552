// Firefox writes stacks in words of its own (`f@cell-3:1:2`); the kernel's reader knows V8's (`at f (cell-3:1:2)`).

/** Brings an error's stack into V8's form; leaves one that has it. */
export function readableStack(thrown: unknown): void {
  if (!(thrown instanceof Error) || typeof thrown.stack !== "string" || /^\s+at /m.test(thrown.stack)) return;
  const frames = thrown.stack
    .split("\n")
    .map((line) => /^([^@]*)@(.*):(\d+):(\d+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, script, line, column]) => {
      const where = `${script.replace(/^.* > /, "")}:${line}:${column}`;
      const called = name.replace(/^async\*/, "async ").replace(/[/<]+$/, "");
      return called === "" ? `    at ${where}` : `    at ${called} (${where})`;
    });
  if (frames.length > 0) thrown.stack = [`${thrown.name}: ${thrown.message}`, ...frames].join("\n");
}
