// The readers of CAIDA files: bytes or text, whole or in chunks, plain, gzip or bzip2. The caller opens the file.
import { compileClean } from "../clean.js";
import type { CompiledAsGraph } from "../compiled.js";
import { asGraphRules, findingList, type Finding } from "../findings.js";
import { compressionOf, decompressed, type ByteChunks } from "./decompress.js";
import { AsRelError } from "./error.js";
import { asRelParser, type AsRelHeader } from "./parse.js";

export interface AsRelFile {
  readonly graph: CompiledAsGraph;
  readonly header: AsRelHeader;
  readonly serial: 1 | 2;
  /** Irregularities of the file, and how they were repaired. Empty for a clean file. */
  readonly findings: readonly Finding[];
}

export interface AsRelProgress {
  /** Decompressed bytes so far. */
  readonly bytes: number;
  readonly lines: number;
  readonly links: number;
}

export interface ReadAsRelOptions {
  /** The name that errors give. Defaults to "as-rel". */
  readonly file?: string;
  /** Limit on links. Defaults to 5,000,000. */
  readonly maxLinks?: number;
  /** Called after every chunk. */
  readonly onProgress?: (progress: AsRelProgress) => void;
}

/**
 * Reads AS relationships that are at hand, decompressed.
 * @example parseAsRel("1|2|-1\n2|3|0\n").graph.asns.length // 3
 * @throws AsRelError with file and line if a line is malformed
 */
export function parseAsRel(text: string | Uint8Array, options: ReadAsRelOptions = {}): AsRelFile {
  const reader = readerOf(options);
  reader.push(bytesOf(text));
  return reader.end();
}

/**
 * Reads AS relationships as they arrive: any mix of chunk sizes, plain, gzip or bzip2, detected from the first bytes.
 * @example (await readAsRel("1|2|-1\n2|3|0\n")).graph.links // 2
 * @throws AsRelError for a malformed line, or an archive that is truncated or damaged
 */
export async function readAsRel(source: ByteChunks, options: ReadAsRelOptions = {}): Promise<AsRelFile> {
  const reader = readerOf(options);
  for await (const chunk of decompressed(source, options.file ?? "as-rel")) reader.push(chunk);
  return reader.end();
}

/** Limit on decompressed bytes: a small archive may contain a huge text. */
const MAX_BYTES = 1e9;

function readerOf({ file = "as-rel", maxLinks, onProgress }: ReadAsRelOptions) {
  const findings = findingList(asGraphRules);
  const parser = asRelParser(file, findings, maxLinks);
  let bytes = 0;
  return {
    push(chunk: Uint8Array) {
      if (bytes === 0 && compressionOf(chunk) !== "none")
        throw new AsRelError("The bytes are compressed. Use readAsRel, or decompress them first.", file);
      parser.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_BYTES)
        throw new AsRelError(`The decompressed file is larger than ${MAX_BYTES / 1e6} MB, the limit.`, file);
      onProgress?.({ bytes, ...parser.progress() });
    },
    end(): AsRelFile {
      const { header, serial, columns, lineOf } = parser.end();
      const graph = compileClean(columns, findings, lineOf);
      return { graph, header, serial, findings: findings.list() };
    },
  };
}

const bytesOf = (text: string | Uint8Array) => (typeof text === "string" ? new TextEncoder().encode(text) : text);
