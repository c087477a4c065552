// Checks an answer and explains the result: prints passed claims, throws for failed ones, with the expected and the actual
// value and a hint. nbgrader counts a thrown error; nothing is written to standard error.
import { difference, nothing, type Difference } from "./difference.js";
import { formatValue } from "./format-value.js";
import { print } from "./host.js";

export interface CheckOptions {
  /** Absolute tolerance of a number; without it only rounding errors are tolerated. */
  readonly tolerance?: number;
  /** A hint in one sentence; shown when the check fails. */
  readonly hint?: string;
  /** For hidden tests: a failure shows the learner's answer, never the expected one. */
  readonly hidden?: boolean;
}

export interface Check extends CheckOptions {
  /** The claim: "site B gets 4 of 12 clients". */
  readonly claim: string;
  /** The learner's answer, or a function that computes it, so that its exception fails this check and no other. */
  readonly actual: unknown;
  /** Defaults to `true`. */
  readonly expected?: unknown;
}

/** Thrown by `check`; its message is written for the learner. */
export class CheckError extends Error {
  override readonly name = "CheckError";
  constructor(
    message: string,
    /** The failed claims. */
    readonly failed: readonly string[],
    /** `cause`: what the learner's own code threw, so that a kernel shows its line. */
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Checks one claim, or a list of them under a title; all of a list are tried before any failure is thrown.
 * @example check("three servers answer", servers.size, 3, { hint: "Count names, not packets." })
 * @example check("every client is served", () => clients.every((client) => client.site))
 * @example check("Exercise 2", [{ claim: "B gets 4 clients", actual: count("B"), expected: 4 }])
 * @throws CheckError with the differences
 */
export function check(title: string, checks: readonly Check[]): void;
export function check(claim: string, condition: boolean | (() => unknown)): void;
export function check(claim: string, actual: unknown, expected: unknown, options?: CheckOptions): void;
export function check(title: string, ...rest: readonly unknown[]): void {
  const list = rest.length === 1 && isList(rest[0]) ? rest[0] : undefined;
  const [actual, expected, options] = rest as [unknown, unknown?, CheckOptions?];
  const single = { ...options, claim: title, actual, expected: rest.length > 1 ? expected : true };
  const results = (list ?? [single]).map(tried);
  const passed = results.filter(({ problem }) => problem === undefined);
  const failed = results.filter(({ problem }) => problem !== undefined);
  if (passed.length > 0) print(passed.map(({ claim }) => `✔ ${claim}`).join("\n"));
  if (failed.length === 0) return;
  const heading = list ? [`${title}: ${failed.length} of ${results.length} checks failed.`] : [];
  const message = [...heading, ...failed.map(({ claim, problem }) => `✘ ${claim}\n${problem}`)].join("\n");
  const names = failed.map(({ claim }) => claim);
  const cause = failed.find(({ thrown }) => thrown instanceof Error)?.thrown;
  const error = new CheckError(message, names, cause === undefined ? {} : { cause });
  // The learner's stack begins where check was called.
  (Error as { captureStackTrace?: (error: Error, from: unknown) => void }).captureStackTrace?.(error, check);
  throw error;
}

function isList(value: unknown): value is readonly Check[] {
  return Array.isArray(value) && value.length > 0 && value.every((each: unknown) => isCheck(each));
}

const isCheck = (value: unknown) =>
  typeof value === "object" && value !== null && "claim" in value && "actual" in value;

interface Tried {
  readonly claim: string;
  /** The difference, indented; undefined if the claim holds. */
  readonly problem?: string;
  /** What the learner's code threw. */
  readonly thrown?: unknown;
}

function tried(check: Check): Tried {
  const { claim, actual, tolerance, hint, hidden = false } = check;
  const expected = "expected" in check ? check.expected : true; // undefined may be the right answer
  const tip = hint ? [`try: ${hint}`] : [];
  const failed = (lines: readonly string[], thrown?: unknown) => ({
    claim,
    problem: lines.map((line) => `    ${line}`).join("\n"),
    thrown,
  });
  try {
    const value = typeof actual === "function" ? (actual as () => unknown)() : actual;
    if (value instanceof Promise) throw new TypeError("The answer is a Promise: write `await` before it.");
    const found = difference(value, expected, tolerance);
    if (!found) return { claim };
    return failed([...told(found, hidden, tolerance), ...tip]);
  } catch (error) {
    const how = `it stopped with ${error instanceof Error ? formatValue(error) : `"${String(error)}"`}`;
    return failed([how, ...(isSlip(error) ? [] : tip)], error);
  }
}

/** A misspelt name or a wrong type: the hint, which is about a wrong result, would lead away from it. */
const isSlip = (error: unknown) =>
  error instanceof ReferenceError || error instanceof TypeError || error instanceof SyntaxError;

function told({ path, actual, expected }: Difference, hidden: boolean, tolerance?: number): string[] {
  const say = (value: unknown) => (value === nothing ? "nothing" : formatValue(value));
  const where = path ? `at ${path}: ` : "";
  if (hidden) return [`${where}your answer ${say(actual)} is not correct yet`];
  const within = tolerance !== undefined && typeof expected === "number" ? ` (± ${tolerance})` : "";
  return [
    `${where}expected ${say(expected)}${within}`,
    `${where ? " ".repeat(where.length) : ""}got      ${say(actual)}`,
  ];
}
