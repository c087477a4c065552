// The application of the transports here: "GET n" asks for a file from byte n on, the answer is a line with the server's name and the
// length, then the bytes. Every site has the same file, so a client that resumes at another site can check that the parts match.

import { checkTime, checkWhole } from "./error.js";

/** The answer to a request, which is a line of text. */
export type Respond = (request: string, identity: string, nowMs: number) => string;

/**
 * Bytes `from` to `to` of the file: byte i is the last digit of i.
 * @example fileBytes(8, 14) // "890123"
 */
export const fileBytes = (from: number, to: number) =>
  "0123456789".repeat(Math.ceil((to - from) / 10) + 1).slice(from % 10, (from % 10) + to - from);

/**
 * Answers with a file of this many bytes.
 * @example fileServer(14)("GET 8", "A", 0) // "A 6\n890123"
 * @throws TrafficError for an invalid length, or one over 100 MB
 */
export function fileServer(bytes: number): Respond {
  checkWhole(bytes, "A file's bytes", 0, 100_000_000);
  return (request, identity) => {
    const from = Math.min(Number(/^GET (\d+)/.exec(request)?.[1] ?? 0), bytes);
    return `${identity} ${bytes - from}\n${fileBytes(from, bytes)}`;
  };
}

/** Sends an answer slowly: a number of bytes per interval, in ms. */
export interface Drip {
  readonly bytes: number;
  readonly everyMs: number;
}

/** @throws TrafficError for a drip that would never end */
export function checkDrip(drip: Drip | undefined): void {
  if (!drip) return;
  checkWhole(drip.bytes, "The bytes of a drip", 1);
  checkTime(drip.everyMs, "The pause of a drip");
}

export const requestFrom = (byte: number) => `GET ${byte}\n`;

/** The answers to all whole requests in `received` after byte `read`, and the position they reach. */
export function answersTo(
  received: string,
  read: number,
  respond: (request: string) => string,
): { readonly read: number; readonly answers: string } {
  let answers = "";
  for (let end = received.indexOf("\n", read); end >= 0; end = received.indexOf("\n", read)) {
    answers += respond(received.slice(read, end));
    read = end + 1;
  }
  return { read, answers };
}

/** The first line of an answer: the server, the number of bytes that follow, and where they begin. */
export interface AnswerHead {
  readonly server: string;
  readonly length: number;
  /** Offset of the first byte of the file in the stream. */
  readonly at: number;
}

/** Maximum length of the first line, bytes. */
const LONGEST_HEAD = 65_536;

/**
 * The head of the answer in the received stream; undefined until its line is complete. Search once and keep the result: a
 * search reads all of `received`, so searching for each segment takes time quadratic in the file size.
 */
export function answerHead(received: string): AnswerHead | undefined {
  if (received.length > 2 * LONGEST_HEAD) return undefined;
  const end = received.indexOf("\n");
  if (end < 0 || end > LONGEST_HEAD) return undefined;
  const [server, length] = received.slice(0, end).split(" ");
  return { server, length: Number(length), at: end + 1 };
}

/** Whether a stream of this many bytes contains the whole answer. */
export const isWholeAnswer = (head: AnswerHead | undefined, received: number): boolean =>
  head !== undefined && received - head.at >= head.length;
