// Parses JSON files that may have a byte order mark, be truncated, or contain a duplicate key. JSON.parse silently keeps the
// last of two keys (RFC 8259, 4: the behaviour "is unpredictable"), so a duplicate is an error here.

import { jsonFaultAt } from "./json-fault.js";

/** Thrown for text that is not JSON, or has a duplicate key; the message says where and what to do, without the file's name. */
export class JsonTextError extends Error {
  override readonly name = "JsonTextError";
  constructor(
    message: string,
    /** From 1; absent when a field gives the position. */
    readonly line?: number,
    /** The duplicate field, such as "sites.A". */
    readonly twice?: string,
    /** A field with an invalid name or text. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/**
 * A sentence about somebody's file, without the middle of what is too long to read: a name in it may have megabytes.
 * @example shortened(`unknown site "${"A".repeat(5_000_000)}"`).length // 905
 */
export const shortened = (sentence: string): string =>
  sentence.length > 1000 ? `${sentence.slice(0, 600)} ... ${sentence.slice(-300)}` : sentence;

/** The text without the byte order mark that some editors put in front (RFC 8259, 8.1). */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

/**
 * The path of a field, such as "ases[3].asn".
 * @example fieldAt(["ases", 3, "asn"]) // "ases[3].asn"
 */
export function fieldAt(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

/** Brackets inside brackets, at most. Parsed, each level of a 40 MB file of brackets would take 100 bytes of memory. */
const MOST_NESTED = 500;

/** Values at most: more than a generated Internet of 100,000 ASes has. Parsed, a value of two characters takes 50 bytes or more. */
const MOST_VALUES = 10_000_000;

/**
 * Checks a JSON text before it is parsed: how deep its brackets are nested, and how many values it has.
 * @example checkNesting("[".repeat(1000)) // throws JsonTextError
 * @throws JsonTextError with the line if brackets are nested too deeply, or there are too many values
 */
export function checkNesting(text: string, mostValues = MOST_VALUES): void {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = endOfString(text, i) - 1;
      if (i < 0) return; // a string without an end: JSON.parse says where
    } else if (code === 0x2c) {
      if (++values > mostValues)
        throw new JsonTextError(
          `The file has more than ${mostValues} values, the most that are read. Take a part of it.`,
          text.slice(0, i).split("\n").length,
        );
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > MOST_NESTED) {
        const line = text.slice(0, i).split("\n").length;
        throw new JsonTextError(`Brackets are nested more than ${MOST_NESTED} deep. Flatten the value.`, line);
      }
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
}

/**
 * Parses JSON; a byte order mark in front is skipped.
 * @example parseJson('{ "asn": 64500, "asn": 64501 }') // throws JsonTextError
 * @throws JsonTextError for text that is not JSON (with the line), for nesting deeper than 500, and for a duplicate key
 */
export function parseJson(text: string): unknown {
  const plain = withoutMark(text);
  checkNesting(plain);
  let json: unknown;
  try {
    json = JSON.parse(plain);
  } catch (error) {
    const { message } = error as Error;
    if (plain.trim() === "") throw new JsonTextError("The file is empty. Expected a JSON object { ... }.", 1);
    const line = plain.slice(0, jsonFaultAt(plain)).split("\n").length;
    const what = message.split(" in JSON at position ", 1)[0].replace(/ \(line \d+ column \d+\)$/, "");
    throw new JsonTextError(`${what}. Look for a missing comma, quote or bracket near line ${line}.`, line);
  }
  const twice = repeatedKey(plain);
  if (twice !== undefined) throw new JsonTextError(`duplicate key ${twice}. Rename or remove one.`, undefined, twice);
  return json;
}

/** Fields of free text, which may have several lines; all others are names that stand in one line of output. */
const FREE_TEXT = new Set(["description", "question", "answer", "look"]);

/**
 * Parses JSON of one of the kit's own formats: as parseJson, and nothing is in it that would vanish or break a line of output.
 * @example parseOwnFormat('{ "asn": 64500 }') // { asn: 64500 }
 * @throws JsonTextError with the field, also for a key "__proto__" and for control characters in a name
 */
export function parseOwnFormat(text: string): unknown {
  const json = parseJson(text);
  checkNames(json, []);
  return json;
}

function checkNames(value: unknown, path: readonly PropertyKey[]): void {
  const fail = (what: string, at: readonly PropertyKey[]) => {
    const field = fieldAt(at).replace(/\p{Cc}/gu, "?");
    return new JsonTextError(`${field}: ${what}.`, undefined, undefined, field);
  };
  if (typeof value === "string") {
    const most = FREE_TEXT.has(String(path[path.length - 1])) ? 20_000 : 300;
    if (value.length > most) throw fail(`has ${value.length} characters, at most ${most} are read. Shorten it`, path);
    if (/\p{Cc}/u.test(value) && !FREE_TEXT.has(String(path[path.length - 1])))
      throw fail("has a line break or another control character. Remove it", path);
  } else if (Array.isArray(value)) value.forEach((each, i) => checkNames(each, [...path, i]));
  else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value)) {
      if (key === "__proto__") throw fail('a key must not be "__proto__". Rename it', [...path, key]);
      if (key.length > 300) throw fail(`a key has ${key.length} characters, at most 300 are read. Shorten it`, path);
      if (/\p{Cc}/u.test(key))
        throw fail("a key has a line break or another control character. Remove it", [...path, key]);
      checkNames(each, [...path, key]);
    }
}

/** What may stand between values, and the beginning of a string. */
const TOKEN = /["[\]{},:]/g;

/**
 * Where a string that begins at a quote ends: behind its last quote, or 0 if it has none. No regular expression: a string
 * may be of many megabytes.
 */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end === -1) return 0;
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
}

interface Open {
  /** The keys of an object so far; absent in a list. */
  readonly keys?: Set<string>;
  /** The current position in it: a key, or an index. */
  at: string | number;
}

/**
 * The path of the first duplicate key: "sites.A".
 * @param text JSON that parses
 */
export function repeatedKey(text: string): string | undefined {
  const open: Open[] = [];
  let last = [0, 0];
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    const inner = open[open.length - 1];
    if (token === '"') {
      tokens.lastIndex = endOfString(text, match.index);
      last = [match.index, tokens.lastIndex];
    } else if (token === "{") open.push({ keys: new Set(), at: "" });
    else if (token === "[") open.push({ at: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === "," && typeof inner.at === "number") inner.at++;
    else if (token === ":") {
      const { keys } = inner;
      inner.at = JSON.parse(text.slice(...last)) as string;
      if (keys!.has(inner.at)) return fieldAt(open.map(({ at }) => at));
      keys!.add(inner.at);
    }
  }
  return undefined;
}
