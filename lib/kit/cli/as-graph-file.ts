// Opening an AS graph on the command line, with a progress line.
import type { OpenedAsGraph } from "../files/index.js";
import { Failure } from "./failure.js";
import { number, runSteps } from "./terminal/index.js";

/**
 * Reads an AS graph: a file, or the name of a data set that was fetched. In a terminal it shows progress.
 * @example (await openAsGraph(asRelFile, true)).graph.asns.length // 3
 * @param quiet show nothing
 * @throws AsRelError with file and line; AsGraphFileError; Failure if there is no such file; DataSetError
 */
export async function openAsGraph(name: string, quiet: boolean): Promise<OpenedAsGraph> {
  const { AsGraphOpenError, dataSetFile, readAsGraphFile } = await import("../files/index.js"); // commands without a graph start sooner
  const file = dataSetFile(name);
  let opened: OpenedAsGraph | undefined;
  const run = async (progress: (text: string) => void) => {
    opened = await readAsGraphFile(file, {
      onProgress: ({ bytes, links }) => progress(`${(bytes / 1e6).toFixed(1)} MB, ${number(links)} links`),
    });
  };
  try {
    if (quiet || !process.stdout.isTTY) await run(() => undefined);
    else await runSteps([{ title: `Read ${name}`, run }]);
  } catch (error) {
    if (error instanceof AsGraphOpenError)
      throw new Failure(error.message, "Pass an AS-relationship file of CAIDA with --as-rel.");
    throw error;
  }
  return opened!;
}
