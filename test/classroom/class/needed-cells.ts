// The part of a lesson that its exercises with numbers of their own need, so that many seeds can be tried in little time: their
// cells, and the cells that declare what these use.
import { exercises, type Exercise } from "../../../lib/course/classroom/exercise.js";
import { typescript as ts, type ts as TypeScript } from "../../../lib/course/classroom/kernel-typescript.js";
import type { Notebook } from "../../../lib/course/notebook/types.js";

interface Statement {
  readonly declared: readonly string[];
  readonly used: ReadonlySet<string>;
}

export interface Needed {
  readonly notebook: Notebook;
  /** The exercises whose answer or tests depend on the seed. */
  readonly own: readonly Exercise[];
}

export function neededCells(notebook: Notebook, name: string): Needed {
  const code = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code" ? [{ id: cell.id, statements: statementsOf(cell.source) }] : [],
  );
  const seeded = new Set(["own"]);
  for (const { declared, used } of code.flatMap(({ statements }) => statements))
    if ([...used].some((each) => seeded.has(each))) for (const each of declared) seeded.add(each);
  const isSeeded = (id: string) =>
    code.find((cell) => cell.id === id)!.statements.some(({ used }) => [...used].some((each) => seeded.has(each)));
  const own = exercises(notebook, name).filter(
    ({ kind, answer, tests }) => kind === "code" && [answer, ...tests].some(({ id }) => isSeeded(id)),
  );
  const kept = new Set(own.flatMap(({ answer, tests }) => [answer.id, ...tests.map(({ id }) => id)]));
  const wanted = new Set<string>();
  for (const { id, statements } of [...code].reverse()) {
    if (statements.some(({ declared }) => declared.some((each) => wanted.has(each)))) kept.add(id);
    if (kept.has(id)) for (const { used } of statements) for (const each of used) wanted.add(each);
  }
  return { notebook: { ...notebook, cells: notebook.cells.filter(({ id }) => kept.has(id)) }, own };
}

function statementsOf(source: string): Statement[] {
  const tree = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  return tree.statements.map((statement) => {
    const used = new Set<string>();
    const visit = (node: TypeScript.Node): void => {
      if (ts.isIdentifier(node)) used.add(node.text);
      node.forEachChild(visit);
    };
    visit(statement);
    return { declared: declaredIn(statement), used };
  });
}

function declaredIn(statement: TypeScript.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const bindings = !namedBindings
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings]
        : namedBindings.elements;
    return [name?.text ?? [], ...bindings.map((each) => each.name.text)].flat();
  }
  const { name } = statement as TypeScript.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

const namesIn = (name: TypeScript.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : namesIn(each.name)));
