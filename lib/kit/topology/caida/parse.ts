// CAIDA AS relationships, byte by byte: "provider|customer|-1" and "peer|peer|0" (serial-1), with a fourth field, the source,
// in serial-2. Bytes come in chunks of any size; the file is never held as one string.
import { growingColumns, type LinkColumns } from "../columns.js";
import type { FindingList } from "../findings.js";
import { AsRelError } from "./error.js";

export interface AsRelHeader {
  /** ASes of CAIDA's inferred clique at the top, from the comment "input clique:". */
  readonly clique: readonly number[];
  /** Route servers of exchange points, from the comment "IXP ASes:". */
  readonly ixps: readonly number[];
  /** The comments "source:", without the word. */
  readonly sources: readonly string[];
}

export interface ParsedAsRel {
  readonly header: AsRelHeader;
  readonly serial: 1 | 2;
  readonly columns: LinkColumns;
  readonly lineOf: (link: number) => number;
  readonly lines: number;
}

const NEWLINE = 10;
const RETURN = 13;
const HASH = 35;
const MINUS = 45;
const BAR = 124;
const MAX_LINE = 1 << 20;
/** Default limit on links: ten times those of the Internet. */
export const MAX_LINKS = 5_000_000;
/** Limit on comments and blank lines. */
const MAX_SKIPPED = 1_000_000;
/** Numbers and sources in comments that are read at most. */
const MAX_LISTED = 1_000_000;
const MAX_ASN = 0xffffffff;

/** Length of the UTF-8 byte order mark at this position: 3, or 0 if there is none. */
const markAt = (bytes: Uint8Array, from: number, to: number): number =>
  to - from >= 3 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf ? 3 : 0;

