// The text of an error's `stack`, which a learner may print: positions in cells as typed, and no frames of the kernel.
import { fileURLToPath } from "node:url";
import { cleanMessage, type Cell } from "../cell/index.js";

/** The launcher's own files, compiled. */
const kernel = new URL("..", import.meta.url);
const isKernels = (frame: string): boolean =>
  frame.includes(kernel.href) || frame.includes(fileURLToPath(kernel)) || /\bevalmachine\.<anonymous>/.test(frame);

const placeInCell = /\bcell-(\d+):(\d+):(\d+)/;

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is only compared
const nodes = Error.prepareStackTrace;

/** Takes effect for all errors of this process. Call before each cell, because a cell may have removed it. */
export function showTypedPlaces(cells: ReadonlyMap<number, Cell>): void {
  if (Error.prepareStackTrace !== undefined && Error.prepareStackTrace !== nodes) return;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map(String).filter((frame) => !isKernels(frame));
    // Frames further out than the outermost cell belong to the kernel, which runs it.
    const outermost = frames.map((frame) => placeInCell.test(frame)).lastIndexOf(true);
    const shown = frames
      .slice(0, outermost < 0 ? undefined : outermost + 1)
      .flatMap((frame) => typedFrame(frame, cells));
    return [headOf(error), ...shown.map((frame) => `    at ${frame}`)].join("\n");
  };
}

function typedFrame(frame: string, cells: ReadonlyMap<number, Cell>): string[] {
  const found = placeInCell.exec(frame);
  if (!found) return [frame];
  const [text, number, line, column] = found;
  const typed = cells.get(Number(number))?.typed({ line: Number(line) - 1, column: Number(column) - 1 });
  if (!typed || typed.line < 0) return []; // code that the kernel adds around a cell
  return [frame.replace(text, `cell-${number}:${typed.line + 1}:${typed.column + 1}`)];
}

/** The first line of a stack, as V8 writes it, in the names that were typed; an error of a cell may throw here. */
function headOf(error: unknown): string {
  try {
    return cleanMessage(Error.prototype.toString.call(error));
  } catch {
    return "Error";
  }
}
