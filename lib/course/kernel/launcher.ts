// Starts the kernel: tslab in this process, mended so that it keeps to the Jupyter protocol where learners and graders need
// it (error messages, stop_on_error, uncaught rejections, object shorthand). Run by Jupyter: node launcher.js --config-path FILE
import { parseArgs } from "node:util";
import { cellRunner } from "./run-cell.js";
import { endWithParent } from "./orphan.js";
import { serve } from "./serve.js";
import { keepSourceMaps } from "./source-maps.js";
import { loadTslab } from "./tslab.js";

try {
  const { values } = parseArgs({ options: { "config-path": { type: "string" } } });
  const connectionFile = values["config-path"];
  if (connectionFile === undefined)
    throw new Error("Jupyter starts this program: node launcher.js --config-path CONNECTION_FILE");
  Error.stackTraceLimit = 100; // deep enough that the learner's line is always in it
  const maps = keepSourceMaps();
  const { tslab, typescript } = loadTslab(maps.override);
  endWithParent();
  await serve({ tslab, connectionFile, runner: cellRunner({ tslab, typescript, maps, root: process.cwd() }) });
} catch (error) {
  process.stderr.write(`anycast-kit kernel: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
