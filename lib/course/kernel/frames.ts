// The messages between supervisor and worker: lines of JSON over two separate pipes. The worker writes its lines
// synchronously, so that what a cell printed is out before whatever happens next, and each line begins with a token that
// only the worker's own code knows: so that lines written there by a cell are ignored.
import type { ErrorContent } from "./cell/index.js";

/** The pipes' numbers in the worker. */
export const outPipe = 3;
export const inPipe = 4;
/** A byte on it breaks a loop that runs behind an `await` (worker/watch.ts). */
export const stopPipe = 5;

export type Command =
  | { readonly type: "hello"; readonly token: string }
  | { readonly type: "execute"; readonly number: number; readonly code: string; readonly graded: Graded }
  | { readonly type: "ask"; readonly id: number; readonly what: Question; readonly content: object }
  | { readonly type: "interrupt" };

/** Whether marks are given: by nbgrader itself, or by a tool that looks like it (it goes on after errors, nobody watches). */
export type Graded = "yes" | "perhaps" | "no";

export type Question = "complete" | "inspect" | "is_complete" | "ping";

export type Frame =
  | { readonly type: "ready" }
  | { readonly type: "stream"; readonly cell: number; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "display"; readonly cell: number; readonly content: Display; readonly update: boolean }
  | { readonly type: "value"; readonly cell: number; readonly text: string }
  | { readonly type: "done"; readonly cell: number; readonly error: ErrorContent | null }
  | { readonly type: "late"; readonly cell: number; readonly error: ErrorContent }
  | { readonly type: "answer"; readonly id: number; readonly content: object };

export interface Display {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient?: Readonly<Record<string, unknown>>;
}

/** No single frame is longer; beyond it a figure is left out (text is written in pieces). */
export const longestFrame = 128 * 1024 * 1024;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isError = (value: unknown): value is ErrorContent =>
  isObject(value) &&
  typeof value.ename === "string" &&
  typeof value.evalue === "string" &&
  Array.isArray(value.traceback) &&
  value.traceback.every((line) => typeof line === "string");

const checks: Readonly<Record<Frame["type"], (frame: Record<string, unknown>) => boolean>> = {
  ready: () => true,
  stream: ({ name, text }) => (name === "stdout" || name === "stderr") && typeof text === "string",
  display: ({ content, update }) =>
    isObject(content) && isObject(content.data) && isObject(content.metadata) && typeof update === "boolean",
  value: ({ text }) => typeof text === "string",
  done: ({ error }) => error === null || isError(error),
  late: ({ error }) => isError(error),
  answer: ({ id, content }) => Number.isInteger(id) && isObject(content),
};
const ofCell = new Set(["stream", "display", "value", "done", "late"]);

/** A line of the worker's as a frame; null for anything else. */
export function readFrame(line: string, token: string): Frame | null {
  if (!line.startsWith(token)) return null;
  try {
    const frame = JSON.parse(line.slice(token.length)) as unknown;
    if (!isObject(frame) || typeof frame.type !== "string" || !Object.hasOwn(checks, frame.type)) return null;
    if (ofCell.has(frame.type) && !Number.isInteger(frame.cell)) return null;
    return checks[frame.type as Frame["type"]](frame) ? (frame as unknown as Frame) : null;
  } catch {
    return null;
  }
}
