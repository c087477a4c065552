// Where in the learner's cell a line of running JavaScript comes from, and what tslab's compiler is made to do differently:
// a cell stays an ES module, with its names as they are (cell/ takes it from there); modules beside it become CommonJS.
import { SourceMap } from "node:module";
import type { Position } from "./cell/index.js";
import { compilerOptions } from "./compiler-options.js";
import { findLibraryTypes } from "./own-library.js";
import type { CellTypeScript } from "./tslab.js";

/** From a place in compiled code to the place in what was compiled; null where the compiler made the code up. */
export type Origin = (compiled: Position) => Position | null;

export interface SourceMaps {
  /** The compiler functions to give to tslab in place of its own. */
  readonly override: (typescript: CellTypeScript) => Partial<CellTypeScript>;
  /** Takes the source map off code that the compiler wrote for a cell. */
  readonly split: (compiled: string) => { readonly code: string; readonly origin: Origin };
}

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
const mapComment = /\n?\/\/# sourceMappingURL=\S+\s*$/;

export function keepSourceMaps(): SourceMaps {
  let cell: string | undefined;
  return {
    split(compiled) {
      const map = inlineMap.exec(compiled);
      const code = compiled.replace(mapComment, "\n");
      if (!map) return { code, origin: () => null };
      const parsed = JSON.parse(Buffer.from(map[1], "base64").toString("utf8")) as SourceMapPayload;
      return { code, origin: through([new SourceMap(parsed)]) };
    },
    override: (typescript) => ({
      createWatchCompilerHost: ((files: string[], options: object, ...rest: never[]) => {
        const host = (typescript.createWatchCompilerHost as (...values: unknown[]) => WatchHost)(
          files,
          { ...options, ...compilerOptions(options) },
          ...rest,
        );
        const { createProgram } = host;
        host.createProgram = (...values: unknown[]) => {
          const program = createProgram(...values);
          const emit = program.emit.bind(program);
          program.emit = (file, write, token, declarations, transformers) => {
            const remember: typeof write = (name, text, ...more) => {
              if (name.endsWith("/__tslab__.js")) cell = text;
              return write?.(name, text, ...more);
            };
            // Without tslab's own rewriting of names, which copies values instead of sharing variables.
            return emit(file, remember, token, declarations, { ...transformers, after: [] });
          };
          return program;
        };
        return findLibraryTypes(typescript, host);
      }) as unknown as CellTypeScript["createWatchCompilerHost"],
      transpileModule: (source, options) =>
        source === cell ? { outputText: source } : typescript.transpileModule(source.replace(mapComment, ""), options),
    }),
  };
}

interface WatchHost {
  createProgram: (...values: unknown[]) => import("typescript").BuilderProgram;
}

type SourceMapPayload = ConstructorParameters<typeof SourceMap>[0];

/** Follows a place back through compilations, the last one first. */
function through(maps: readonly SourceMap[]): Origin {
  return (compiled) => {
    let { line, column } = compiled;
    for (const map of maps) {
      const entry = map.findEntry(line, column);
      if (!("originalLine" in entry)) return null;
      ({ originalLine: line, originalColumn: column } = entry);
    }
    return { line, column };
  };
}
