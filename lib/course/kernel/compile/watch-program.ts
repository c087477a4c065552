// TypeScript's program of all cells, rebuilt for each cell at the cost of that cell only. TypeScript's own watch program reads
// hundreds of declaration files whenever a cell's imports differ from the last cell's. Here the imports of all cells are one
// list, so the files are read only when a cell imports a module for the first time.
import type * as TypeScript from "typescript";
import { importsOf, resolvedIn, setImports } from "./cell-imports.js";
import { listsNodeTypes, rareAmong, withoutRare } from "./node-types.js";
import { isInstalled, type ModuleResolver } from "./own-library.js";
import type { CellTypeScript } from "./tslab.js";

/** The arguments that tslab passes to `createWatchCompilerHost`, and that one to `createWatchProgram`. */
export interface WatchHost {
  readonly files: readonly string[];
  readonly options: TypeScript.CompilerOptions;
  readonly system: TypeScript.System;
  /** Set by tslab; called with each new program. */
  afterProgramCreate?: (builder: Builder) => void;
}

/** The part of TypeScript's BuilderProgram that tslab uses. */
export interface Builder {
  getSourceFile(file: string): TypeScript.SourceFile | undefined;
  getProgram(): TypeScript.Program;
  getAllDependencies(file: TypeScript.SourceFile): readonly string[];
  readonly emit: TypeScript.Program["emit"];
}

export interface WatchProgram {
  /** Reads declarations with their documentation from now on. It is most of their text, so it is read only when first needed. */
  readDocumentation(): void;
  close(): void;
  updateRootFileNames(names: readonly string[]): void;
}

/** Not in TypeScript's public types. */
interface Binder {
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
}

/**
 * Replaces `ts.createWatchProgram`.
 * @param resolver makes the module resolver of a host
 */
export function createWatchProgram(
  typescript: CellTypeScript,
  host: WatchHost,
  resolver: (host: TypeScript.ModuleResolutionHost) => ModuleResolver,
): WatchProgram {
  const { options, system } = host;
  let roots = host.files;
  const [declarations, cell] = roots;
  const isCells = (path: string): boolean => path === cell || path === declarations;
  const files = new Map<string, TypeScript.SourceFile>();
  const own = ownFiles(typescript, system, (path) => files.delete(path));
  /** The cell's files, parsed again for each cell because tslab changes their trees. */
  const fresh = new Map<string, TypeScript.SourceFile>();
  const inProgram = new WeakSet<TypeScript.SourceFile>();
  /** Module names that cells have imported and that were found. */
  let specifiers: readonly string[] = [];
  let program: TypeScript.Program | undefined;
  let documented = false;
  /** Rare modules of Node that a cell or a file of the learner's has imported. */
  const wantedOfNode = new Set<string>();
  let listOfNode: string | undefined;

  const compilerHost: TypeScript.CompilerHost = {
    getSourceFile: (path, how) => fresh.get(path) ?? files.get(path) ?? read(path, how),
    getDefaultLibFileName: (values) => `${libraries}/${typescript.getDefaultLibFileName(values)}`,
    getDefaultLibLocation: () => libraries,
    getCanonicalFileName: (path) => (system.useCaseSensitiveFileNames ? path : path.toLowerCase()),
    useCaseSensitiveFileNames: () => system.useCaseSensitiveFileNames,
    getCurrentDirectory: () => system.getCurrentDirectory(),
    getNewLine: () => system.newLine,
    getDirectories: (path) => system.getDirectories(path),
    directoryExists: (path) => system.directoryExists(path),
    fileExists: (path) => system.fileExists(path),
    readFile: (path: string) => system.readFile(path),
    realpath: (path) => system.realpath?.(path) ?? path,
    writeFile() {},
    hasInvalidatedResolutions: (path) => !isInstalled(path) && !isCells(path),
  };
  const libraries = typescript.getDefaultLibFilePath(options).replace(/[/\\][^/\\]*$/, "");
  compilerHost.resolveModuleNameLiterals = resolver(compilerHost);

  function read(path: string, how: Parameters<CellTypeScript["createSourceFile"]>[2]) {
    const text = system.readFile(path);
    if (text === undefined) return undefined;
    const file = typescript.createSourceFile(path, shortened(path, text), how);
    files.set(path, file);
    if (!isInstalled(path)) {
      own.watch(path);
      wantOfNode(importsOf(typescript, file));
    }
    return file;
  }

  function shortened(path: string, text: string): string {
    if (!isInstalled(path) || !path.endsWith(".d.ts")) return text;
    if (listsNodeTypes(path)) {
      listOfNode = path;
      return withoutRare(text, wantedOfNode);
    }
    return documented ? text : withoutDocumentation(text);
  }

  /** Reads Node's rare modules of these names, from the next program on. */
  function wantOfNode(specifiers: readonly string[]): void {
    const added = rareAmong(specifiers).filter((name) => !wantedOfNode.has(name));
    added.forEach((name) => wantedOfNode.add(name));
    if (added.length === 0 || listOfNode === undefined) return;
    files.delete(listOfNode);
    program = undefined;
  }

  /** The cell's file or the declarations of earlier cells, parsed and bound. */
  function freshFile(path: string): TypeScript.SourceFile {
    const text = system.readFile(path) ?? "";
    const before = fresh.get(path);
    if (before?.text === text && !inProgram.has(before)) return before;
    const file = typescript.createSourceFile(path, text, { languageVersion: options.target! });
    (typescript as unknown as Binder).bindSourceFile(file, options);
    fresh.set(path, file);
    return file;
  }

  function makeProgram(): TypeScript.Program {
    own.readChanged();
    const both = [freshFile(declarations), freshFile(cell)];
    const wanted = [...new Set([...specifiers, ...both.flatMap((file) => importsOf(typescript, file))])];
    wantOfNode(wanted);
    const already = wantedOfNode.size;
    for (const file of both) {
      setImports(typescript, file, wanted);
      inProgram.add(file);
    }
    program = typescript.createProgram({ rootNames: roots, options, host: compilerHost, oldProgram: program });
    // A file of the learner's, just read, imports more of Node.
    if (wantedOfNode.size > already)
      program = typescript.createProgram({ rootNames: roots, options, host: compilerHost });
    specifiers = wanted.filter((name) => resolvedIn(both[1], name));
    return program;
  }

  function builder(): Builder {
    let mine: TypeScript.Program | undefined;
    const getProgram = () => (mine ??= makeProgram());
    return {
      getProgram,
      // Before there is a program, tslab reads the cell's names, exports them all and starts again.
      getSourceFile: (path) => (mine || !isCells(path) ? getProgram().getSourceFile(path) : freshFile(path)),
      getAllDependencies: (file) => sourcesBelow(typescript, getProgram(), file),
      emit: (...values) => getProgram().emit(...values),
    };
  }

  let timer: unknown;
  function update(): void {
    if (timer !== undefined) system.clearTimeout!(timer);
    timer = system.setTimeout!(() => {
      timer = undefined;
      host.afterProgramCreate?.(builder());
    }, 0);
  }
  for (const path of [declarations, cell]) system.watchFile!(path, update);
  host.afterProgramCreate?.(builder());
  return {
    readDocumentation() {
      if (documented) return;
      documented = true;
      files.clear();
      program = undefined;
    },
    close() {},
    updateRootFileNames(names) {
      roots = names;
      update();
    },
  };
}

