// A text file read within a limit, checked before and while it is read: a device or a pipe has no end, and a file may grow.
import { constants, createReadStream } from "node:fs";
import { open } from "node:fs/promises";

/** Thrown when a file is too large or is not a regular file. The message gives the limit and the remedy. */
export class ReadLimitError extends Error {
  override readonly name = "ReadLimitError";
}

export interface ReadTextOptions {
  /** Limit in bytes. Defaults to 100 MB, or ANYCAST_MAX_MB. */
  readonly most?: number;
  /** The kind of file expected, for errors: "a notebook". */
  readonly what?: string;
}

/**
 * Largest input in bytes: 100 MB, or ANYCAST_MAX_MB.
 * @example largestInput() // 100,000,000
 */
export function largestInput(): number {
  const wanted = Number(process.env.ANYCAST_MAX_MB);
  return wanted > 0 ? wanted * 1e6 : 100e6;
}

/**
 * Reads a regular file as UTF-8, or as UTF-16 if it begins with the mark of that.
 * @example await readText(asRelFile) // "1|2|-1\n2|3|0\n"
 * @throws ReadLimitError for a device, a pipe, a folder or a file beyond the limit; the file system's error otherwise
 */
export async function readText(file: string, options: ReadTextOptions = {}): Promise<string> {
  return decodeText(await readBytes(file, options));
}

/**
 * Decodes the text of a file from UTF-8, or from UTF-16 with a byte order mark; the mark stays in front.
 * @example decodeText(Uint8Array.of(0xc3, 0xa9)) // "é"
 */
export const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder(encodingOf(bytes), { ignoreBOM: true }).decode(bytes);

/** PowerShell 5 writes what a program prints as UTF-16 with a byte order mark. */
const encodingOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";

/**
 * Reads a regular file as bytes.
 * @example (await readBytes(asRelFile)).length // 13
 * @throws ReadLimitError for a device, a pipe or a file beyond the limit; the file system's error otherwise
 */
export async function readBytes(
  file: string,
  { most = largestInput(), what = "a file" }: ReadTextOptions = {},
): Promise<Uint8Array> {
  // O_NONBLOCK: opening a pipe without a writer would block.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (found.isDirectory())
      throw Object.assign(new Error(`EISDIR: ${file} is a folder`), { code: "EISDIR", path: file });
    if (!found.isFile()) throw new ReadLimitError(`${file} is ${kindOf(found)}, not ${what} on a disk.`);
    if (found.size > most) throw tooLarge(file, found.size, most);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of createReadStream(file, { fd: handle, autoClose: false, highWaterMark: 1 << 20 })) {
      size += (chunk as Uint8Array).length;
      if (size > most) throw tooLarge(file, size, most);
      chunks.push(chunk as Uint8Array);
    }
    return Buffer.concat(chunks, size);
  } finally {
    await handle.close();
  }
}

/** What stands in the place of a regular file. */
export const kindOf = (found: { isFIFO(): boolean; isSocket(): boolean }): string =>
  found.isFIFO() ? "a pipe" : found.isSocket() ? "a socket" : "a device";

const tooLarge = (file: string, size: number, most: number) =>
  new ReadLimitError(
    `${file} has ${(size / 1e6).toFixed(0)} MB; the limit is ${most / 1e6} MB. ` +
      `Use a smaller file, or raise the limit: ANYCAST_MAX_MB=${Math.ceil(size / 1e6)}.`,
  );
