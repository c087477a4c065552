// gzip through the platform's DecompressionStream, bzip2 through the core of unbzip2-stream, which needs no Node stream.
import bitIterator from "unbzip2-stream/lib/bit_iterator.js";
import bzip2 from "unbzip2-stream/lib/bzip2.js";
import { AsRelError } from "./error.js";

/** Bytes or text: whole, or in chunks that are synchronous or asynchronous (an array, a Node stream, a fetch body). */
export type ByteChunks = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** The format by the first bytes. */
export function compressionOf(bytes: Uint8Array): "gzip" | "bzip2" | "none" {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "gzip";
  if (bytes[0] === 0x42 && bytes[1] === 0x5a && bytes[2] === 0x68) return "bzip2";
  return "none";
}

/**
 * Decompresses gzip and bzip2, which it recognises by the first bytes; other chunks pass unchanged.
 * @example (await readAsRel(decompressed("1|2|-1\n", "as-rel.txt"))).graph.links // 1
 * @throws AsRelError
 */
export async function* decompressed(source: ByteChunks, file: string): AsyncGenerator<Uint8Array, void> {
  const chunks = bytesIn(source);
  const first: Uint8Array[] = [];
  for (let seen = 0; seen < 3;) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    seen += next.value.length;
  }
  const all = rejoin(first, chunks);
  switch (compressionOf(concat(first))) {
    case "gzip":
      return yield* gunzip(all, file);
    case "bzip2":
      return yield* bunzip2(all, file);
    case "none":
      return yield* all;
  }
}

async function* bytesIn(source: ByteChunks): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const bytes = (chunk: string | Uint8Array) => (typeof chunk === "string" ? encoder.encode(chunk) : chunk);
  if (typeof source === "string" || source instanceof Uint8Array) yield bytes(source);
  else for await (const chunk of source) yield bytes(chunk);
}

async function* rejoin(
  first: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* first;
  yield* rest;
}

async function* gunzip(chunks: AsyncGenerator<Uint8Array, void>, file: string): AsyncGenerator<Uint8Array, void> {
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      } catch (error) {
        controller.error(error);
      }
    },
  });
  const reader = compressed.pipeThrough(new DecompressionStream("gzip")).getReader();
  for (;;) {
    let next: ReadableStreamReadResult<Uint8Array>;
    try {
      next = await reader.read();
    } catch (error) {
      throw damaged("gzip", file, error);
    }
    if (next.done) return;
    yield next.value;
  }
}

/** Holds the compressed bytes, not the text: blocks of at most 900 kB are decompressed one at a time. */
async function* bunzip2(chunks: AsyncGenerator<Uint8Array, void>, file: string): AsyncGenerator<Uint8Array, void> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) if (chunk.length > 0) held.push(chunk);
  const bytes = concat(held);
  const bits = bitIterator(() => bytes);
  // The library reads past the end and starts again with the next input: this stops it there.
  const guarded: typeof bits = Object.assign(
    (n: number | null) => {
      if (bits.bytesRead > bytes.length) throw new Error("it ends before its last block");
      return bits(n);
    },
    { bytesRead: 0 },
  );
  while (bits.bytesRead < bytes.length) yield* bzip2Stream(guarded, file);
}

function* bzip2Stream(bits: ReturnType<typeof bitIterator>, file: string): Generator<Uint8Array, void> {
  let block: Int32Array | undefined;
  let crc: number | null = 0;
  for (;;) {
    let out = new Uint8Array(1 << 20);
    let length = 0;
    const write = (byte: number) => {
      if (length === out.length) {
        const larger = new Uint8Array(out.length * 2);
        larger.set(out);
        out = larger;
      }
      out[length++] = byte;
    };
    try {
      block ??= new Int32Array(100_000 * bzip2.header(bits));
      crc = bzip2.decompress(bits, write, block, block.length, crc);
    } catch (error) {
      throw damaged("bzip2", file, error);
    }
    if (crc === null) return;
    yield out.subarray(0, length);
  }
}

function damaged(kind: string, file: string, error: unknown): AsRelError {
  if (error instanceof AsRelError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new AsRelError(`The ${kind} archive is truncated or damaged (${detail}). Fetch it again.`, file);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
