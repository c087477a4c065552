// The library is found wherever a notebook lies. A folder's own copy comes first; where it has none, `import` and the type
// checker take the copy that this launcher belongs to. tslab resolves names at run time with require(), so Node's is extended;
// also by packages whose `exports` speak of `import` only, which require() can load but does not find.
import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { exports as exported } from "resolve.exports";
import { fileURLToPath } from "node:url";
import type { CellTypeScript } from "./tslab.js";

/** The packages that come with the launcher. */
const packages = ["anycast-kit", "anycast-course"];

/** A package's own dependencies, from its package.json. */
const dependenciesOf = (name: string): string[] => {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies);
};

/** What a notebook may import beside them: the packages that the kit uses, such as Plot, and graphology with its algorithms. */
const ofKit: readonly string[] = dependenciesOf("anycast-kit");
const ofCourse: readonly string[] = dependenciesOf("anycast-course").filter((name) => name.startsWith("graphology-"));

/** Node and the type checker look from here after the folder of the notebook. */
const here = import.meta.url;
const kit = createRequire(here).resolve("anycast-kit/package.json");

/**
 * Compiler options for names of types. A cell's `new Graph()` has a type of graphology-types, which the cell does not import. Far
 * from the clone TypeScript knows a path to it only, refuses that as not portable (TS2742), and forgets what the cell declares.
 * `paths` gives it a name. (Modules are found without `paths`: a folder's own copy comes first.)
 */
export function namesOfTypes(cwd: string): object {
  const installed = (createRequire(kit).resolve.paths("graphology") ?? []).find((each) =>
    existsSync(join(each, "graphology")),
  );
  const isAbove = installed === undefined || `${cwd}${sep}`.startsWith(`${dirname(installed)}${sep}`);
  return isAbove ? {} : { paths: { "*": ["./*"] }, pathsBasePath: installed.replaceAll(sep, "/") };
}

/** What tslab keeps of earlier cells: their declarations, with the names of types. */
const isDeclared = (file: string): boolean => file.endsWith("__prev__.d.ts");

const isOf = (names: readonly string[], request: string): boolean =>
  names.some((name) => request === name || request.startsWith(`${name}/`));
const own = (request: string): boolean => isOf(packages, request);

/** The file from which a package that comes with the launcher is found; undefined for another package. */
const homeOf = (request: string): string | undefined => {
  if (own(request) || isOf(ofCourse, request)) return fileURLToPath(here);
  return isOf(ofKit, request) ? kit : undefined;
};

/** Node's resolver, which its types leave out; `require` and `require.resolve` both call it. */
interface Resolver {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
}

/** Makes `require("anycast-kit")` succeed from every folder of this process. */
export function findLibraryAtRunTime(): void {
  const resolver = Module as unknown as Resolver;
  const resolve = resolver._resolveFilename;
  let isFallback = false;
  resolver._resolveFilename = function (this: unknown, request, ...rest) {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const home = code === "MODULE_NOT_FOUND" && !isFallback ? homeOf(request) : undefined;
      if (home !== undefined)
        try {
          isFallback = true;
          return createRequire(home).resolve(request);
        } finally {
          isFallback = false;
        }
      const found = code === "ERR_PACKAGE_PATH_NOT_EXPORTED" ? importedFile(request, rest[0]) : undefined;
      if (found === undefined) throw error;
      return found;
    }
  };
}

/** The file that `import` would load, by the package's `exports`; undefined if it has none for it. */
function importedFile(request: string, parent: unknown): string | undefined {
  const name = /^(@[^/]+\/)?[^/]+/.exec(request)![0];
  for (const folder of (parent as { paths?: readonly string[] } | null)?.paths ?? []) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")) as Record<string, unknown>;
      const [file] = exported(manifest, `.${request.slice(name.length)}`) ?? [];
      return file && join(folder, name, file);
    } catch {
      // not in this folder, or it exports nothing of that name
    }
  }
  return undefined;
}

export type ModuleResolver = NonNullable<import("typescript").CompilerHost["resolveModuleNameLiterals"]>;

/** Whether a file belongs to a package or to the compiler: it does not change while a kernel runs. */
export const isInstalled = (path: string): boolean =>
  /[/\\]node_modules[/\\]|[/\\]lib[/\\](kit|course)[/\\]dist[/\\]|[/\\]kernel[/\\]compile[/\\]newer-types[/\\]/.test(
    path,
  );

/**
 * A type that no door exports has no short name, only a path. TypeScript refuses one through a link in another folder's
 * node_modules as not portable (TS2742), and one through the clone's own link leads past the joined declarations. The path without
 * the link is taken, in every folder.
 */
function nameable<Found extends { readonly resolvedModule?: object | undefined }>(found: Found): Found {
  const { resolvedModule } = found;
  if (!resolvedModule) return found;
  return { ...found, resolvedModule: { ...resolvedModule, originalPath: undefined } };
}

