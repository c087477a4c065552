// A download that survives a cut connection: bytes are appended to a partial file and the rest is asked for. What is resumed
// must be the same file: the server is asked with If-Range, and its length must agree (RFC 9110, 13.1.5 and 14).
import { createWriteStream } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { DataSetError } from "./error.js";
import { brokenOff, get, isPassing, PassingFault, type Answer } from "./http.js";
import { pageTitle } from "./web-page.js";

export interface DownloadOptions {
  /** The partial file; it stays where the download stops. */
  readonly partial: string;
  /** Limit in bytes. */
  readonly most: number;
  /** Added to errors: when the address was last checked. */
  readonly remedy: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Milliseconds before the second attempt; doubled for each further one. Defaults to 500. */
  readonly pauseMs?: number;
}

export interface DownloadProgress {
  readonly bytes: number;
  /** Unknown if the server does not say. */
  readonly total?: number;
  /** Bytes that were there from an earlier attempt. */
  readonly resumed: number;
  /** Set while waiting to try again: why. */
  readonly fault?: string;
}

/** Attempts without a new byte before it gives up. */
const attempts = 4;

/** What identifies the file that a partial download is the beginning of. */
interface Beginning {
  readonly address: string;
  readonly validator?: string;
  readonly total?: number;
}

const noteOf = (partial: string) => `${partial}.json`;

/**
 * Downloads an address into a partial file, which is complete afterwards.
 * @throws DataSetError with the remedy; what has arrived is kept for the next call
 */
export async function download(address: string, options: DownloadOptions): Promise<void> {
  const { partial, remedy, pauseMs = 500, onProgress } = options;
  let failed = 0;
  for (;;) {
    const before = await sizeOf(partial);
    try {
      return await attempt(address, options);
    } catch (error) {
      if (!(error instanceof PassingFault)) throw error;
      const bytes = await sizeOf(partial);
      failed = bytes > before ? 1 : failed + 1;
      if (failed >= attempts)
        throw new DataSetError(
          `${address}: ${error.message.replace(/[.?]$/, "")}. Tried ${attempts} times.`,
          `${bytes > 0 ? `${megabytes(bytes)} are kept; run the same command to resume. ` : ""}${remedy}`,
        );
      onProgress?.({ bytes, resumed: bytes, fault: error.message });
      await pause(pauseMs * 2 ** (failed - 1));
    }
  }
}

async function attempt(address: string, options: DownloadOptions): Promise<void> {
  const { partial, most, remedy } = options;
  const begun = await beginningOf(partial, address);
  const had = begun ? await sizeOf(partial) : 0;
  if (begun?.total !== undefined && had === begun.total && had > 0) return;
  const resume: Record<string, string> =
    begun?.validator !== undefined && had > 0 ? { range: `bytes=${had}-`, "if-range": begun.validator } : {};
  const answer = await get(address, resume);
  try {
    const { status, header } = answer;
    if (status === 416 || (status === 206 && !continues(header("content-range"), had, begun?.total))) {
      await forget(partial);
      throw new PassingFault(`the server no longer has the file that ${megabytes(had)} were of; starting again`);
    }
    if (status !== 200 && status !== 206) throw refused(address, answer, remedy);
    const offset = status === 206 ? had : 0;
    const length = Number(header("content-length") ?? NaN);
    const total = Number.isNaN(length) ? undefined : offset + length;
    if ((total ?? 0) > most) throw tooLarge(address, total!, most, remedy);
    await save(address, answer, { ...options, offset, total });
  } finally {
    answer.drop();
  }
}

interface SaveOptions extends DownloadOptions {
  readonly offset: number;
  readonly total: number | undefined;
}

async function save(address: string, { header, body }: Answer, options: SaveOptions): Promise<void> {
  const { partial, most, remedy, offset, total, onProgress } = options;
  let bytes = offset;
  let file: ReturnType<typeof createWriteStream> | undefined;
  try {
    for await (const chunk of body) {
      if (bytes === 0) {
        const title = pageTitle(chunk, header("content-type"));
        if (title !== undefined) throw webPage(address, title, remedy);
      }
      if (!file) {
        const strong = [header("etag")].find((tag) => tag !== undefined && !tag.startsWith("W/"));
        const validator = strong ?? header("last-modified");
        if (offset === 0)
          await writeFile(noteOf(partial), JSON.stringify({ address, validator, total } satisfies Beginning));
        file = createWriteStream(partial, { flags: offset === 0 ? "w" : "a" });
      }
      bytes += chunk.length;
      if (bytes > most) throw tooLarge(address, bytes, most, remedy);
      if (!file.write(chunk)) await new Promise<void>((next, fail) => file!.once("drain", next).once("error", fail));
      onProgress?.({ bytes, ...(total !== undefined && { total }), resumed: offset });
    }
  } catch (error) {
    if (error instanceof DataSetError) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    if (/^(?:ENOSPC|EACCES|EROFS|EIO|EDQUOT|EFBIG)$/.test(code)) throw error;
    throw brokenOff(error);
  } finally {
    if (file) await finished(file.end());
  }
  if (bytes === 0) throw new PassingFault("the server sent an empty file");
  if (total !== undefined && bytes < total)
    throw new PassingFault(`the connection broke off after ${megabytes(bytes)} of ${megabytes(total)}`);
}

/** The beginning that is there, if it is of this address. */
async function beginningOf(partial: string, address: string): Promise<Beginning | undefined> {
  try {
    const note = JSON.parse(await readFile(noteOf(partial), "utf8")) as Beginning;
    return note.address === address ? note : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a partial download. */
export async function forget(partial: string): Promise<void> {
  await rm(partial, { force: true });
  await rm(noteOf(partial), { force: true });
}

function continues(range: string | undefined, offset: number, total: number | undefined): boolean {
  const [, start, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range ?? "") ?? [];
  return Number(start) === offset && (total === undefined || whole === "*" || Number(whole) === total);
}

const sizeOf = (file: string): Promise<number> => stat(file).then(({ size }) => size, () => 0); // prettier-ignore

/**
 * Writes a number of bytes in words: "84.2 MB".
 * @example megabytes(84_200_000) // "84.2 MB"
 */
export const megabytes = (bytes: number): string =>
  bytes < 1e5 ? `${bytes.toLocaleString("en")} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;

function refused(address: string, { status, header }: Answer, remedy: string): Error {
  if (isPassing(status)) return new PassingFault(`the server answered with status ${status}`);
  if (status === 511 || (/^text\/html\b/i.test(header("content-type") ?? "") && status < 400))
    return webPage(address, "", remedy);
  const what = { 401: "asks for a login", 403: "refuses", 404: "has no such file", 407: "asks for a login", 410: "no longer has the file" }; // prettier-ignore
  const said = (what as Readonly<Record<number, string>>)[status] ?? "cannot answer";
  const who = status === 407 ? "The proxy" : "The server";
  return new DataSetError(`${who} ${said} (status ${status}): ${address}`, remedy);
}

const webPage = (address: string, title: string, remedy: string) =>
  new DataSetError(
    `A web page came instead of data${title ? ` ("${title}")` : ""}: ${address}`,
    `The network may have a login page: open any page in a browser and log in, then try again. ${remedy}`,
  );

const tooLarge = (address: string, bytes: number, most: number, remedy: string) =>
  new DataSetError(
    `${address} has more than ${megabytes(most)} (${megabytes(bytes)}).`,
    `This is not the file. ${remedy}`,
  );
