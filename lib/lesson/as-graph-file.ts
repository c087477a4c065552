// Opening an AS graph: CAIDA's text, plain or compressed, our own compact file or our JSON, told by its first bytes.
import type * as NodeFs from "node:fs";
import { parseAsGraph } from "../routing/scenario/index.js";
import {
  compile,
  decodeAsGraph,
  defineAsGraph,
  isEncodedAsGraph,
  readAsRel,
  type AsRelProgress,
  type CompiledAsGraph,
  type Finding,
} from "../topology/index.js";

export interface OpenedAsGraph {
  readonly graph: CompiledAsGraph;
  readonly findings: readonly Finding[];
  /** Until the last byte was read, decompressed and parsed; and from there to the indexed graph. */
  readonly readMs: number;
  readonly indexMs: number;
}

/** Thrown where there is no file to read; the message names it. */
export class AsGraphOpenError extends Error {
  override readonly name = "AsGraphOpenError";
}

/**
 * Reads an AS graph from a file.
 * @example const { graph } = await readAsGraphFile("20250901.as-rel.txt.bz2")
 * @throws AsGraphOpenError for a file that is not there, and in a page, which has no files; AsRelError with file and line
 */
export async function readAsGraphFile(
  file: string,
  { onProgress }: { readonly onProgress?: (progress: AsRelProgress) => void } = {},
): Promise<OpenedAsGraph> {
  const fs = nodeFs(file);
  const start = performance.now();
  const first = firstBytes(fs, file);
  const whole = (graph: CompiledAsGraph, readMs: number): OpenedAsGraph => ({
    graph,
    findings: [],
    readMs,
    indexMs: performance.now() - start - readMs,
  });
  const isMarked = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf; // a UTF-8 byte order mark
  if (first[isMarked ? 3 : 0] === "{".charCodeAt(0)) {
    const text = fs.readFileSync(file, "utf8");
    const readMs = performance.now() - start;
    return whole(compile(defineAsGraph(parseAsGraph(text, file))), readMs);
  }
  if (isEncodedAsGraph(first)) {
    const bytes = fs.readFileSync(file);
    const readMs = performance.now() - start;
    return whole(decodeAsGraph(bytes, file), readMs);
  }
  let lastByte = start;
  const { graph, findings } = await readAsRel(fs.createReadStream(file, { highWaterMark: 1 << 20 }), {
    file,
    onProgress: (progress) => {
      lastByte = performance.now();
      onProgress?.(progress);
    },
  });
  return { graph, findings, readMs: lastByte - start, indexMs: performance.now() - lastByte };
}

/** Asked for when called: a page imports the library too, and has none. */
function nodeFs(file: string): typeof NodeFs {
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } };
  const fs = process?.getBuiltinModule?.("node:fs") as typeof NodeFs | undefined;
  if (fs) return fs;
  throw new AsGraphOpenError(`A page has no files, so it cannot open ${file}. Run this in JupyterLab.`);
}

function firstBytes(fs: typeof NodeFs, file: string): Uint8Array {
  try {
    const handle = fs.openSync(file, "r");
    try {
      const bytes = new Uint8Array(4);
      return bytes.subarray(0, fs.readSync(handle, bytes, 0, 4, 0));
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT") throw new AsGraphOpenError(`There is no file ${file}.`);
    if (code === "EISDIR") throw new AsGraphOpenError(`${file} is a folder.`);
    throw error;
  }
}
