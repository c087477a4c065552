// Starts the kernel: this process speaks to Jupyter, a second one runs the cells (worker/). Run by Jupyter:
// node launcher.js --config-path CONNECTION_FILE [--memory MB]
import { parseArgs } from "node:util";
import { endWithParent } from "./supervisor/orphan.js";
import { memoryLimit } from "./supervisor/memory.js";
import { serve } from "./supervisor/serve.js";

try {
  const { values } = parseArgs({ options: { "config-path": { type: "string" }, memory: { type: "string" } } });
  const connectionFile = values["config-path"];
  if (connectionFile === undefined)
    throw new Error("Jupyter starts this program: node launcher.js --config-path CONNECTION_FILE");
  endWithParent();
  await serve({ connectionFile, memoryMb: memoryLimit(values.memory ?? process.env.ANYCAST_KERNEL_MEMORY) });
} catch (error) {
  process.stderr.write(`anycast-kit kernel: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
