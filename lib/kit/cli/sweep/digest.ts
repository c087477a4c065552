// SHA-256 digests in hex: of inputs for the report, of all that a cell depends on for its key.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Read as a stream: an AS graph is read that way, and may be larger than memory allows. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
