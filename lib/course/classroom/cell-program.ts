// All code cells of a lesson as one TypeScript program, compiled as the kernel does: TypeScript 5.0.4, node10 resolution,
// ES2022 library, not strict. Each cell is a module that imports what it uses of the cells before it.
import { dirname, join, resolve } from "node:path";
import { typescript as ts, type ts as TypeScript } from "./kernel-typescript.js";
import { walkTree, type Lesson, type ParsedCell } from "./lesson.js";

export interface CellProgram {
  readonly checker: TypeScript.TypeChecker;
  /** Each cell with its syntax tree, and the line in it where the cell's own text begins. */
  readonly cells: readonly { readonly id: string; readonly tree: TypeScript.SourceFile; readonly firstLine: number }[];
  /** The compiler's diagnostics for a cell. */
  readonly errors: readonly { readonly cell: string; readonly line: number; readonly message: string }[];
}

const options: TypeScript.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  esModuleInterop: true,
  experimentalDecorators: true,
  resolveJsonModule: true,
  jsx: ts.JsxEmit.React,
  declaration: true, // tslab makes declarations of each cell: a type it cannot name is an error there too
  skipLibCheck: true,
  noEmit: false,
};

/** In the kernel a later cell may assign to an earlier cell's `let`; between modules the compiler forbids it. */
const assignedImport = 2632;

/** Declaration files are the same for every notebook: parsed once. */
const parsed = new Map<string, TypeScript.SourceFile | undefined>();

/** @param lesson its `file` decides from where packages are resolved, as the kernel does from its working directory */
export function compileCells(lesson: Lesson): CellProgram {
  const folder = resolve(dirname(lesson.file));
  const path = (id: string) => join(folder, `__cell__${id}.ts`);
  const visible = new Map<string, string>();
  const sources = new Map<string, { readonly cell: ParsedCell; readonly text: string; readonly firstLine: number }>();
  for (const cell of lesson.code) {
    const head = importsOf(cell, visible);
    const names = [...cell.declares].join(", ");
    const text = `${head}\n${cell.cell.source}\nexport { ${names} };\n`;
    sources.set(path(cell.id), { cell, text, firstLine: 1 });
    for (const name of cell.declares) visible.set(name, cell.id);
  }

  const disk = ts.createCompilerHost(options);
  const host: TypeScript.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => folder,
    fileExists: (name) => sources.has(name) || disk.fileExists(name),
    readFile: (name) => sources.get(name)?.text ?? disk.readFile(name),
    getSourceFile: (name, version, ...rest) => {
      const cell = sources.get(name);
      if (cell) return ts.createSourceFile(name, cell.text, version, true);
      if (!parsed.has(name)) parsed.set(name, disk.getSourceFile(name, version, ...rest));
      return parsed.get(name);
    },
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  const cells = [...sources].map(([name, { cell, firstLine }]) => {
    const tree = program.getSourceFile(name)!;
    return { id: cell.id, tree, firstLine };
  });
  const errors = cells.flatMap(({ id, tree, firstLine }) =>
    ts
      .getPreEmitDiagnostics(program, tree)
      .filter((found) => found.file === tree && found.code !== assignedImport)
      .map(({ start, messageText }) => ({
        cell: id,
        line: Math.max(1, tree.getLineAndCharacterOfPosition(start ?? 0).line - firstLine + 1),
        message: ts.flattenDiagnosticMessageText(messageText, " "),
      })),
  );
  return { checker: program.getTypeChecker(), cells, errors };
}

/** One line that imports every name the cell mentions and an earlier cell declared last. */
function importsOf({ tree, declares }: ParsedCell, visible: ReadonlyMap<string, string>): string {
  const used = new Set<string>();
  walkTree(tree, (node) => {
    if (ts.isIdentifier(node) && visible.has(node.text) && !declares.has(node.text)) used.add(node.text);
  });
  return [...used].map((name) => `import { ${name} } from "./__cell__${visible.get(name)!}";`).join(" ");
}
