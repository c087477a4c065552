// Where in the learner's cell a line of running JavaScript comes from. tslab compiles a cell in two steps (TypeScript to
// ES module, ES module to CommonJS) and throws the positions away; here both steps write a source map, and both are kept.
import { SourceMap } from "node:module";
import type { CellTypeScript } from "./tslab.js";

/** A place in a source; line and column count from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From a place in compiled code to the place in what was compiled; null where the compiler made the code up. */
export type Origin = (compiled: Position) => Position | null;

export interface SourceMaps {
  /** The compiler functions to give to tslab in place of its own. */
  readonly override: (typescript: CellTypeScript) => Partial<CellTypeScript>;
  /** The origin of code that tslab compiled, found by its text. */
  readonly originOf: (compiled: string) => Origin | undefined;
}

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
const mapComment = /\n?\/\/# sourceMappingURL=\S+\s*$/;

export function keepSourceMaps(): SourceMaps {
  const origins = new Map<string, Origin>();
  return {
    originOf: (compiled) => origins.get(compiled),
    override: (typescript) => ({
      createWatchCompilerHost: ((files: string[], options: object, ...rest: never[]) =>
        (typescript.createWatchCompilerHost as (...values: unknown[]) => unknown)(
          files,
          // Of global types only Node's: tslab reads every @types package it finds, at a fifth of the kernel's start.
          { ...options, inlineSourceMap: true, types: ["node"] },
          ...rest,
        )) as CellTypeScript["createWatchCompilerHost"],
      transpileModule: (source, { compilerOptions, ...options }) => {
        const first = inlineMap.exec(source);
        const result = typescript.transpileModule(source.replace(mapComment, ""), {
          ...options,
          compilerOptions: { ...compilerOptions, sourceMap: true },
        });
        const outputText = result.outputText.replace(mapComment, "\n");
        if (first && result.sourceMapText) {
          const steps = [result.sourceMapText, Buffer.from(first[1], "base64").toString("utf8")];
          origins.set(outputText, through(steps.map((text) => new SourceMap(JSON.parse(text) as SourceMapPayload))));
        }
        return { ...result, outputText };
      },
    }),
  };
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
