// What is done to a cell before tslab sees it. Object shorthand is spelled out: tslab rewrites an earlier cell's name to
// `exports.name` but overlooks `{name}`, which then fails at run time; `{name: name}` means the same and works. Syntax errors
// are taken from the cell alone: tslab appends a line to it, and so reports an unfinished statement in code that the learner
// did not type.
import type { CellTypeScript, Diagnostic } from "./tslab.js";

export interface Parsed {
  /** The code to hand to tslab. */
  readonly code: string;
  /** Whether the cell's last statement is an `await`. */
  readonly awaited: boolean;
  /** Names that its statements declare, those of types and namespaces included. */
  readonly names: ReadonlySet<string>;
  /** Names of `var` in blocks and loops: variables of the cell, which a declaration file leaves out. */
  readonly nested: readonly string[];
  /** What cannot be parsed, as the learner typed it. */
  readonly syntaxErrors: readonly Diagnostic[];
  /** From a column of `code` back to the column the learner typed; lines do not change. All count from 0. */
  readonly typedColumn: (line: number, column: number) => number;
}

/** Parses a cell and spells out its object shorthand, `({a = 1} = b)` included; `{__proto__}` stays, as it would change its meaning. */
export function parseCell(typescript: CellTypeScript, typed: string): Parsed {
  const source = withoutAttributes(typed);
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
  // `export default { a: 1 }` is an expression; without its head it would be a block. withoutExports opens the parenthesis.
  for (const statement of file.statements)
    if (typescript.isExportAssignment(statement) && isBraced(file, statement)) {
      const at = statement.expression.getEnd();
      const { line, character } = file.getLineAndCharacterOfPosition(at);
      inserted.push({ at, line, column: character, text: ")" });
    }
  inserted.sort((a, b) => a.at - b.at);

  const plain = withoutExports(typescript, file, source);
  let code = "";
  let from = 0;
  for (const { at, text } of inserted) {
    code += plain.slice(from, at) + text;
    from = at;
  }
  code += plain.slice(from);

  const last = file.statements.at(-1);
  return {
    code,
    awaited:
      last !== undefined && typescript.isExpressionStatement(last) && typescript.isAwaitExpression(last.expression),
    names: new Set(file.statements.flatMap((statement) => declaredNames(typescript, statement))),
    nested: nestedNames(typescript, file),
    syntaxErrors: onceALine(syntaxErrorsOf(typescript, file).map((error) => withReason(typed, error))),
    typedColumn(line, column) {
      let at = column;
      for (const insertion of inserted) {
        if (insertion.line !== line || at <= insertion.column) continue;
        // Inside the text that was put in: the second `name` stands for the first.
        if (at < insertion.column + insertion.text.length) return insertion.column - (insertion.text.length - 2);
        at -= insertion.text.length;
      }
      return at;
    },
  };
}

const isBraced = (
  file: import("typescript").SourceFile,
  { expression }: import("typescript").ExportAssignment,
): boolean => file.text[expression.getStart(file)] === "{";

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** The type of an imported file (`with { type: "json" }`) follows from its name; TypeScript 5.0 does not know the syntax. */
const withoutAttributes = (source: string): string =>
  source.replace(
    /^(\s*import\b[^;'"`]*["'][^"'\n]+["'])(\s*(?:with|assert)\s*\{[^{}]*\})/gm,
    (_, head: string, attributes: string) => head + blank(attributes),
  );

/** A cell exports nothing: `export` before a declaration is taken as the plain declaration. Columns do not change. */
function withoutExports(
  typescript: CellTypeScript,
  file: ReturnType<typeof typescript.createSourceFile>,
  source: string,
): string {
  let code = source;
  const remove = (from: number, to: number) =>
    (code = code.slice(0, from) + blank(code.slice(from, to)) + code.slice(to));
  for (const statement of file.statements) {
    if (typescript.isExportAssignment(statement) && !statement.isExportEquals) {
      const from = statement.expression.getStart(file);
      remove(statement.getStart(file), from);
      if (isBraced(file, statement)) code = `${code.slice(0, from - 1)}(${code.slice(from)}`;
    } else if (typescript.isExportDeclaration(statement) && !statement.moduleSpecifier && !reExports(typescript, file))
      remove(statement.getStart(file), statement.getEnd());
    for (const modifier of (statement as { modifiers?: readonly import("typescript").ModifierLike[] }).modifiers ?? [])
      if (modifier.kind === typescript.SyntaxKind.ExportKeyword) remove(modifier.getStart(file), modifier.getEnd());
      else if (modifier.kind === typescript.SyntaxKind.DefaultKeyword) {
        remove(modifier.getStart(file), modifier.getEnd());
        // Without a name it becomes an expression, whose value nothing uses.
        if (!(statement as { name?: unknown }).name)
          code = code.slice(0, modifier.getStart(file)) + "void" + code.slice(modifier.getStart(file) + "void".length);
      }
  }
  return code;
}

/** What a cell imports and exports again is left to the compiler, which takes it as it is. */
const reExports = (typescript: CellTypeScript, file: ReturnType<CellTypeScript["createSourceFile"]>): boolean =>
  file.statements.some((statement) => typescript.isImportDeclaration(statement));

const boundNames = (typescript: CellTypeScript, name: import("typescript").BindingName): string[] =>
  typescript.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((each) => (typescript.isOmittedExpression(each) ? [] : boundNames(typescript, each.name)));

/** The names of `var` below the cell's statements, outside functions and classes. */
function nestedNames(typescript: CellTypeScript, file: import("typescript").SourceFile): string[] {
  const found = new Set<string>();
  const visit = (node: import("typescript").Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node) || typescript.isModuleDeclaration(node)) return;
    const isVar = typescript.isVariableDeclarationList(node) && !(node.flags & typescript.NodeFlags.BlockScoped);
    if (isVar)
      for (const { name } of node.declarations) boundNames(typescript, name).forEach((each) => found.add(each));
    typescript.forEachChild(node, visit);
  };
  for (const statement of file.statements)
    if (!typescript.isVariableStatement(statement)) typescript.forEachChild(statement, visit);
  return [...found];
}

/** The names that a statement of a cell declares for later cells. */
function declaredNames(typescript: CellTypeScript, statement: import("typescript").Statement): string[] {
  if (typescript.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(typescript, name));
  if (typescript.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const bound = namedBindings && typescript.isNamedImports(namedBindings) ? namedBindings.elements : [namedBindings];
    return [{ name }, ...bound].flatMap((each) => each?.name?.text ?? []);
  }
  const { name } = statement as { readonly name?: import("typescript").Node };
  return name && typescript.isIdentifier(name) ? [name.text] : [];
}

/** `using` is not available: this compiler does not parse it, and this Node does not run it. */
function withReason(source: string, error: Diagnostic): Diagnostic {
  const line = source.split("\n")[error.start.line] ?? "";
  if (!/(^|[{;(])\s*(await\s+)?using\s+[\w$]+\s*(=|of\b)/.test(line)) return error;
  const messageText =
    "`using` needs TypeScript 5.2 and Node 24; this kernel compiles with TypeScript 5.0. " +
    "Write `const x = ...; try { ... } finally { x[Symbol.dispose]() }`.";
  return { ...error, messageText };
}

/** What is said of a whole line is said once. */
const onceALine = (errors: readonly Diagnostic[]): Diagnostic[] =>
  errors.filter(
    ({ start, messageText }, i) =>
      !errors.slice(0, i).some((each) => each.start.line === start.line && each.messageText === messageText),
  );

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
