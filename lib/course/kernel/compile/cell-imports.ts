// Lists the modules that a cell's file imports, and replaces the list that TypeScript sees (watch-program.ts). TypeScript
// stores the list on the file, in a field that is not in its public types. The compiler's version is pinned.
import type * as TypeScript from "typescript";
import type { CellTypeScript } from "./tslab.js";

interface InternalFile extends TypeScript.SourceFile {
  imports?: readonly TypeScript.StringLiteralLike[];
  moduleAugmentations?: readonly TypeScript.Node[];
  ambientModuleNames?: readonly string[];
  readonly resolvedModules?: {
    get(name: string, mode: undefined): TypeScript.ResolvedModuleWithFailedLookupLocations | undefined;
  };
}

/** The module names in a file: of `import`, `export ... from`, `import()` and `import("x").Type`, each once. */
export function importsOf(typescript: CellTypeScript, file: TypeScript.SourceFile): readonly string[] {
  const names = new Set<string>();
  const add = (node: TypeScript.Node | undefined) =>
    node && typescript.isStringLiteralLike(node) && names.add(node.text);
  const visit = (node: TypeScript.Node): void => {
    if (typescript.isImportDeclaration(node) || typescript.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (typescript.isExternalModuleReference(node)) add(node.expression);
    else if (typescript.isImportTypeNode(node)) add((node.argument as Partial<TypeScript.LiteralTypeNode>).literal);
    else if (typescript.isCallExpression(node) && node.expression.kind === typescript.SyntaxKind.ImportKeyword)
      add(node.arguments[0]);
    typescript.forEachChild(node, visit);
  };
  visit(file);
  names.delete("");
  return [...names];
}

/** Sets the list of imports of a file. Does nothing if the file declares modules: TypeScript reads those itself. */
export function setImports(typescript: CellTypeScript, file: TypeScript.SourceFile, names: readonly string[]): void {
  if (
    file.statements.some(
      (statement) => typescript.isModuleDeclaration(statement) && !isNamespace(typescript, statement),
    )
  )
    return;
  const internal: InternalFile = file;
  internal.imports = names.map((name) => typescript.factory.createStringLiteral(name));
  internal.moduleAugmentations = [];
  internal.ambientModuleNames = [];
}

const isNamespace = (typescript: CellTypeScript, node: TypeScript.ModuleDeclaration): boolean =>
  typescript.isIdentifier(node.name) && (node.flags & typescript.NodeFlags.GlobalAugmentation) === 0;

/** The module that an import of a file resolves to; undefined if it does not resolve. */
export const resolvedIn = (file: TypeScript.SourceFile, name: string): TypeScript.ResolvedModuleFull | undefined =>
  (file as InternalFile).resolvedModules?.get(name, undefined)?.resolvedModule;
