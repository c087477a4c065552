// A draft as text that is pleasant to read: what fits stands on one line. And where in a text a field is, for errors.
import type { Draft } from "./draft.js";

const WIDTH = 88;

/** The text of a scenario file. */
export const textOf = (draft: Draft): string => `${written(draft, "")}\n`;

function written(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const entries = isList ? value.map((each): [string, unknown] => ["", each]) : Object.entries(value);
  if (entries.length === 0) return isList ? "[]" : "{}";
  if (indent !== "" && isFlat(value)) {
    const line = inline(value);
    if (line.length + indent.length <= WIDTH) return line;
  }
  const inner = `${indent}  `;
  const parts = entries.map(
    ([key, each]) => `${inner}${isList ? "" : `${JSON.stringify(key)}: `}${written(each, inner)}`,
  );
  return `${isList ? "[" : "{"}\n${parts.join(",\n")}\n${indent}${isList ? "]" : "}"}`;
}

/** A list of objects stands on several lines even if it would fit on one. */
const isFlat = (value: object): boolean =>
  !Array.isArray(value) || value.every((each) => typeof each !== "object" || each === null);

function inline(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`)
    .join(", ")} }`;
}

/** A piece of a text, and the line on which it begins, from 1. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** The keys of a field's path: "links[3].customer" -> ["links", 3, "customer"]. */
const keysOf = (field: string): (string | number)[] =>
  [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, number]) => (name === undefined ? Number(number) : name));

/**
 * Where the value of a field is in a JSON text; where it is absent, the innermost value around it.
 * @param text JSON that parses
 */
export function placeOf(text: string, field: string): Place {
  const wanted = keysOf(field);
  let found = { from: 0, to: text.length };
  let at = 0;
  const space = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const string = (): string => {
    const start = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at++;
    return text.slice(start, at);
  };
  /** Reads a value; `depth` keys of the path lead to it, -1 if it is not on the path. */
  const value = (depth: number): void => {
    space();
    const from = at;
    const isOn = (key: string | number) => depth >= 0 && wanted[depth] === key;
    if (text[at] === '"') string();
    else if (text[at] === "{" || text[at] === "[") {
      const close = text[at] === "{" ? "}" : "]";
      at++;
      for (let i = 0; ; i++) {
        space();
        if (at >= text.length || text[at] === close) break;
        if (text[at] === ",") at++;
        space();
        let key: string | number = i;
        if (close === "}") {
          key = JSON.parse(string()) as string;
          space();
          at++; // the colon
        }
        value(isOn(key) ? depth + 1 : -1);
      }
      at++;
    } else
      do at++;
      while (at < text.length && !/[\s,\]}]/.test(text[at]));
    if (depth >= deepest) {
      deepest = depth;
      found = { from, to: at };
    }
  };
  let deepest = 0;
  try {
    value(0);
  } catch {
    // Text that is not JSON: the whole is the place.
  }
  return { ...found, line: lineAt(text, found.from) };
}

export const lineAt = (text: string, position: number): number => text.slice(0, position).split("\n").length;

/** A whole line, from 1. */
export function placeOfLine(text: string, line: number): Place {
  const lines = text.split("\n");
  const n = Math.min(Math.max(1, line), lines.length);
  const from = lines.slice(0, n - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return { from, to: from + lines[n - 1].length, line: n };
}
