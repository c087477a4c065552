// The doc comment of each public function of anycast-kit, as the compiler reads it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { repository } from "../needs.js";

const kit = join(repository, "lib/kit");

export interface PublicFunction {
  /** The first of the package's paths that exports it: "anycast-kit/geo". */
  readonly path: string;
  readonly name: string;
  /** What its comment says before the first tag. */
  readonly summary: string;
  /** The text of each `@example`. */
  readonly examples: readonly string[];
}

/** The paths that package.json exports, with the source file of each: "anycast-kit/geo", ".../geo/index.ts". */
export function publicPaths(): ReadonlyMap<string, string> {
  const { exports } = JSON.parse(readFileSync(join(kit, "package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
  };
  return new Map(
    Object.entries(exports).flatMap(([path, file]) =>
      typeof file === "string"
        ? []
        : [[`anycast-kit${path.slice(1)}`, join(kit, file.types.replace(/^\.\/dist\/(.*)\.d\.ts$/, "$1.ts"))] as const],
    ),
  );
}

/** Each function that some path of the package exports, once. */
export function publicFunctions(): readonly PublicFunction[] {
  const paths = publicPaths();
  const program = ts.createProgram([...paths.values()], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, PublicFunction>();
  for (const [path, file] of paths)
    for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (found.has(symbol) || !(symbol.flags & ts.SymbolFlags.Value)) continue;
      if (checker.getTypeOfSymbol(symbol).getCallSignatures().length === 0) continue;
      found.set(symbol, {
        path,
        name: exported.name,
        summary: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        examples: symbol
          .getJsDocTags(checker)
          .filter(({ name }) => name === "example")
          .map(({ text }) => ts.displayPartsToString(text)),
      });
    }
  return [...found.values()];
}
