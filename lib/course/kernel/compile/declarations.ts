// What the type checker knows of earlier cells, after a cell that failed: the names that it reached, as it declares them; of
// the names it did not reach, what an earlier cell declared. tslab keeps this as the text of a declaration file.
import type * as TypeScript from "typescript";
import type { CellTypeScript } from "./tslab.js";

/**
 * What the compiler said is known after a cell, and what it leaves out: the namespaces of earlier cells, which tslab forgets at
 * the next cell, and `var` in a block or a loop, whose type is not known here.
 * @param own names that the cell's statements declare
 * @param nested names of `var` below them
 */
export function withForgotten(
  typescript: CellTypeScript,
  {
    previous,
    next,
    own,
    nested,
  }: {
    readonly previous: string;
    readonly next: string;
    readonly own: ReadonlySet<string>;
    readonly nested: readonly string[];
  },
): string {
  const variables = nested.filter((name) => !own.has(name)).map((name) => `export declare let ${name}: any;`);
  if (!/\bnamespace\b/.test(previous)) return [next, ...variables].join("\n");
  const file = typescript.createSourceFile("declarations.d.ts", previous, typescript.ScriptTarget.Latest, true);
  const kept = file.statements.filter(
    (statement) => typescript.isModuleDeclaration(statement) && !own.has(statement.name.text),
  );
  return [next, ...variables, ...kept.map((statement) => statement.getText(file))].join("\n");
}

/**
 * @param previous declarations before the cell
 * @param next declarations if the cell had run to its end
 * @param lost names whose declaration it did not reach
 */
export function declarationsAfter(
  typescript: CellTypeScript,
  { previous, next, lost }: { readonly previous: string; readonly next: string; readonly lost: ReadonlySet<string> },
): string {
  if (lost.size === 0) return next;
  const kept = statementsOf(typescript, next, (name) => !lost.has(name));
  const old = statementsOf(typescript, previous, (name) => lost.has(name), true);
  return [...kept, ...old].join("\n");
}

function statementsOf(
  typescript: CellTypeScript,
  text: string,
  keep: (name: string) => boolean,
  onlyNamed = false,
): string[] {
  const file = typescript.createSourceFile("declarations.d.ts", text, typescript.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement): string[] => {
    if (typescript.isVariableStatement(statement)) {
      const keyword = statement.declarationList.flags & typescript.NodeFlags.Const ? "const" : "let";
      return statement.declarationList.declarations
        .filter(({ name }) => keep(name.getText(file)))
        .map((declaration) => `export declare ${keyword} ${declaration.getText(file)};`);
    }
    const name = (statement as { name?: TypeScript.Node }).name?.getText(file);
    const isValue =
      typescript.isClassDeclaration(statement) ||
      typescript.isEnumDeclaration(statement) ||
      typescript.isModuleDeclaration(statement);
    if (isValue && name !== undefined) return keep(name) ? [statement.getText(file)] : [];
    return onlyNamed ? [] : [statement.getText(file)];
  });
}
