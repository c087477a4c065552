// A scenario in a link: JSON, compressed, in the part of the address behind "#", which no browser sends anywhere. A link may come from
// anyone: its length and what it unpacks to are limited, and nonsense is an error.

/** Chat programs and mail cut longer addresses. */
export const LONGEST_LINK = 30_000;
/** A few characters can unpack to gigabytes. */
export const LONGEST_TEXT = 1_000_000;

/** Thrown for a scenario that does not fit into a link, and for a link that holds none; the message says what to do. */
export class ShareError extends Error {
  override readonly name = "ShareError";
}

const head = "s=";

export const isShared = (hash: string): boolean => hash.replace(/^#/, "").startsWith(head);

/**
 * What stands behind "#" in a link to this scenario.
 * @param text JSON that parses; it is shortened first
 * @throws ShareError if it is too large
 */
export async function toHash(text: string): Promise<string> {
  const short = new TextEncoder().encode(JSON.stringify(JSON.parse(text)));
  const tooLarge = (length: number, most: number) =>
    new ShareError(`This scenario is too large for a link (${length} characters, at most ${most}). Save it as a file and send the file.`); // prettier-ignore
  if (short.length > LONGEST_TEXT) throw tooLarge(short.length, LONGEST_TEXT);
  const packed = new Blob([short]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const hash = head + btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  if (hash.length > LONGEST_LINK) throw tooLarge(hash.length, LONGEST_LINK);
  return hash;
}

/** The scenario's text in a link, on one line. @throws ShareError if there is none */
export async function fromHash(hash: string): Promise<string> {
  const bad = (why: string) =>
    new ShareError(`The link holds no scenario: ${why}. Ask for it again, or for the scenario as a file. Your own work is unchanged.`); // prettier-ignore
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST_LINK) throw bad(`it has ${text.length} characters, at most ${LONGEST_LINK} are read`);
  const packed = text.slice(head.length);
  if (!/^[\w-]+$/.test(packed)) throw bad("it has characters that a link of this page never has, or was cut");
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(packed.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  } catch {
    throw bad("it was cut or changed");
  }
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await unpacked.read().catch(() => {
      throw bad("it was cut or changed");
    });
    if (done) break;
    length += value.length;
    if (length > LONGEST_TEXT) {
      await unpacked.cancel();
      throw bad(`it unpacks to more than ${LONGEST_TEXT} characters`);
    }
    parts.push(value);
  }
  try {
    const whole = new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(parts as BlobPart[]).arrayBuffer());
    JSON.parse(whole);
    return whole;
  } catch {
    throw bad("what it unpacks to is not JSON");
  }
}
