// What a learner reads when a cell fails: where in their own code, the line with a caret under it, and what went wrong.
// No frame of the kernel, of the library or of Node; of the stack's text the cells' frames are kept. Pages use it too.
import { cleanMessage } from "./scope.js";
import { cellNumber, type Cell } from "./cells.js";

/** An `error` message's content, as the Jupyter protocol has it. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A place the learner typed; line and column count from 1, as editors do. */
interface Place {
  readonly cell: Cell;
  readonly line: number;
  readonly column: number;
}

const frameLine = /^\s+at (?:(.*?) \()?(?:async )?(.*?):(\d+):(\d+)\)?$/;
const builtInFrame = /^\s+at (\S+(?: \[as \S+\])?) \(<anonymous>\)$/;
const mostPlaces = 4;

/** Shows a value on one line or a few, as Node's `util.inspect` does. */
export type Inspect = (value: unknown, options?: { readonly depth: number; readonly breakLength: number }) => string;

/** The error message for something a cell threw, which may be any value: one whose parts throw, too, is an error. */
export function describeThrown(
  thrown: unknown,
  running: Cell,
  cells: ReadonlyMap<number, Cell>,
  inspect: Inspect,
): ErrorContent {
  try {
    return described(thrown, running, cells, inspect);
  } catch {
    const evalue = "The cell failed with a value that cannot be shown: reading it throws another error.";
    return { ename: "Error", evalue, traceback: [`cell [${running.number}]`, `Error: ${evalue}`] };
  }
}

function described(thrown: unknown, running: Cell, cells: ReadonlyMap<number, Cell>, inspect: Inspect): ErrorContent {
  if (isInterruption(thrown))
    return {
      ename: "Interrupted",
      evalue: "the cell was stopped before it ended",
      traceback: [`cell [${running.number}] was stopped before it ended`],
    };
  if (!isError(thrown)) {
    const evalue = typeof thrown === "string" ? thrown : inspect(thrown, { depth: 2, breakLength: 100 });
    const traceback = [
      `cell [${running.number}] threw a value that is not an Error, so its line is not known`,
      `Thrown: ${evalue}`,
    ];
    return { ename: "Thrown", evalue, traceback };
  }
  const ename = nameOf(thrown);
  const evalue = cleanMessage(String(thrown.message));
  const { places, raisedBy } = readStack(thrown, cells);
  const [first, ...callers] = places;
  const traceback = first ? showPlace("", first) : [`cell [${running.number}]; which of its lines is not known`];
  traceback.push(evalue === "" ? ename : `${ename}: ${evalue}`);
  if (first && raisedBy !== null) traceback.push(`  raised by ${raisedBy}`);
  for (const cause of causesOf(thrown)) {
    if (!isError(cause)) {
      traceback.push(`  caused by ${inspect(cause)}`);
      continue;
    }
    traceback.push(`  caused by ${nameOf(cause)}: ${cleanMessage(String(cause.message))}`);
    const [place] = readStack(cause, cells).places;
    if (place) traceback.push(...showPlace("  in ", place));
  }
  for (const place of callers.slice(0, mostPlaces - 1)) traceback.push(...showPlace("called from ", place));
  if (callers.length >= mostPlaces) traceback.push(`... and ${callers.length - mostPlaces + 1} calls further up`);
  return { ename, evalue, traceback };
}

/** The cell in which an error arose, by its stack; null if the stack names none. */
export function cellOf(thrown: unknown, cells: ReadonlyMap<number, Cell>): Cell | null {
  return isError(thrown) ? (readStack(thrown, cells).places[0]?.cell ?? null) : null;
}

/**
 * A line of a cell, numbered, with a caret under the column, or several where `width` says how much is meant.
 * Tabs are kept in front of the caret so that it stands where the eye expects it.
 */
export function excerpt(source: string, line: number, column: number, width = 1): string[] {
  const text = source.split("\n")[line - 1];
  if (text === undefined) return [];
  const gutter = String(line).padStart(5);
  const before = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(width, text.length - column + 1)));
  return [`${gutter} | ${text.trimEnd()}`, `${" ".repeat(gutter.length)} | ${before}${carets}`];
}

function showPlace(before: string, { cell, line, column }: Place): string[] {
  return [`${before}cell [${cell.number}], line ${line}, column ${column}`, ...excerpt(cell.source, line, column)];
}

