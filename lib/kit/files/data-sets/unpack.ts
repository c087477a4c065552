// A downloaded file, unpacked: bzip2 and gzip by the reader of AS relationships, with a limit on what comes out and a checksum.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { AsRelError, decompressed } from "../../topology/index.js";
import { DataSetError } from "./error.js";
import { pageTitle } from "./web-page.js";

/** Limit on the unpacked bytes: a small archive may contain a huge file. */
const mostUnpacked = 2e9;

export interface Unpacked {
  readonly content: AsyncIterable<Uint8Array>;
  /** SHA-256 of the content, once all of it was read. */
  readonly sha256: () => string;
}

/** @param from where the file came from, for errors */
export function unpack(file: string, from: string): Unpacked {
  const hash = createHash("sha256");
  return { content: counted(file, from, hash), sha256: () => hash.digest("hex") };
}

async function* counted(file: string, from: string, hash: ReturnType<typeof createHash>) {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
  let size = 0;
  try {
    for await (const chunk of decompressed(bytes, from)) {
      if (size === 0) checkIsData(chunk, from);
      size += chunk.length;
      if (size > mostUnpacked)
        throw new DataSetError(`${from} unpacks to more than ${mostUnpacked / 1e9} GB.`, "This is not the file.");
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    if (!(error instanceof AsRelError)) throw error;
    throw new DataSetError(
      error.message,
      "If it stays so, the copy at the address is damaged: pass another with --from.",
    );
  }
  if (size === 0) throw new DataSetError(`${from} is empty.`, "Pass another copy with --from.");
}

function checkIsData(first: Uint8Array, from: string): void {
  const title = pageTitle(first);
  if (title !== undefined)
    throw new DataSetError(
      `${from} is a web page${title ? ` ("${title}")` : ""}, not data.`,
      "Save the data file itself, and pass it with --from.",
    );
}
