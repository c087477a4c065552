// Progress of steps, each with its time: in a terminal one line that is rewritten, elsewhere a line at the start and one at the
// end of each step.
import { styleText } from "node:util";
import { oneLine } from "./one-line.js";

export interface Step {
  readonly title: string;
  /** Does the step. `progress` shows a temporary message in a terminal; the returned text, if any, is added to the title. */
  readonly run: (progress: (text: string) => void) => Promise<string | void>;
}

/** Minimum time between two updates of a line in a terminal, in ms. */
const REWRITE_MS = 50;

/**
 * Runs the steps in order and stops at the first that throws, throwing the same error.
 * @example await runSteps([{ title: "Read", run: async () => "3 ASes" }], { to: "stderr" })
 * @param steps what to run
 * @param options where progress is written
 * @param options.to "stderr" where stdout is for a result. Defaults to "stdout"
 */
export async function runSteps(
  steps: readonly Step[],
  { to = "stdout" }: { readonly to?: "stdout" | "stderr" } = {},
): Promise<void> {
  const stream = process[to];
  const isTerminal = stream.isTTY;
  const clear = isTerminal ? "\r\x1b[2K" : "";
  const cut = (line: string) => line.slice(0, (stream.columns || 80) - 3); // a line that wraps could not be rewritten
  const sign = (mark: string, colour: "green" | "red" | "yellow") => (isTerminal ? styleText(colour, mark) : mark);
  for (const { title: given, run } of steps) {
    const title = oneLine(given);
    const began = performance.now();
    let written = 0;
    const progress = (text: string) => {
      const now = performance.now();
      if (!isTerminal || now - written < REWRITE_MS) return;
      written = now;
      stream.write(`${clear}${sign("❯", "yellow")} ${cut(oneLine(`${title}: ${text}`))}`);
    };
    const finish = (mark: "✔" | "✖", said: string) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      stream.write(`${clear}${sign(mark, mark === "✔" ? "green" : "red")} ${said} [${seconds} s]\n`);
    };
    stream.write(`${sign("❯", "yellow")} ${isTerminal ? cut(title) : `${title}\n`}`);
    try {
      const added = await run(progress);
      finish("✔", added ? oneLine(`${title}: ${added}`) : title);
    } catch (error) {
      finish("✖", title);
      throw error;
    }
  }
}
