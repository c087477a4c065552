// Runs cells of plain JavaScript one after the other as a page would: rewritten, in one scope.
import { runInThisContext } from "node:vm";
import { createScope, rewriteCell } from "../../../lib/course/kernel/cell/index.js";

export interface Cells {
  /** Runs one cell; its last expression's value. Throws what the cell throws. */
  run(source: string): Promise<unknown>;
  readonly names: () => string[];
}

export function openCells(modules: Readonly<Record<string, Record<string, unknown>>> = {}): Cells {
  const scope = createScope({
    importModule(specifier) {
      if (!Object.hasOwn(modules, specifier)) throw new Error(`Cannot find module '${specifier}'`);
      const star = modules[specifier];
      return { star, has: (name) => name in star, get: (name) => star[name] };
    },
    importLater: (specifier) => Promise.resolve(modules[specifier]),
  });
  return {
    names: () => [...scope.known().keys()],
    async run(source) {
      scope.last = undefined;
      const { code, isAsync } = rewriteCell(source, { known: scope.known() });
      const cell = `(${isAsync ? "async " : ""}function ($cells) { ${code}\n})`;
      try {
        await (runInThisContext(cell) as (run: unknown) => unknown)(scope.run);
        return scope.last;
      } finally {
        scope.settle();
      }
    },
  };
}
