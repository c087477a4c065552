// Steps shown as they happen, each with its time: live in a terminal, plain lines elsewhere.
import { Listr, ListrLogger, ProcessOutput } from "listr2";

export interface Step {
  readonly title: string;
  /** Does the step. `progress` shows a passing word in a terminal; the returned text, if any, is added to the title. */
  readonly run: (progress: (text: string) => void) => Promise<string | void>;
}

const plain = () => (text?: string) => text ?? "";
const timer = { condition: true, field: (ms: number) => `${(ms / 1000).toFixed(1)} s`, format: plain };

/**
 * Runs the steps in order and stops at the first that throws, throwing what it threw.
 * @param options.to "stderr" where stdout is for a result; "stdout" unless given
 */
export async function runSteps(
  steps: readonly Step[],
  { to = "stdout" }: { readonly to?: "stdout" | "stderr" } = {},
): Promise<void> {
  let failure: unknown;
  const stream = process[to];
  const logger = new ListrLogger({ processOutput: new ProcessOutput(stream, stream) });
  const list = new Listr(
    steps.map(({ title, run }) => ({
      title,
      task: async (_context: unknown, task: { title?: string; output?: string }) => {
        try {
          const added = await run((text) => {
            if (stream.isTTY) task.output = text;
          });
          if (added) task.title = `${title}: ${added}`;
        } catch (error) {
          failure = error;
          throw new Error("see below", { cause: error }); // the whole story is told once, where the command ends
        }
      },
    })),
    {
      registerSignalListeners: false,
      fallbackRendererCondition: () => !stream.isTTY,
      rendererOptions: { timer, logger, showErrorMessage: false, collapseErrors: false },
      fallbackRendererOptions: { timer, logger },
    },
  );
  try {
    await list.run();
  } catch (error) {
    throw failure ?? error;
  }
}
