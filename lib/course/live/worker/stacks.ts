// Firefox writes stacks in its own format (`f@cell-3:1:2`); the kernel reads V8's format (`at f (cell-3:1:2)`).

/** Converts an error's stack to V8's format, unless it has it already. */
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
