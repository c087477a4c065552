// Runs one cell after another in tslab's executor and says of each whether it failed, and how, in the learner's terms.
import { scriptName, type Cell } from "./cells.js";
import { watchLateErrors } from "./late-errors.js";
import { parseCell, type Parsed } from "./parse-cell.js";
import type { Origin, SourceMaps } from "./source-maps.js";
import { cellOf, describeThrown, type ErrorContent } from "./traceback.js";
import type { CellTypeScript, Conversion, Converter, Diagnostic, Executor, Tslab } from "./tslab.js";
import { describeDiagnostics } from "./type-errors.js";

export interface CellRunner {
  /** What tslab's handler calls: true when the cell did what it should. */
  readonly executor: Executor;
  /** The cell that ran last: its number, and its error where it failed. */
  readonly last: () => { readonly number: number; readonly error: ErrorContent | null };
  /** Told of each error that arises after its cell has ended. */
  onLateError: (error: ErrorContent, cellNumber: number) => void;
}

/** tslab puts a line `export {};` before a cell, and opens a function on the first line of what runs. */
const linesBefore = 1;
const wrapped = (conversion: Conversion): number =>
  (conversion.hasToplevelAwait ? "(async function(exports, require) { " : "(function(exports, require) { ").length;

export function cellRunner({
  tslab,
  typescript,
  maps,
  root,
}: {
  readonly tslab: Tslab;
  readonly typescript: CellTypeScript;
  readonly maps: SourceMaps;
  readonly root: string;
}): CellRunner {
  const cells = new Map<number, Cell>();
  let current: Cell = { number: 0, source: "", typed: () => null };
  let parsed: Parsed = parseCell(typescript, "");
  let error: ErrorContent | null = null;

  const node = tslab.createConverter({ isJS: false, isBrowser: false });
  const converter: Converter = {
    ...node,
    convert(previousDeclarations, source) {
      const conversion = node.convert(previousDeclarations, source);
      if (conversion.diagnostics.length > 0) error = notCompiled(conversion.diagnostics);
      else if (conversion.output) nameScript(conversion, maps.originOf(conversion.output));
      return conversion;
    },
    addModule(name, source, meta) {
      const diagnostics = node.addModule(name, source, meta);
      if (diagnostics.length > 0) error = notCompiled(diagnostics.map((each) => ({ ...each, fileName: undefined })));
      return diagnostics;
    },
  };

  function notCompiled(diagnostics: readonly Diagnostic[]): ErrorContent {
    if (parsed.syntaxErrors.length > 0) return describeDiagnostics(parsed.syntaxErrors, current);
    return describeDiagnostics(diagnostics, current, parsed.typedColumn);
  }

  /** Gives the code that will run a name V8 puts into stack traces, and remembers how to get back to what was typed. */
  function nameScript(conversion: Conversion, origin: Origin | undefined): void {
    const { typedColumn } = parsed;
    const lines = conversion.output!.split("\n").length;
    const opening = wrapped(conversion);
    current.typed = ({ line, column }) => {
      if (line >= lines) return null; // tslab's own line after the cell
      const place = origin?.({ line, column: line === 0 ? Math.max(0, column - opening) : column });
      if (!place) return null;
      const typedLine = place.line - linesBefore;
      return { line: typedLine, column: typedColumn(typedLine, place.column) };
    };
    conversion.output += `\n//# sourceURL=${scriptName(current.number)}`;
  }

  const inner = tslab.createExecutor(
    root,
    { node: converter, browser: converter, close: () => node.close() },
    {
      log: (...values) => console.log(...values), // eslint-disable-line no-console -- a cell's last value goes to its stdout
      error: (thrown) => (error ??= describeThrown(thrown, current, cells)),
    },
  );

  const runner: CellRunner = {
    executor: { ...inner, execute },
    last: () => ({ number: current.number, error }),
    onLateError: () => {},
  };

  const lateErrors = watchLateErrors({
    belongsToRunning: (thrown) => (cellOf(thrown, cells) ?? current) === current,
    report: (thrown) => {
      const cell = cellOf(thrown, cells) ?? current;
      runner.onLateError(describeThrown(thrown, cell, cells), cell.number);
    },
  });

  async function execute(source: string): Promise<boolean> {
    error = null;
    current = { number: current.number + 1, source, typed: () => null };
    cells.set(current.number, current);
    parsed = parseCell(typescript, source);
    const uncaught = await lateErrors.during(async () => {
      try {
        await inner.execute(parsed.code);
      } catch (thrown) {
        error ??= describeThrown(thrown, current, cells); // tslab itself gave up on the cell
      }
    });
    if (uncaught) error ??= describeThrown(uncaught.thrown, current, cells);
    return error === null;
  }

  return runner;
}
