// What `import` in a cell gives: a module of either kind, loaded with tslab's `require`, as `import` of a file would give it.
import { types } from "node:util";
import { pathToFileURL } from "node:url";
import type { ModuleHost } from "../cell/index.js";

/** @param require finds modules from the notebook's folder; called late, since tslab makes it */
export function modulesFrom(require: () => NodeJS.Require): ModuleHost {
  return {
    importModule(specifier) {
      const loaded = require()(specifier) as unknown;
      if (types.isModuleNamespaceObject(loaded)) {
        const module = loaded as Record<string, unknown>;
        return { star: module, has: (name) => name in module, get: (name) => module[name] };
      }
      const exports = Object(loaded) as Record<string, unknown>;
      const isModule = exports.__esModule === true;
      return {
        star: isModule ? exports : starOf(exports, loaded),
        has: (name) => name in exports || (name === "default" && !isModule),
        get: (name) => (name === "default" && !isModule ? loaded : exports[name]),
      };
    },
    async importLater(specifier) {
      try {
        return this.importModule(specifier).star;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
        return (await import(pathToFileURL(require().resolve(specifier)).href)) as unknown;
      }
    },
    meta: { url: pathToFileURL(`${process.cwd()}/`).href, dirname: process.cwd() },
  };
}

/** `import * as m` of a CommonJS module: its properties, and itself as `default`. */
function starOf(exports: Record<string, unknown>, loaded: unknown): object {
  const star: Record<string, unknown> = {};
  for (const name of Object.keys(exports))
    Object.defineProperty(star, name, { enumerable: true, get: () => exports[name] });
  Object.defineProperty(star, "default", { enumerable: true, value: loaded });
  return star;
}
