// The script that a cell becomes: compiled, rewritten so that cells share their names, with a name that V8 puts into stack traces.
import { rewriteCell, scriptName, type Cell, type RewriteOptions, type Rewritten } from "../cell/index.js";
import type { Diagnostic, Origin, Parsed, SourceMaps } from "../compile/index.js";

/** tslab puts a line `export {};` before a cell. */
const linesBefore = 1;

export interface CellScript {
  readonly text: string;
  readonly rewritten: Rewritten;
}

/** Code that no script can be made of, with its place in what was typed. */
export class CannotRewrite extends Error {
  constructor(readonly finding: Diagnostic) {
    super(finding.messageText);
  }
}

const parameters = "$cells, require, exports";
const passed = `globalThis[Symbol.for("anycast-kit.cells")], __tslab__.require, __tslab__.exports`;
const isGlobal = (name: string): boolean => name in globalThis || name === "require" || name === "exports";

export interface CellScriptOptions {
  /** As TypeScript wrote it. */
  readonly compiled: string;
  /** Gets its path back to what was typed. */
  readonly cell: Cell;
  readonly parsed: Parsed;
  readonly maps: SourceMaps;
  /** Names that cells declared before. */
  readonly known: RewriteOptions["known"];
}

/** @throws CannotRewrite for code that is no module */
export function cellScript({ compiled, cell, parsed, maps, known }: CellScriptOptions): CellScript {
  const { typedColumn } = parsed;
  const { code, origin } = maps.split(compiled);
  const rewritten = rewritable(code, origin, known);
  const opening = `(${rewritten.isAsync ? "async " : ""}function (${parameters}) { `;
  const lines = rewritten.code.split("\n").length;
  cell.typed = ({ line, column }) => {
    if (line >= lines) return null; // behind the cell
    const inCode = line === 0 ? Math.max(0, column - opening.length) : column;
    const place = origin({ line, column: rewritten.originalColumn(line, inCode) });
    if (!place) return null;
    const typedLine = place.line - linesBefore;
    return { line: typedLine, column: typedColumn(typedLine, place.column) };
  };
  const text = `${opening}${rewritten.code}\n})(${passed})\n//# sourceURL=${scriptName(cell.number)}`;
  return { text, rewritten };
}

function rewritable(code: string, origin: Origin, known: CellScriptOptions["known"]): Rewritten {
  try {
    return rewriteCell(code, { known, isGlobal });
  } catch (thrown) {
    const { loc } = thrown as { loc?: { readonly line: number; readonly column: number } };
    const place = loc && origin({ line: loc.line - 1, column: loc.column });
    if (!place) throw thrown;
    const start = { line: place.line - linesBefore, character: place.column };
    const messageText = (thrown as Error).message.replace(/ \(\d+:\d+\)$/, "");
    throw new CannotRewrite({ start, end: start, messageText, code: 1000 });
  }
}
