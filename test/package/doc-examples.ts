// The `@example` of each public function of anycast-kit, as the compiler reads it from the doc comment.
import { join } from "node:path";
import ts from "typescript";
import { repository } from "../needs.js";

export interface DocExample {
  /** The function's public name. */
  readonly name: string;
  /** Absent where its comment has none. */
  readonly code?: string;
}

/** One for each function that the top index of the kit exports. */
export function docExamples(): readonly DocExample[] {
  const file = join(repository, "lib/kit/index.ts");
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const index = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  return checker.getExportsOfModule(index).flatMap((exported): DocExample[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!(symbol.flags & ts.SymbolFlags.Value)) return [];
    if (checker.getTypeOfSymbol(symbol).getCallSignatures().length === 0) return [];
    const tag = symbol.getJsDocTags(checker).find(({ name }) => name === "example");
    return [{ name: exported.name, ...(tag && { code: ts.displayPartsToString(tag.text) }) }];
  });
}