/** A door's declarations joined, without those of what is behind it (lib/node-bundle.mjs): quicker to read, same names. */
function doorOnly<Found extends { readonly resolvedModule?: { readonly resolvedFileName: string } | undefined }>(
  found: Found,
  host: import("typescript").ModuleResolutionHost,
): Found {
  const { resolvedModule } = found;
  const resolvedFileName = resolvedModule?.resolvedFileName.replace(
    /([/\\])dist[/\\](?!types[/\\])/,
    "$1dist$1types$1",
  );
  if (resolvedFileName === undefined || !host.fileExists(resolvedFileName)) return found;
  return { ...found, resolvedModule: { ...resolvedModule, resolvedFileName } };
}

/** Makes the type checker find the types of the same packages from every folder. */
export function findLibraryTypes(
  typescript: CellTypeScript,
  host: import("typescript").ModuleResolutionHost,
): ModuleResolver {
  // TypeScript asks again for every import of a file where a host resolves names itself.
  const known = new Map<string, import("typescript").ResolvedModuleWithFailedLookupLocations>();
  /** "./x.js" in a package's declarations is x.d.ts beside it: one look, where TypeScript takes ten for each of 1,500 imports. */
  const neighbour = (name: string, containingFile: string) => {
    if (!/^\.\.?\/.*\.js$/.test(name)) return undefined;
    const resolvedFileName = join(dirname(containingFile), name.replace(/\.js$/, ".d.ts"));
    if (!host.fileExists(resolvedFileName)) return undefined;
    const isExternalLibraryImport = /[/\\]node_modules[/\\]/.test(resolvedFileName);
    return { resolvedModule: { resolvedFileName, extension: typescript.Extension.Dts, isExternalLibraryImport } };
  };
  return (literals, containingFile, redirected, options, file) =>
    literals.map((literal) => {
      const key = `${dirname(containingFile)}\0${literal.text}\0${file.impliedNodeFormat}`;
      const before =
        known.get(key) ?? (isInstalled(containingFile) ? neighbour(literal.text, containingFile) : undefined);
      if (before) return before;
      const find = (from: string, how: object = {}) =>
        typescript.resolveModuleName(
          literal.text,
          from,
          { ...options, paths: undefined, ...how },
          host,
          undefined,
          redirected,
          file.impliedNodeFormat,
        );
      // What only a package's `exports` tell is read in the second try; tslab's own resolution does not read it.
      const bundler = { moduleResolution: typescript.ModuleResolutionKind.Bundler };
      const home = homeOf(literal.text) ?? (isDeclared(containingFile) ? kit : undefined);
      const places = home === undefined ? [containingFile] : [containingFile, home];
      const tries = places.flatMap((from) => [() => find(from), () => find(from, bundler)]);
      const tried = tries.reduce((result, next) => (result.resolvedModule ? result : next()), tries[0]());
      const found = own(literal.text) ? nameable(doorOnly(tried, host)) : tried;
      // What a cell asks for in vain may be installed, or written, before the next cell. A module of the learner's may go.
      if (isInstalled(found.resolvedModule?.resolvedFileName ?? containingFile)) known.set(key, found);
      return found;
    });
}

const doors = new Map<string, ReadonlySet<string>>();

/** The names that each door of our packages exports, types included: the packages' own first, then what lies behind subpaths. */
export function libraryDoors(
  typescript: CellTypeScript,
  containingFile: string,
  options: import("typescript").CompilerOptions,
): ReadonlyMap<string, ReadonlySet<string>> {
  if (doors.size > 0) return doors;
  const find = (name: string) => {
    for (const from of [containingFile, fileURLToPath(here)]) {
      const { resolvedModule } = typescript.resolveModuleName(name, from, options, typescript.sys);
      if (resolvedModule) return resolvedModule.resolvedFileName;
    }
    return undefined;
  };
  const add = (door: string) => {
    const file = find(door);
    if (file !== undefined) doors.set(door, exportedNames(typescript, file));
    return file;
  };
  for (const name of packages) {
    const file = add(name);
    const manifest = file && join(dirname(dirname(file)), "package.json");
    if (!manifest || !typescript.sys.fileExists(manifest)) continue;
    const { exports = {} } = JSON.parse(readFileSync(manifest, "utf8")) as { exports?: Record<string, unknown> };
    for (const path of Object.keys(exports))
      if (path.startsWith("./") && !path.endsWith(".json") && !path.includes("*")) add(name + path.slice(1));
  }
  return doors;
}

/** What a door's declarations export by name; `export *` is not followed, and our doors have none. */
function exportedNames(typescript: CellTypeScript, file: string): Set<string> {
  const tree = typescript.createSourceFile(file, readFileSync(file, "utf8"), typescript.ScriptTarget.Latest);
  return new Set(
    tree.statements.flatMap((statement) => {
      if (!typescript.isExportDeclaration(statement) || !statement.exportClause) return [];
      return typescript.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : [statement.exportClause.name.text];
    }),
  );
}
