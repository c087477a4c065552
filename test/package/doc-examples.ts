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

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
};

/** The package as the compiler sees it: its program, and the exported names of each path, each name once. */
function readPackage() {
  const paths = publicPaths();
  const program = ts.createProgram([...paths.values()], options);
  const checker = program.getTypeChecker();
  const known = new Set<ts.Symbol>();
  const exported = [...paths].map(([path, file]) => {
    const symbols = checker
      .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)
      .map((each) => ({
        name: each.name,
        symbol: each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each,
      }))
      .filter(({ symbol }) => symbol.flags & ts.SymbolFlags.Value && !known.has(symbol));
    for (const { symbol } of symbols) known.add(symbol);
    return { path, file, symbols };
  });
  return { program, checker, exported };
}

let read: ReturnType<typeof readPackage> | undefined;

/** Each function that some path of the package exports, once. */
export function publicFunctions(): readonly PublicFunction[] {
  const { checker, exported } = (read ??= readPackage());
  return exported.flatMap(({ path, symbols }) =>
    symbols
      .filter(({ symbol }) => checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0)
      .map(({ name, symbol }) => ({
        path,
        name,
        summary: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        examples: symbol
          .getJsDocTags(checker)
          .filter((tag) => tag.name === "example")
          .map(({ text }) => ts.displayPartsToString(text)),
      })),
  );
}

/**
 * What the compiler finds in the examples. It allows undefined, so that an example need not check what a reader sees.
 * @param fixtures the names that example-world.ts has beside the package's
 */
export function typeErrors(fixtures: readonly string[]): readonly string[] {
  const { program, exported } = (read ??= readPackage());
  const file = join(repository, "test/package/examples-as-a-file.ts");
  const text = [
    'import { fixtures } from "./example-world.js";',
    ...exported.map(
      ({ file, symbols }) =>
        `import { ${symbols.map(({ name }) => name).join(", ")} } from "${file.replace(/\.ts$/, ".js")}";`,
    ),
    `const { ${fixtures.join(", ")} } = fixtures;`,
    ...publicFunctions().flatMap(({ examples }) => examples.map((code) => `await (${code}\n);`)),
  ].join("\n");
  const host = ts.createCompilerHost(options);
  const withExamples: ts.CompilerHost = {
    ...host,
    fileExists: (name) => name === file || host.fileExists(name),
    readFile: (name) => (name === file ? text : host.readFile(name)),
    getSourceFile: (name, ...rest) =>
      name === file ? ts.createSourceFile(name, text, options.target!) : host.getSourceFile(name, ...rest),
  };
  const whole = ts.createProgram([...publicPaths().values(), file], options, withExamples, program);
  const source = whole.getSourceFile(file)!;
  return [...whole.getSyntacticDiagnostics(source), ...whole.getSemanticDiagnostics(source)].map(
    ({ start, messageText }) => {
      const line = text.split("\n")[source.getLineAndCharacterOfPosition(start!).line];
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    },
  );
}
