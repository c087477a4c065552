// Opening an AS graph: CAIDA's text, plain or compressed, the kit's compact format or its JSON, detected from the first bytes.
import { closeSync, constants, createReadStream, openSync, readSync, statSync } from "node:fs";
import { parseAsGraph } from "../routing/scenario/index.js";
import { compile, decodeAsGraph, isEncodedAsGraph, type CompiledAsGraph, type Finding } from "../topology/index.js";
import { readAsRel, type AsRelProgress } from "../topology/index.js";
import { readBytes, readText } from "./read-text.js";

export interface OpenedAsGraph {
  readonly graph: CompiledAsGraph;
  readonly findings: readonly Finding[];
  /** Time to read, decompress and parse the file; then time to index the graph. */
  readonly readMs: number;
  readonly indexMs: number;
}

/** Thrown when the file does not exist; the message names it. */
export class AsGraphOpenError extends Error {
  override readonly name = "AsGraphOpenError";
}

/**
 * Reads an AS graph from a file.
 * @example (await readAsGraphFile(asRelFile)).graph.links // 2
 * @throws AsGraphOpenError for a missing file; AsRelError with file and line
 */
export async function readAsGraphFile(
  file: string,
  { onProgress }: { readonly onProgress?: (progress: AsRelProgress) => void } = {},
): Promise<OpenedAsGraph> {
  const start = performance.now();
  const first = firstBytes(file);
  const whole = (graph: CompiledAsGraph, readMs: number): OpenedAsGraph => ({
    graph,
    findings: [],
    readMs,
    indexMs: performance.now() - start - readMs,
  });
  const isMarked = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf; // a UTF-8 byte order mark
  if (first[isMarked ? 3 : 0] === "{".charCodeAt(0)) {
    const text = await readText(file, { what: "an AS graph" });
    const readMs = performance.now() - start;
    return whole(compile(parseAsGraph(text, file)), readMs);
  }
  if (isEncodedAsGraph(first)) {
    const bytes = await readBytes(file, { what: "an AS graph" });
    const readMs = performance.now() - start;
    return whole(decodeAsGraph(bytes, file), readMs);
  }
  let lastByte = start;
  const { graph, findings } = await readAsRel(createReadStream(file, { highWaterMark: 1 << 20 }), {
    file,
    ...(Number(process.env.ANYCAST_MAX_LINKS) > 0 && { maxLinks: Number(process.env.ANYCAST_MAX_LINKS) }),
    onProgress: (progress) => {
      lastByte = performance.now();
      onProgress?.(progress);
    },
  });
  return { graph, findings, readMs: lastByte - start, indexMs: performance.now() - lastByte };
}

function firstBytes(file: string): Uint8Array {
  try {
    const found = statSync(file);
    if (found.isCharacterDevice() || found.isFIFO() || found.isSocket() || found.isBlockDevice())
      throw new AsGraphOpenError(`${file} is a device or a pipe, not a file on a disk.`);
    const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const bytes = new Uint8Array(4);
      return bytes.subarray(0, readSync(handle, bytes, 0, 4, 0));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT") throw new AsGraphOpenError(`File not found: ${file}.`);
    if (code === "EISDIR") throw new AsGraphOpenError(`${file} is a folder.`);
    throw error;
  }
}
