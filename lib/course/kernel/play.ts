// The kernel without Jupyter: plays the cells of one notebook in this process, for machines that have no Python.
// Forked by playNotebook; what the cells did goes back as messages, since a cell's stdout is an output.
import { cellRunner } from "./run-cell.js";
import { keepSourceMaps } from "./source-maps.js";
import { loadTslab } from "./tslab.js";

type Output = Record<string, unknown>;

/** What one cell did. */
export interface Played {
  readonly outputs: readonly Output[];
  readonly failed: boolean;
}

process.once("message", (message) => {
  void play((message as { sources: readonly string[] }).sources).then(() => process.exit(0));
});

async function play(sources: readonly string[]): Promise<void> {
  Error.stackTraceLimit = 100;
  const maps = keepSourceMaps();
  const { tslab, typescript } = loadTslab(maps.override);
  const runner = cellRunner({ tslab, typescript, maps, root: process.cwd() });
  const handler = new tslab.JupyterHandlerImpl(runner.executor, false);
  for (const code of sources) {
    const outputs: Output[] = [];
    const stream = (name: string, text: string) => {
      const last = outputs.at(-1);
      if (last?.name === name) last.text = String(last.text) + text;
      else outputs.push({ output_type: "stream", name, text });
    };
    const display = (data: Record<string, unknown>) =>
      outputs.push({ output_type: "display_data", data: data.data, metadata: data.metadata ?? {} });
    await handler.handleExecuteImpl({ code }, stream, display).catch(() => {}); // runner.last says it better
    await new Promise((done) => setImmediate(done)); // what the cell has printed last arrives
    const { error } = runner.last();
    if (error) outputs.push({ output_type: "error", ...error });
    await tell({ outputs, failed: error !== null });
    if (error) return;
  }
}

const tell = (played: Played) => new Promise<void>((done) => process.send!(played, () => done()));
