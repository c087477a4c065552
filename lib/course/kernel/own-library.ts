// The library is found wherever a notebook lies. A folder's own copy comes first; where it has none, `import` and the type
// checker take the copy that this launcher belongs to. tslab resolves names at run time with require(), so Node's is extended.
import Module, { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { CellTypeScript } from "./tslab.js";

/** The packages that come with the launcher. */
const packages = ["anycast-kit", "anycast-course"];

/** Node and the type checker look from here when they found nothing where the notebook lies. */
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
      if (!own(request) || (error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
      return createRequire(here).resolve(request);
    }
  };
}

/** Makes the type checker find the types of the same packages from every folder. */
export function findLibraryTypes<Host extends object>(typescript: CellTypeScript, host: Host): Host {
  const watchHost = host as Host & import("typescript").WatchCompilerHost<import("typescript").BuilderProgram>;
  watchHost.resolveModuleNameLiterals = (literals, containingFile, redirected, options, file) =>
    literals.map((literal) => {
      const find = (from: string) =>
        typescript.resolveModuleName(
          literal.text,
          from,
          options,
          watchHost,
          undefined,
          redirected,
          file.impliedNodeFormat,
        );
      const found = find(containingFile);
      return found.resolvedModule || !own(literal.text) ? found : find(fileURLToPath(here));
    });
  return host;
}
