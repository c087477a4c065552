// Opening an AS graph: CAIDA's text, plain or compressed, our own compact file or our JSON, told by its first bytes.
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import {
  compile,
  decodeAsGraph,
  defineAsGraph,
  isEncodedAsGraph,
  readAsRel,
  type CompiledAsGraph,
  type Finding,
} from "../topology/index.js";
import { parseAsGraph } from "../routing/scenario/index.js";
import { Failure } from "./failure.js";
import { runSteps } from "./steps.js";

export interface OpenedAsGraph {
  readonly graph: CompiledAsGraph;
  readonly findings: readonly Finding[];
  /** Until the last byte was read, decompressed and parsed; and from there to the indexed graph. */
  readonly readMs: number;
  readonly indexMs: number;
}

/**
 * Reads an AS graph; in a terminal it shows how far it is.
 * @param quiet show nothing
 * @throws AsRelError with file and line; AsGraphFileError; Failure where there is no such file
 */
export async function openAsGraph(file: string, quiet: boolean): Promise<OpenedAsGraph> {
  let opened: OpenedAsGraph | undefined;
  const run = async (progress: (text: string) => void) => {
    opened = await read(file, progress);
  };
  if (quiet || !process.stdout.isTTY) await run(() => undefined);
  else await runSteps([{ title: `Read ${file}`, run }]);
  return opened!;
}

async function read(file: string, progress: (text: string) => void): Promise<OpenedAsGraph> {
  const start = performance.now();
  const first = await firstBytes(file);
  if (first[0] === "{".charCodeAt(0)) {
    const text = await readFile(file, "utf8");
    const readMs = performance.now() - start;
    const graph = compile(defineAsGraph(parseAsGraph(text, file)));
    return { graph, findings: [], readMs, indexMs: performance.now() - start - readMs };
  }
  if (isEncodedAsGraph(first)) {
    const bytes = await readFile(file);
    const readMs = performance.now() - start;
    const graph = decodeAsGraph(bytes, file);
    return { graph, findings: [], readMs, indexMs: performance.now() - start - readMs };
  }
  let lastByte = start;
  const onProgress = ({ bytes, links }: { bytes: number; links: number }) => {
    lastByte = performance.now();
    progress(`${(bytes / 1e6).toFixed(1)} MB, ${links.toLocaleString("en")} links`);
  };
  const { graph, findings } = await readAsRel(createReadStream(file, { highWaterMark: 1 << 20 }), { file, onProgress });
  return { graph, findings, readMs: lastByte - start, indexMs: performance.now() - lastByte };
}

async function firstBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new Failure(`There is no file ${file}.`, "Give --as-rel an AS-relationship file of CAIDA.");
    if (code === "EISDIR") throw new Failure(`${file} is a folder.`, "Give --as-rel an AS-relationship file of CAIDA.");
    throw error;
  }
}