/** A push parser for bytes. `end` returns the result. @throws AsRelError from either */
export function asRelParser(file: string, findings: FindingList, maxLinks: number = MAX_LINKS) {
  const columns = growingColumns(1 << 12);
  const header = { clique: [] as number[], ixps: [] as number[], sources: [] as string[] };
  // Comments and blank lines, as the number of links before each: yields a link's line without a column of line numbers.
  const skipped: number[] = [];
  const text = new TextDecoder();
  let tail = new Uint8Array(0);
  let lines = 0;
  let crlf = 0;
  let fields = 0;

  // The current line. Its fields are variables outside the functions, so that half a million lines create no garbage.
  let bytes: Uint8Array = tail;
  let start = 0;
  let at = 0;
  let end = 0;

  function fail(problem: string): never {
    const shown = text.decode(bytes.subarray(start, Math.min(end, start + 60)));
    throw new AsRelError(`${problem} The line is ${JSON.stringify(shown)}.`, file, lines);
  }

  function number(what: string, max: number): number {
    const first = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = bytes[at] - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === first || at - first > 10 || value > max)
      fail(`${what} must be ${max === MAX_ASN ? "an ASN from 1 to 4294967295" : "-1 or 0"}.`);
    return value;
  }

  function bar(after: string): void {
    if (at >= end || bytes[at] !== BAR) fail(`Expected "|" after ${after}.`);
    at++;
  }

  /** Reads the one line from..to of a chunk, without its newline. */
  function readLine(chunk: Uint8Array, from: number, to: number): void {
    lines++;
    bytes = chunk;
    start = at = from += lines === 1 ? markAt(chunk, from, to) : 0;
    end = to;
    if (end > from && bytes[end - 1] === RETURN) {
      end--;
      crlf++;
    }
    if (end === from || bytes[from] === HASH) {
      if (skipped.length >= MAX_SKIPPED) fail(`The file must have at most ${MAX_SKIPPED} comments and blank lines.`);
      skipped.push(columns.length);
      if (end === from) findings.add("blank-line", "a blank line", lines);
      else readComment(text.decode(bytes.subarray(from + 1, end)).trim());
      return;
    }
    const a = number("The first field", MAX_ASN);
    bar("the first ASN");
    const b = number("The second field", MAX_ASN);
    bar("the second ASN");
    if (a === 0 || b === 0) fail("AS0 is reserved and must not be used (RFC 7607).");
    const negative = at < end && bytes[at] === MINUS;
    if (negative) at++;
    const kind = number("The relationship", 1);
    if (negative ? kind !== 1 : kind !== 0) fail("The relationship must be -1 (provider to customer) or 0 (peers).");
    let found = 3;
    if (at < end) {
      bar("the relationship");
      found = 4;
      for (; at < end; at++) if (bytes[at] === BAR) fail("A line must have at most four fields.");
    }
    if (fields === 0) fields = found;
    if (fields !== found) fail(`Expected ${fields} fields, as in the lines before, got ${found}.`);
    if (columns.length >= maxLinks)
      fail(`The file has more than ${maxLinks} links, the limit. Raise it with ANYCAST_MAX_LINKS or maxLinks.`);
    columns.push(a, b, negative ? -1 : 0);
  }

  function readComment(comment: string): void {
    const list = (value: string) => value.split(/\s+/).filter(Boolean).map(Number);
    const [, key, value] = /^(input clique|IXP ASes|source):(.*)$/.exec(comment) ?? [];
    const numbers = key === "source" || value === undefined ? [] : list(value);
    if (/^step \d+:/.test(comment)) return; // how CAIDA marks the stages of its inference
    const valid = key !== undefined && numbers.every((each) => Number.isInteger(each) && each > 0 && each <= MAX_ASN);
    const listed = header.clique.length + header.ixps.length + header.sources.length;
    if (listed + numbers.length > MAX_LISTED)
      fail(`The comments list more than ${MAX_LISTED} ASes and sources, the most that are read.`);
    if (!valid) findings.add("unknown-comment", `# ${comment.slice(0, 60)}`, lines);
    else if (key === "source") header.sources.push(value.trim());
    else if (key === "IXP ASes") for (const each of numbers) header.ixps.push(each);
    else for (const each of numbers) header.clique.push(each);
  }

  function push(chunk: Uint8Array): void {
    let from = 0;
    if (tail.length > 0) {
      const first = chunk.indexOf(NEWLINE);
      const joined = new Uint8Array(tail.length + (first < 0 ? chunk.length : first));
      joined.set(tail);
      joined.set(first < 0 ? chunk : chunk.subarray(0, first), tail.length);
      if (first < 0) {
        if (joined.length > MAX_LINE) throw new AsRelError("A line must be at most 1 MiB long.", file, lines + 1);
        tail = joined;
        return;
      }
      tail = new Uint8Array(0);
      readLine(joined, 0, joined.length);
      from = first + 1;
    }
    for (let to = chunk.indexOf(NEWLINE, from); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      readLine(chunk, from, to);
      from = to + 1;
    }
    tail = chunk.slice(from);
  }

  function finish(): ParsedAsRel {
    if (tail.length > 0) {
      findings.add("no-final-newline", "the last line has no newline", lines + 1);
      const last = tail;
      tail = new Uint8Array(0);
      readLine(last, 0, last.length);
    }
    if (crlf > 0) findings.add("crlf", `${crlf} of ${lines} lines end in CR LF`);
    if (columns.length === 0)
      throw new AsRelError('The file has no links. Expected lines such as "3356|64500|-1" or "3356|1299|0".', file);
    const lineOf = (link: number) => {
      // How many of the skipped lines stand before the link; their numbers ascend.
      let [before, after] = [0, skipped.length];
      while (before < after) {
        const middle = (before + after) >> 1;
        if (skipped[middle] <= link) before = middle + 1;
        else after = middle;
      }
      return link + before + 1;
    };
    return { header, serial: fields === 4 ? 2 : 1, columns, lineOf, lines };
  }

  return { push, end: finish, progress: () => ({ lines, links: columns.length }) };
}
