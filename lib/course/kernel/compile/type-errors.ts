// What the compiler found wrong with a cell, said as a runtime error is said: the place, the line with a caret, the words.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { excerpt, type ErrorContent } from "../cell/index.js";
import type { Diagnostic } from "./tslab.js";

const mostShown = 5;

/** TypeScript numbers what it cannot parse from 1000, what does not fit from 2000. */
const isSyntax = (diagnostic: Diagnostic): boolean => diagnostic.code >= 1000 && diagnostic.code < 2000;

/**
 * The error message for a cell that does not compile. `typedColumn` takes a column of the code that was compiled back to
 * the column the learner typed (both from 0).
 */
export function describeDiagnostics(
  diagnostics: readonly Diagnostic[],
  cell: { readonly number: number; readonly source: string },
  typedColumn: (line: number, column: number) => number = (_, column) => column,
): ErrorContent {
  const traceback: string[] = [];
  const findings = joinChains(diagnostics);
  for (const [first, ...details] of findings.slice(0, mostShown)) {
    const { line, column, width, where, source } = locate(first, cell, typedColumn);
    traceback.push(`${where}, line ${line}, column ${column}`, ...excerpt(source, line, column, width));
    traceback.push(`${nameOf(first)}: ${first.messageText} (TS${first.code})`);
    traceback.push(...details.map((detail) => `  ${detail.messageText}`));
  }
  if (findings.length > mostShown) traceback.push(`... and ${findings.length - mostShown} more`);
  const first = findings[0][0];
  const { line, column, where } = locate(first, cell, typedColumn);
  const inFile = first.fileName === undefined ? "" : `${where}, `;
  return { ename: nameOf(first), evalue: `${inFile}line ${line}, column ${column}: ${first.messageText}`, traceback };
}

const nameOf = (diagnostic: Diagnostic): string => (isSyntax(diagnostic) ? "SyntaxError" : "TypeScriptError");

function locate(
  { start, end, fileName }: Diagnostic,
  cell: { readonly number: number; readonly source: string },
  typedColumn: (line: number, column: number) => number,
) {
  const inCell = fileName === undefined;
  const typed = (place: Diagnostic["start"]) => (inCell ? typedColumn(place.line, place.character) : place.character);
  const column = typed(start) + 1;
  const width = end.line === start.line ? typed(end) + 1 - column : Number.POSITIVE_INFINITY;
  const where = inCell ? `cell [${cell.number}]` : fileName;
  return { line: start.line + 1, column, width, where, source: inCell ? cell.source : readOr(fileName, "") };
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(resolve(file), "utf8");
  } catch {
    return otherwise; // a module cell has a name but no file
  }
}

/** tslab lists the links of one message chain as separate findings at the same place; they are one finding with details. */
function joinChains(diagnostics: readonly Diagnostic[]): Diagnostic[][] {
  const findings: Diagnostic[][] = [];
  for (const diagnostic of diagnostics) {
    const last = findings.at(-1)?.[0];
    const samePlace =
      last !== undefined &&
      last.start.line === diagnostic.start.line &&
      last.start.character === diagnostic.start.character;
    if (samePlace) findings.at(-1)!.push(diagnostic);
    else findings.push([diagnostic]);
  }
  return findings;
}
