// Opening an AS graph on the command line, with a progress line.
import type { OpenedAsGraph } from "../files/index.js";
import { Failure } from "./failure.js";
import { runSteps } from "./steps.js";

/**
 * Reads an AS graph; in a terminal it shows progress.
 * @param quiet show nothing
 * @throws AsRelError with file and line; AsGraphFileError; Failure if there is no such file
 */
export async function openAsGraph(file: string, quiet: boolean): Promise<OpenedAsGraph> {
  const { AsGraphOpenError, readAsGraphFile } = await import("../files/index.js"); // commands without a graph start sooner
  let opened: OpenedAsGraph | undefined;
  const run = async (progress: (text: string) => void) => {
    opened = await readAsGraphFile(file, {
      onProgress: ({ bytes, links }) => progress(`${(bytes / 1e6).toFixed(1)} MB, ${links.toLocaleString("en")} links`),
    });
  };
  try {
    if (quiet || !process.stdout.isTTY) await run(() => undefined);
    else await runSteps([{ title: `Read ${file}`, run }]);
  } catch (error) {
    if (error instanceof AsGraphOpenError)
      throw new Failure(error.message, "Pass an AS-relationship file of CAIDA with --as-rel.");
    throw error;
  }
  return opened!;
}