/** Reads V8's stack text: the learner's places, innermost first, and the function they called that raised the error. */
function readStack(error: Error, cells: ReadonlyMap<number, Cell>): { places: Place[]; raisedBy: string | null } {
  const places: Place[] = [];
  let raisedBy: string | null = null;
  const stack = stackOf(error);
  // A message may itself hold lines that look like frames, so only what follows it is read.
  const header = error.message === "" ? -1 : stack.indexOf(error.message);
  for (const text of stack.slice(header < 0 ? 0 : header + error.message.length).split("\n")) {
    const builtIn = builtInFrame.exec(text);
    if (builtIn && places.length === 0) raisedBy = callName(builtIn[1]);
    const frame = frameLine.exec(text);
    if (!frame) continue;
    const place = placeOf(frame[2], Number(frame[3]), Number(frame[4]), cells);
    const last = places.at(-1);
    const again = place !== null && last?.cell === place.cell && last.line === place.line; // one line is named once
    if (place && !again) places.push(place);
    else if (places.length === 0 && !isInsideNode(frame[2])) raisedBy = callName(frame[1]);
  }
  if (places.length > 0) return { places, raisedBy };
  const [inner] = partsOf(error);
  return { places: inner ? readStack(inner, cells).places : compileErrorPlace(stack, cells), raisedBy };
}

/** A cell may have replaced what writes stacks (`Error.prepareStackTrace`) by something that throws. */
function stackOf(error: Error): string {
  try {
    return String(error.stack ?? "");
  } catch {
    return "";
  }
}

function placeOf(script: string, line: number, column: number, cells: ReadonlyMap<number, Cell>): Place | null {
  const cell = cells.get(cellNumber(script) ?? -1);
  if (!cell || cell.stackIsTyped) return cell ? { cell, line, column } : null;
  const typed = cell.typed({ line: line - 1, column: column - 1 });
  return typed && typed.line >= 0 ? { cell, line: typed.line + 1, column: typed.column + 1 } : null;
}

/** A script that does not compile has no frame; V8 puts `script:line` above its message. */
function compileErrorPlace(stack: string, cells: ReadonlyMap<number, Cell>): Place[] {
  const head = /^cell-(\d+):(\d+)$/m.exec(stack);
  if (!head) return [];
  const cell = cells.get(Number(head[1]));
  const typed = cell?.typed({ line: Number(head[2]) - 1, column: 0 });
  return cell && typed ? [{ cell, line: typed.line + 1, column: typed.column + 1 }] : [];
}

const isInsideNode = (script: string): boolean => script.startsWith("node:internal/");

function callName(name: string | undefined): string | null {
  if (name === undefined || name === "<anonymous>") return null;
  const bare = name
    .replace(/^async /, "")
    .replace(/ \[as .*\]$/, "")
    .replace(/\$\d+$/, "") // where functions of one name were joined into one file (lib/node-bundle.mjs)
    .replace(/^(Object|Module|exports|Proxy)\./, "");
  return bare === "<anonymous>" ? null : `${bare}${bare.startsWith("new ") ? "" : "()"}`;
}

function isError(value: unknown): value is Error {
  return (
    value instanceof Error || (typeof value === "object" && value !== null && "stack" in value && "message" in value)
  );
}

function isInterruption(thrown: unknown): boolean {
  if (!isError(thrown)) return false;
  const { code } = thrown as { code?: unknown };
  return code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || thrown.message === "Interrupted asynchronously";
}

/** An error's own name; a learner's `class X extends Error` that sets none is called X. */
function nameOf(error: Error): string {
  const declared = error.constructor?.name;
  return (error.name === "Error" && declared ? declared : error.name) || "Error";
}

/** The errors that an AggregateError gathers (`Promise.any`). */
const partsOf = (error: Error): Error[] => {
  const { errors } = error as { errors?: unknown };
  return error instanceof AggregateError && Array.isArray(errors)
    ? errors.filter((each): each is Error => isError(each) && !(each instanceof AggregateError))
    : [];
};

/** What an error says it was caused by, at most three. */
function causesOf(error: Error): unknown[] {
  const causes: unknown[] = partsOf(error).slice(0, 3);
  for (
    let cause = error.cause;
    cause !== undefined && causes.length < 3;
    cause = isError(cause) ? cause.cause : undefined
  )
    causes.push(cause);
  return causes;
}
