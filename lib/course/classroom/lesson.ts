// A notebook as the rules of the linter see it: each code cell parsed, with the names it declares for later cells.
import { basename } from "node:path";
import type { Cell, CodeCell, MarkdownCell, Notebook } from "../notebook/index.js";
import { typescript as ts, type ts as TypeScript } from "./kernel-typescript.js";

export interface ParsedCell {
  readonly id: string;
  readonly cell: CodeCell;
  readonly tree: TypeScript.SourceFile;
  /** Names the cell declares at its top level: variables, functions, classes, types, imports. */
  readonly declares: ReadonlySet<string>;
}

export interface Lesson {
  /** Path as given, for messages and to find what the cells import. */
  readonly file: string;
  /** `1-shared-ip` for `notebooks/1-shared-ip.ipynb`. */
  readonly name: string;
  readonly notebook: Notebook;
  readonly code: readonly ParsedCell[];
  /** Tasks that have wrong-answer fixtures; undefined if the caller has none. */
  readonly answered: ReadonlySet<string> | undefined;
}

export interface LessonOptions {
  readonly file: string;
  readonly answered?: ReadonlySet<string> | undefined;
}

export function parseLesson(notebook: Notebook, { file, answered }: LessonOptions): Lesson {
  const code = notebook.cells.filter(isCode).map((cell): ParsedCell => {
    const tree = ts.createSourceFile(`${cell.id}.ts`, cell.source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
    return { id: cell.id, cell, tree, declares: new Set(declaredNames(tree)) };
  });
  return { file, name: basename(file, ".ipynb"), notebook, code, answered };
}

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === "code";
export const isMarkdown = (cell: Cell): cell is MarkdownCell => cell.cell_type === "markdown";

/** Line of a node in its cell, from 1. */
export const lineOf = (node: TypeScript.Node): number => {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
};

/** Calls `visit` for every node of the cell, outer ones first. */
export function walkTree(node: TypeScript.Node, visit: (node: TypeScript.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walkTree(child, visit));
}

/** Names declared by the statements of a block, including those in destructuring patterns. */
export function declaredNames(
  block: TypeScript.Node & { readonly statements: readonly TypeScript.Statement[] },
): string[] {
  return block.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    if (ts.isImportDeclaration(statement)) return importedNames(statement);
    const { name } = statement as { readonly name?: TypeScript.Node };
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}

/** `{ a, b: [c] }` -> a, c */
export function boundNames(name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function importedNames({ importClause }: TypeScript.ImportDeclaration): string[] {
  const named = importClause?.namedBindings;
  const inner = !named ? [] : ts.isNamespaceImport(named) ? [named.name] : named.elements.map(({ name }) => name);
  return [...(importClause?.name ? [importClause.name] : []), ...inner].map(({ text }) => text);
}
