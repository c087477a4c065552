// The first place where two values differ, so that a check can point at it instead of printing both whole.
import { formatValue } from "./format-value.js";

export interface Difference {
  /** The path, as in code: `[3].rttMs`, `.shares.B`; empty if the values differ as a whole. */
  readonly path: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** Marks a side without a value at the path. */
export const nothing = Symbol("nothing");

/**
 * Compares arrays, maps, sets and plain objects by content; numbers within `tolerance` (absolute; by default a relative
 * rounding error of 1e-9). A map or set is equal in any order, an array only in the same.
 */
export function difference(actual: unknown, expected: unknown, tolerance?: number, path = ""): Difference | undefined {
  const differ = { path, actual, expected };
  if (typeof actual === "number" && typeof expected === "number")
    return closeEnough(actual, expected, tolerance) ? undefined : differ;
  if (Object.is(actual, expected)) return undefined;
  if (!isObject(actual) || !isObject(expected) || kindOf(actual) !== kindOf(expected)) return differ;
  if (actual instanceof Set && expected instanceof Set) return sameMembers(actual, expected) ? undefined : differ;

  const [got, wanted] = [entriesOf(actual), entriesOf(expected)];
  for (const [key, value] of wanted) {
    const here = path + step(key, expected);
    if (!got.has(key)) return { path: here, actual: nothing, expected: value };
    const inside = difference(got.get(key), value, tolerance, here);
    if (inside) return inside;
  }
  for (const [key, value] of got)
    if (!wanted.has(key)) return { path: path + step(key, actual), actual: value, expected: nothing };
  return undefined;
}

function closeEnough(a: number, b: number, tolerance?: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= (tolerance ?? 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function kindOf(value: object): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return "list";
  return value instanceof Map ? "map" : value instanceof Set ? "set" : "object";
}

const sameMembers = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>) =>
  a.size === b.size && [...a].every((member) => b.has(member));

function entriesOf(value: object): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value as Map<unknown, unknown>;
  if (kindOf(value) === "list") return new Map(Array.from(value as ArrayLike<unknown>, (each, i) => [i, each]));
  return new Map<unknown, unknown>(Object.entries(value));
}

function step(key: unknown, within: object): string {
  if (kindOf(within) === "object" && typeof key === "string" && /^[A-Za-z_$][\w$]*$/.test(key)) return `.${key}`;
  return `[${formatValue(key)}]`;
}
