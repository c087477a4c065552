// Runs one cell after another in the worker, with the kernel's own rules (kernel/cell), and reports the result of each.
import { inspect } from "node:util";
import {
  cellOf,
  createScope,
  describeThrown,
  excerpt,
  hideRewriting,
  rewriteCell,
  scriptName,
  type Cell,
  type ErrorContent,
  type Kind,
} from "../../kernel/cell/index.js";
import type { CellReport, RunCommand } from "../protocol.js";
import { pacedOutput } from "./console.js";
import { provideHost } from "./host.js";
import { watchLateErrors } from "./late-errors.js";
import type { Powers } from "./lock-down.js";
import { nameExports, pageModules } from "./modules.js";
import { showSources } from "./shown-sources.js";
import { readableStack } from "./stacks.js";
import { stripTypes } from "./strip-types.js";

const parameters = "$cells, require, exports";
const isGlobal = (name: string): boolean => name in globalThis || name === "require" || name === "exports";

type CellFunction = (cells: unknown, require: unknown, exports: object) => unknown;

/** @param port receives RunCommand, one at a time */
export function runCells(port: MessagePort, send: (report: CellReport) => void, { load, listen }: Powers): void {
  (Error as { stackTraceLimit?: number }).stackTraceLimit = 100; // deep enough to include the learner's line
  const cells = new Map<number, Cell>();
  let current: Cell = { number: 0, source: "", typed: () => null };
  let run = 0;
  const output = pacedOutput((name, text) => send({ type: "stream", run, name, text }));
  const host = provideHost(output.write, (data) => {
    output.flush();
    send({ type: "display", run, data });
  });
  const modules = pageModules(host.modules);
  const scope = createScope(modules);
  const exports = {};
  const require = (specifier: string) => modules.importModule(specifier).star;
  hideRewriting();
  nameExports();
  showSources();
  const take = shareFunction();
  const describe = (thrown: unknown, cell: Cell): ErrorContent => {
    readableStack(thrown);
    return describeThrown(thrown, cell, cells, inspect);
  };

  const lateErrors = watchLateErrors({
    listen,
    belongsToRunning: (thrown) => (cellOf(thrown, cells) ?? current) === current,
    report: (thrown) => {
      readableStack(thrown);
      const cell = cellOf(thrown, cells) ?? current;
      output.flush();
      send({ type: "late", number: cell.number, error: describe(thrown, cell) });
    },
  });

  async function execute(): Promise<void> {
    const { code, isAsync, names } = prepare(current, scope.known());
    declared = names;
    scope.last = undefined;
    load(code);
    const result = take()(scope.run, require, exports);
    if (isAsync) await result;
    if (scope.last !== undefined && scope.last !== null) console.log(scope.last); // eslint-disable-line no-console -- the cell's last value
  }

  let declared: readonly string[] = [];
  /** Names that the last cell declares and did not reach: they have what an earlier run gave them, or nothing. */
  let unreached: readonly string[] = [];

  async function runCell(command: RunCommand): Promise<ErrorContent | null> {
    ({ run } = command);
    current = { number: command.number, source: command.code, typed: () => null };
    cells.set(current.number, current);
    declared = [];
    output.begin();
    host.begin();
    let error: ErrorContent | null = null;
    const uncaught = await lateErrors.during(async () => {
      try {
        await execute();
      } catch (thrown) {
        error = notParsed(thrown, current) ?? describe(thrown, current);
      } finally {
        unreached = scope.settle();
      }
    });
    return error ?? (uncaught ? describe(uncaught.thrown, current) : null);
  }

  let last = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<RunCommand>) => {
    last = last.then(async () => {
      const error = await runCell(data);
      output.flush();
      const known = scope.known();
      const missing = error ? declared.filter((name) => !known.has(name) || unreached.includes(name)) : [];
      send({ type: "done", run: data.run, error, missing });
    });
  };
  send({ type: "ready" });
}

/** The script of a cell, with a name that browsers show in stack traces, and the mapping back to the typed source. */
function prepare(cell: Cell, known: ReadonlyMap<string, Kind>) {
  const stripped = stripTypes(cell.source);
  const rewritten = rewriteCell(stripped.code, { known, isGlobal });
  const opening = `globalThis[Symbol.for("anycast-kit.cell")]=${rewritten.isAsync ? "async " : ""}function (${parameters}) { `;
  const lines = rewritten.code.split("\n").length;
  cell.typed = ({ line, column }) => {
    if (line >= lines) return null; // after the end of the cell
    const inCode = line === 0 ? Math.max(0, column - opening.length) : column;
    return stripped.origin({ line, column: rewritten.originalColumn(line, inCode) });
  };
  const code = `${opening}${rewritten.code}\n}\n//# sourceURL=${scriptName(cell.number)}`;
  return { code, isAsync: rewritten.isAsync, names: rewritten.names };
}

/** A script returns no value, so it stores its function under a symbol, which is cleared before the function runs. */
function shareFunction(): () => CellFunction {
  const key = Symbol.for("anycast-kit.cell");
  const place = globalThis as unknown as Record<symbol, CellFunction | undefined>;
  return () => {
    const found = place[key]!;
    place[key] = undefined;
    return found;
  };
}

/** A syntax error has no stack in the cell; the parser gives the position. */
function notParsed(thrown: unknown, cell: Cell): ErrorContent | null {
  const loc = (thrown as { loc?: { line: number; column: number } } | null)?.loc;
  if (!loc || !(thrown instanceof SyntaxError || (thrown as Error).name === "SyntaxError")) return null;
  const { message } = thrown as Error;
  const evalue = message.replace(/^Error transforming cell: /, "").replace(/\s*\(\d+:\d+\)$/, "");
  const { line } = loc;
  const column = message.startsWith("Error transforming") ? loc.column : loc.column + 1; // sucrase counts columns from 1
  return {
    ename: "SyntaxError",
    evalue,
    traceback: [
      `cell [${cell.number}], line ${line}, column ${column}`,
      ...excerpt(cell.source, line, column),
      `SyntaxError: ${evalue}`,
    ],
  };
}
