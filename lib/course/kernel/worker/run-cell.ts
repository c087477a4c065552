// Runs one cell after another in tslab's executor and says of each whether it failed, and how, in the learner's terms.
import { Script } from "node:vm";
import { inspect } from "node:util";
import { cellOf, createScope, describeThrown, hideRewriting, type Cell, type ErrorContent } from "../cell/index.js";
import {
  type CellTypeScript,
  type Converter,
  declarationsAfter,
  describeDiagnostics,
  type Diagnostic,
  type Executor,
  parseCell,
  type Parsed,
  type SourceMaps,
  type Tslab,
  withForgotten,
} from "../compile/index.js";
import { LostBuiltIns, putBackBuiltIns } from "./built-ins.js";
import { modulesFrom } from "./cell-modules.js";
import { CannotRewrite, cellScript, type CellScript } from "./cell-script.js";
import { watchLateErrors } from "./late-errors.js";
import { showTypedPlaces } from "./stack-text.js";

export interface CellRunner {
  /** What tslab's handler calls: true when the cell did what it should. */
  readonly executor: Executor;
  /** The cell that ran last: its number, and its error where it failed. */
  readonly last: () => { readonly number: number; readonly error: ErrorContent | null };
  /** The number of the cell that runs next; one more than the last one's where it is not said. */
  nextNumber(number: number): void;
  /** Called with each error that arises after its cell has ended. */
  onLateError: (error: ErrorContent, cellNumber: number) => void;
}

/** A cell may replace the global one. */
const PromiseOfNode = Promise;

