// Which modules a cell's file names, and how TypeScript is made to see another list of them (watch-program.ts). TypeScript
// keeps the list on the file; the field is not in its public types, and this compiler's version is pinned.
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

/** Gives a file this list of imports. Does nothing for one that declares modules: TypeScript reads those itself. */
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

/** Where the program found a module that a file names; undefined if it did not. */
export const resolvedIn = (file: TypeScript.SourceFile, name: string): TypeScript.ResolvedModuleFull | undefined =>
  (file as InternalFile).resolvedModules?.get(name, undefined)?.resolvedModule;
