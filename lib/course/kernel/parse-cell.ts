// What is done to a cell before tslab sees it. Object shorthand is spelled out: tslab rewrites an earlier cell's name to
// `exports.name` but overlooks `{name}`, which then fails at run time; `{name: name}` means the same and works. Syntax errors
// are taken from the cell alone: tslab appends a line to it, and so reports an unfinished statement in code nobody typed.
import type { CellTypeScript, Diagnostic } from "./tslab.js";

export interface Parsed {
  /** The code to hand to tslab. */
  readonly code: string;
  /** Whether the cell's last statement is an `await`. */
  readonly awaited: boolean;
  /** What cannot be parsed, as the learner typed it. */
  readonly syntaxErrors: readonly Diagnostic[];
  /** From a column of `code` back to the column the learner typed; lines do not change. All count from 0. */
  readonly typedColumn: (line: number, column: number) => number;
}

/** Parses a cell and spells out its object shorthand, `({a = 1} = b)` included; `{__proto__}` stays, as it would change its meaning. */
export function parseCell(typescript: CellTypeScript, source: string): Parsed {
  const file = typescript.createSourceFile(
    "cell.ts",
    source,
    {
      languageVersion: typescript.ScriptTarget.Latest,
      // A cell may await at its top level, which only a module may.
      setExternalModuleIndicator: (module) => Object.assign(module, { externalModuleIndicator: true }),
    },
    true,
  );
  const inserted: { at: number; line: number; column: number; text: string }[] = [];
  const visit = (node: Parameters<typeof typescript.isShorthandPropertyAssignment>[0]): void => {
    if (typescript.isShorthandPropertyAssignment(node) && node.name.text !== "__proto__") {
      const at = node.name.getEnd();
      const { line, character } = file.getLineAndCharacterOfPosition(at);
      inserted.push({ at, line, column: character, text: `: ${node.name.text}` });
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);

  let code = "";
  let from = 0;
  for (const { at, text } of inserted) {
    code += source.slice(from, at) + text;
    from = at;
  }
  code += source.slice(from);

  const last = file.statements.at(-1);
  return {
    code,
    awaited:
      last !== undefined && typescript.isExpressionStatement(last) && typescript.isAwaitExpression(last.expression),
    syntaxErrors: syntaxErrorsOf(typescript, file),
    typedColumn(line, column) {
      let typed = column;
      for (const insertion of inserted) {
        if (insertion.line !== line || typed <= insertion.column) continue;
        // Inside the text that was put in: the second `name` stands for the first.
        if (typed < insertion.column + insertion.text.length) return insertion.column - (insertion.text.length - 2);
        typed -= insertion.text.length;
      }
      return typed;
    },
  };
}

function syntaxErrorsOf(
  typescript: CellTypeScript,
  file: ReturnType<typeof typescript.createSourceFile>,
): Diagnostic[] {
  // Not in the public types, yet what every TypeScript has had since 1.0; tslab reads it as well.
  const { parseDiagnostics = [] } = file as {
    parseDiagnostics?: readonly import("typescript").DiagnosticWithLocation[];
  };
  return parseDiagnostics.map(({ start, length, code, messageText }) => ({
    start: file.getLineAndCharacterOfPosition(start),
    end: file.getLineAndCharacterOfPosition(start + length),
    code,
    messageText: typescript.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}