/** Where a cell's code finds the scope that cells share, and what tslab starts in place of the cell. */
const scopeKey = Symbol.for("anycast-kit.cells");
const runKey = Symbol.for("anycast-kit.run");
const host = globalThis as unknown as {
  [scopeKey]: unknown;
  [runKey]: () => Promise<void>;
  /** Set by tslab's executor. */
  __tslab__: { readonly exports: Record<string, unknown>; readonly require: NodeJS.Require };
};
export function cellRunner({
  tslab,
  typescript,
  maps,
  root,
  isScore = () => false,
  onScore = () => false,
}: {
  readonly tslab: Tslab;
  readonly typescript: CellTypeScript;
  readonly maps: SourceMaps;
  readonly root: string;
  /** Whether a cell's last value, a number, is a score for nbgrader; `awaited`: the cell ends in an `await`. */
  readonly isScore?: (cell: { readonly awaited: boolean }) => boolean;
  /** Sends the score; whether it need not be printed as well. */
  readonly onScore?: (score: string) => boolean;
}): CellRunner {
  const cells = new Map<number, Cell>();
  let current: Cell = { number: 0, source: "", stackIsTyped: true, typed: () => null };
  let parsed: Parsed = parseCell(typescript, "");
  let error: ErrorContent | null = null;
  let upcoming = 1;

  let script: CellScript | null = null;
  let interrupt: (() => void) | null = null;
  const scope = createScope(modulesFrom(() => host.__tslab__.require));
  host[scopeKey] = scope.run;
  host[runKey] = runScript;
  hideRewriting();

  const node = tslab.createConverter({ isJS: false, isBrowser: false });
  const converter: Converter = {
    ...node,
    convert(previousDeclarations, source) {
      const conversion = node.convert(previousDeclarations, source);
      script = null;
      if (conversion.diagnostics.length > 0) {
        error = notCompiled(conversion.diagnostics);
        return conversion;
      }
      let prepared: CellScript;
      try {
        script = prepared = cellScript({ compiled: conversion.output ?? "", cell: current, parsed, maps, known: scope.known() }); // prettier-ignore
      } catch (thrown) {
        error =
          thrown instanceof CannotRewrite
            ? notCompiled([thrown.finding])
            : describeThrown(thrown, current, cells, inspect);
        return { ...conversion, output: "" };
      }
      const { rewritten } = prepared;
      const next = withForgotten(typescript, {
        previous: previousDeclarations,
        next: conversion.declOutput ?? "",
        own: parsed.names,
        nested: parsed.nested,
      });
      return {
        ...conversion,
        output: `await null; await globalThis[Symbol.for("anycast-kit.run")]();`,
        hasToplevelAwait: true,
        lastExpressionVar: "tsLastExpr",
        // Read by tslab when the cell has run.
        get declOutput() {
          const known = scope.known();
          const lost = new Set(error ? [...unreached, ...rewritten.names.filter((name) => !known.has(name))] : []);
          return declarationsAfter(typescript, { previous: previousDeclarations, next, lost });
        },
      };
    },
    inspect(...values) {
      maps.readDocumentation();
      return node.inspect(...values);
    },
    addModule(name, source, meta) {
      const diagnostics = node.addModule(name, source, meta);
      if (diagnostics.length > 0) error = notCompiled(diagnostics.map((each) => ({ ...each, fileName: undefined })));
      return diagnostics;
    },
  };
  let unreached: string[] = [];

  function notCompiled(diagnostics: readonly Diagnostic[]): ErrorContent {
    if (parsed.syntaxErrors.length > 0) return describeDiagnostics(parsed.syntaxErrors, current);
    return describeDiagnostics(diagnostics, current, parsed.typedColumn);
  }

  /** Runs the prepared script; its error goes to `error`, its value to tslab. Never rejects. */
  async function runScript(): Promise<void> {
    unreached = [];
    scope.last = undefined;
    const stopped = new PromiseOfNode<never>(
      (_, reject) => (interrupt = () => reject(new Error("Interrupted asynchronously"))),
    );
    stopped.catch(() => {});
    try {
      // V8 adds the line to the error's stack where it cannot compile; where code throws, `stack-text.ts` says more.
      const result: unknown = new Script(script!.text).runInThisContext({ breakOnSigint: true, displayErrors: false });
      if (script!.rewritten.isAsync) await PromiseOfNode.race([result, stopped]);
      host.__tslab__.exports.tsLastExpr = scope.last;
    } catch (thrown) {
      error ??= describeThrown(thrown, current, cells, inspect);
    } finally {
      interrupt = null;
      const lost = putBackBuiltIns();
      if (lost.length > 0) error ??= describeThrown(new LostBuiltIns(lost), current, cells, inspect);
      unreached = scope.settle();
    }
  }

  // eslint-disable-next-line no-console -- a cell's last value goes to its stdout, also after a cell has replaced console.log
  const print = console.log.bind(console);
  const inner = tslab.createExecutor(
    root,
    { node: converter, browser: converter, close: () => node.close() },
    {
      log: (value) => {
        const score = typeof value === "number" && Number.isFinite(value) && isScore(parsed);
        if (score && onScore(String(value))) return;
        print(value);
      },
      error: (thrown) => (error ??= describeThrown(thrown, current, cells, inspect)),
    },
  );

  const runner: CellRunner = {
    executor: { ...inner, execute, interrupt: () => interrupt?.() },
    last: () => ({ number: current.number, error }),
    nextNumber: (number) => (upcoming = number),
    onLateError: () => {},
  };

  const lateErrors = watchLateErrors({
    belongsToRunning: (thrown) => (cellOf(thrown, cells) ?? current) === current,
    report: (thrown) => {
      const cell = cellOf(thrown, cells) ?? current;
      runner.onLateError(describeThrown(thrown, cell, cells, inspect), cell.number);
    },
  });

  async function execute(source: string): Promise<boolean> {
    error = null;
    current = { number: upcoming++, source, stackIsTyped: true, typed: () => null };
    cells.set(current.number, current);
    showTypedPlaces(cells);
    parsed = parseCell(typescript, source);
    const uncaught = await lateErrors.during(async () => {
      try {
        await inner.execute(parsed.code);
      } catch (thrown) {
        error ??= describeThrown(thrown, current, cells, inspect); // tslab itself gave up on the cell
      }
    });
    if (uncaught) error ??= describeThrown(uncaught.thrown, current, cells, inspect);
    return error === null;
  }

  return runner;
}
