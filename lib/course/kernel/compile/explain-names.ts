// Explains two kinds of compiler error to a learner: an undefined name that one of our packages exports, and an
// imported function in place of a value, for which TypeScript prints the whole generic type of the function.
import type * as TypeScript from "typescript";
import { libraryDoors } from "./own-library.js";
import type { CellTypeScript } from "./tslab.js";

/** "Cannot find name", the same with "Did you mean", "No value exists in scope for the shorthand property". */
const missing = new Set([2304, 2552, 18004]);

/** "Type X is not assignable", "Argument of type X", "Operator cannot be applied", "The left-hand side of arithmetic", ... */
const misfit = new Set([
  2322, 2345, 2365, 2362, 2363, 2339, 2551, 2367, 2488, 2769, 2740, 2739, 2741, 7053, 2538, 18046,
]);

/** Functions that TypeScript exports but does not declare in its types. */
interface Inside {
  getTokenAtPosition(file: TypeScript.SourceFile, position: number): TypeScript.Node;
  getSpellingSuggestion(name: string, candidates: readonly string[], of: (each: string) => string): string | undefined;
}

/** Rewrites the errors it can explain and returns all others unchanged. */
export function explainNames(
  typescript: CellTypeScript,
  program: TypeScript.Program,
  finding: TypeScript.Diagnostic,
): TypeScript.Diagnostic {
  const { file, start, length } = finding;
  if (!file || start === undefined || length === undefined || !file.fileName.endsWith("/__tslab__.ts")) return finding;
  const inside = typescript as unknown as Inside;
  const say = (messageText: string) => ({ ...finding, messageText, relatedInformation: undefined });

  if (finding.code === 2584)
    return say(`\`${file.text.slice(start, start + length)}\` is there in browsers only; a cell runs in Node.`);
  if (missing.has(finding.code)) {
    const name = file.text.slice(start, start + length);
    const words = missingName(typescript, inside, program, file, name);
    // TypeScript's own suggestion is a similar name of this cell or an earlier one: keep it.
    if (!words || (finding.code === 2552 && words.isGuess)) return finding;
    return say(words.text);
  }
  if (misfit.has(finding.code)) {
    const found = importedFunction(typescript, inside, program, file, start, length);
    if (found) return say(found);
  }
  return finding;
}

function missingName(
  typescript: CellTypeScript,
  inside: Inside,
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  name: string,
): { readonly text: string; readonly isGuess: boolean } | null {
  const exported = libraryDoors(typescript, file.fileName, program.getCompilerOptions());
  for (const [door, names] of exported)
    if (names.has(name))
      return {
        text: `\`${name}\` is not defined. Run the cell that imports it, or add \`${name}\` to the import from "${door}".`,
        isGuess: false,
      };
  for (const [door, names] of exported) {
    const near = inside.getSpellingSuggestion(name, [...names], (each) => each);
    if (near) return { text: `\`${name}\` is not defined. Did you mean \`${near}\` from "${door}"?`, isGuess: true };
  }
  return null;
}

/** The message for an imported function that is not called at the place of the error. */
function importedFunction(
  typescript: CellTypeScript,
  inside: Inside,
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  start: number,
  length: number,
): string | null {
  const checker = program.getTypeChecker();
  let node = inside.getTokenAtPosition(file, start);
  while (node.getEnd() < start + length) node = node.parent;
  for (const suspect of suspects(typescript, node)) {
    const symbol = checker.getSymbolAtLocation(suspect);
    if (!symbol || !(symbol.flags & typescript.SymbolFlags.Alias)) continue;
    const target = checker.getAliasedSymbol(symbol);
    if (!(target.flags & typescript.SymbolFlags.Function)) continue;
    const name = suspect.text;
    const own = checker
      .getSymbolsInScope(
        suspect,
        typescript.SymbolFlags.BlockScopedVariable | typescript.SymbolFlags.FunctionScopedVariable,
      )
      .filter(({ declarations = [] }) => declarations.some((each) => isOfCells(each.getSourceFile())))
      .map((each) => each.name);
    const near = inside.getSpellingSuggestion(name, own, (each) => each);
    const meant = near ? `Did you mean \`${near}\`?` : `Call it, \`${name}(...)\`, or use the name of a value.`;
    return `\`${name}\` is a function that was imported${fromWhere(typescript, symbol)}, and stands here as a value. ${meant}`;
  }
  return null;
}

const isOfCells = ({ fileName }: TypeScript.SourceFile): boolean => /\/(__tslab__\.ts|__prev__\.d\.ts)$/.test(fileName);

function fromWhere(typescript: CellTypeScript, symbol: TypeScript.Symbol): string {
  let node: TypeScript.Node | undefined = symbol.declarations?.[0];
  while (node && !typescript.isImportDeclaration(node)) node = node.parent;
  return node && typescript.isStringLiteral(node.moduleSpecifier) ? ` from "${node.moduleSpecifier.text}"` : "";
}

/** The names that an error may be about: the node itself, its operands, the value assigned to it. */
function suspects(typescript: CellTypeScript, node: TypeScript.Node): TypeScript.Identifier[] {
  const parts: (TypeScript.Node | undefined)[] = [node];
  const add = (of: TypeScript.Node | undefined) => {
    const { left, right, operand, expression, initializer, objectAssignmentInitializer, argumentExpression } = (of ??
      {}) as Record<string, TypeScript.Node | undefined>;
    parts.push(left, right, operand, expression, initializer, objectAssignmentInitializer, argumentExpression);
  };
  add(node);
  // `const km: number = city`: the error is reported at the name that is declared or assigned to.
  const { parent } = node;
  if (parent && !typescript.isCallExpression(parent) && !typescript.isSourceFile(parent)) add(parent);
  return parts.filter((part): part is TypeScript.Identifier => part !== undefined && typescript.isIdentifier(part));
}
