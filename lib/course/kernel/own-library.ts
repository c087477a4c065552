// The library is found wherever a notebook lies. A folder's own copy comes first; where it has none, `import` and the type
// checker take the copy that this launcher belongs to. tslab resolves names at run time with require(), so Node's is extended;
// also by packages whose `exports` speak of `import` only, which require() can load but does not find.
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { exports as exported } from "resolve.exports";
import { fileURLToPath } from "node:url";
import type { CellTypeScript } from "./tslab.js";

/** The packages that come with the launcher. */
const packages = ["anycast-kit", "anycast-course"];

/** Node and the type checker look from here when they found nothing in the notebook's folder. */
const here = import.meta.url;

const own = (request: string): boolean => packages.some((name) => request === name || request.startsWith(`${name}/`));

/** Node's resolver, which its types leave out; `require` and `require.resolve` both call it. */
interface Resolver {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
}

/** Makes `require("anycast-kit")` succeed from every folder of this process. */
export function findLibraryAtRunTime(): void {
  const resolver = Module as unknown as Resolver;
  const resolve = resolver._resolveFilename;
  resolver._resolveFilename = function (this: unknown, request, ...rest) {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (own(request) && code === "MODULE_NOT_FOUND") return createRequire(here).resolve(request);
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

/** Makes the type checker find the types of the same packages from every folder. */
export function findLibraryTypes<Host extends object>(typescript: CellTypeScript, host: Host): Host {
  const watchHost = host as Host & import("typescript").WatchCompilerHost<import("typescript").BuilderProgram>;
  // TypeScript asks again for every import of every file at each cell where a host resolves names itself.
  const known = new Map<string, import("typescript").ResolvedModuleWithFailedLookupLocations>();
  watchHost.resolveModuleNameLiterals = (literals, containingFile, redirected, options, file) =>
    literals.map((literal) => {
      const key = `${dirname(containingFile)}\0${literal.text}\0${file.impliedNodeFormat}`;
      const before = known.get(key);
      if (before) return before;
      const find = (from: string, how: object = {}) =>
        typescript.resolveModuleName(
          literal.text,
          from,
          { ...options, ...how },
          watchHost,
          undefined,
          redirected,
          file.impliedNodeFormat,
        );
      // What only a package's `exports` tell is read in the second try; tslab's own resolution does not read it.
      const bundler = { moduleResolution: typescript.ModuleResolutionKind.Bundler };
      const places = own(literal.text) ? [containingFile, fileURLToPath(here)] : [containingFile];
      const tries = places.flatMap((from) => [() => find(from), () => find(from, bundler)]);
      const found = tries.reduce((result, next) => (result.resolvedModule ? result : next()), tries[0]());
      // What a cell asks for in vain may be installed, or written, before the next cell. A module of the learner's may go.
      const isInstalled = /[/\\]node_modules[/\\]|[/\\]lib[/\\](kit|course)[/\\]dist[/\\]/;
      if (isInstalled.test(found.resolvedModule?.resolvedFileName ?? containingFile)) known.set(key, found);
      return found;
    });
  return host;
}