/** A declaration file without its documentation comments. Text in a string that looks like one is kept. */
const withoutDocumentation = (text: string): string =>
  text.replace(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[^*][^]*?\*\/|\/\*\*(?!\/)[^]*?\*\//g,
    (found) => (found.startsWith("/**") ? "" : found),
  );

/** A learner's file and the learner's files it imports, directly or not: all are compiled together. */
function sourcesBelow(typescript: CellTypeScript, program: TypeScript.Program, top: TypeScript.SourceFile): string[] {
  const found = new Set([top]);
  for (const file of found)
    for (const name of importsOf(typescript, file)) {
      const module = resolvedIn(file, name);
      const next = module && program.getSourceFile(module.resolvedFileName);
      if (next && !next.isDeclarationFile) found.add(next);
    }
  return [...found].map(({ fileName }) => fileName);
}

/** Files beside the notebook, which may change between two cells; checked before each cell. */
function ownFiles(typescript: CellTypeScript, system: TypeScript.System, forget: (path: string) => void) {
  const watchers = new Map<string, TypeScript.FileWatcherCallback>();
  const stamps = new Map<string, string>();
  // tslab wraps our watcher in its own, which compiles the file again, and passes the result to this function.
  typescript.sys.watchFile = (path, changed) => {
    watchers.set(path, changed);
    return { close: () => watchers.delete(path) };
  };
  const stampOf = (path: string): string =>
    `${system.getModifiedTime?.(path)?.getTime()} ${(system as { getFileSize?(path: string): number }).getFileSize?.(path)}`;
  return {
    watch(path: string): void {
      if (!watchers.has(path)) system.watchFile!(path, () => forget(path));
      stamps.set(path, stampOf(path));
    },
    readChanged(): void {
      for (const [path, stamp] of stamps) {
        if (stampOf(path) === stamp) continue;
        stamps.delete(path);
        watchers.get(path)?.(path, typescript.FileWatcherEventKind.Changed);
      }
    },
  };
}
