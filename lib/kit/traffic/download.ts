// The application of the transports here: "GET n" asks for a file from byte n on, the answer is a line with the server's name and the
// length, then the bytes. Every site has the same file, so whoever resumes at another site can tell that the parts fit.

import { checkMs, checkWhole } from "./error.js";

/** The answer to a request, which is a line of text. */
export type Respond = (request: string, identity: string, nowMs: number) => string;

/** Bytes `from` to `to` of the file: byte i is the last digit of i. */
export const fileBytes = (from: number, to: number) =>
  "0123456789".repeat(Math.ceil((to - from) / 10) + 1).slice(from % 10, (from % 10) + to - from);

/** Answers with a file of so many bytes. @throws TrafficError for a length that cannot be, or over 100 MB */
export function fileServer(bytes: number): Respond {
  checkWhole(bytes, "A file's bytes", 0, 100_000_000);
  return (request, identity) => {
    const from = Math.min(Number(/^GET (\d+)/.exec(request)?.[1] ?? 0), bytes);
    return `${identity} ${bytes - from}\n${fileBytes(from, bytes)}`;
  };
}

/** Hands an answer out slowly: so many bytes each so many ms. */
export interface Drip {
  readonly bytes: number;
  readonly everyMs: number;
}

/** @throws TrafficError for a drip that would never end */
export function checkDrip(drip: Drip | undefined): void {
  if (!drip) return;
  checkWhole(drip.bytes, "The bytes of a drip", 1);
  checkMs(drip.everyMs, "The pause of a drip");
}

export const requestFrom = (byte: number) => `GET ${byte}\n`;

/** The answers to all whole requests in `received` after byte `read`, and how far they reach. */
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

/** An answer as far as it has come. */
export interface Answer {
  readonly server?: string;
  /** Bytes that are to come in all. */
  readonly length?: number;
  readonly body: string;
  readonly isWhole: boolean;
}

export function answerIn(received: string): Answer {
  const end = received.indexOf("\n");
  if (end < 0) return { body: "", isWhole: false };
  const [server, length] = received.slice(0, end).split(" ");
  const body = received.slice(end + 1);
  return { server, length: Number(length), body, isWhole: body.length >= Number(length) };
}
