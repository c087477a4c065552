// Where in the learner's cell a line of running JavaScript comes from, and what tslab's compiler is made to do differently:
// a cell stays an ES module, with its names as they are (cell/ takes it from there); modules beside it become CommonJS.
import { SourceMap } from "node:module";
import type { Diagnostic, Program, System } from "typescript";
import type { Position } from "../cell/index.js";
import { compilerOptions } from "./compiler-options.js";
import { explainNames } from "./explain-names.js";
import { findLibraryTypes } from "./own-library.js";
import type { CellTypeScript } from "./tslab.js";
import { createWatchProgram, type Builder, type WatchHost, type WatchProgram } from "./watch-program.js";

/** From a place in compiled code to the place in what was compiled; null if the compiler made the code up. */
export type Origin = (compiled: Position) => Position | null;

export interface SourceMaps {
  /** Makes the compiler read the documentation of packages, which it has left out until now. */
  readonly readDocumentation: () => void;
  /** The compiler functions to give to tslab in place of its own. */
  readonly override: (typescript: CellTypeScript) => Partial<CellTypeScript & Diagnoser>;
  /** Takes the source map off code that the compiler wrote for a cell. */
  readonly split: (compiled: string) => { readonly code: string; readonly origin: Origin };
}

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
const mapComment = /\n?\/\/# sourceMappingURL=\S+\s*$/;

export function keepSourceMaps(): SourceMaps {
  let cell: string | undefined;
  let watch: WatchProgram | undefined;
  /** Emits without tslab's own rewriting of names, which copies values instead of sharing variables. */
  const withoutRewriting =
    ({ emit }: Builder): Builder["emit"] =>
    (file, write, token, declarations, transformers) => {
      const remember: typeof write = (name, text, ...more) => {
        if (name.endsWith("/__tslab__.js")) cell = text;
        return write?.(name, text, ...more);
      };
      return emit(file, remember, token, declarations, { ...transformers, after: [] });
    };
  return {
    readDocumentation: () => watch?.readDocumentation(),
    split(compiled) {
      const map = inlineMap.exec(compiled);
      const code = compiled.replace(mapComment, "\n");
      if (!map) return { code, origin: () => null };
      const parsed = JSON.parse(Buffer.from(map[1], "base64").toString("utf8")) as SourceMapPayload;
      return { code, origin: through([new SourceMap(parsed)]) };
    },
    override: (typescript) => ({
      createWatchCompilerHost: ((files: string[], options: object, system: System): WatchHost => ({
        files,
        options: { ...options, ...compilerOptions(options) },
        system,
      })) as unknown as CellTypeScript["createWatchCompilerHost"],
      createWatchProgram: ((host: WatchHost) => {
        const inner: WatchHost = {
          ...host,
          afterProgramCreate: (builder) => host.afterProgramCreate?.({ ...builder, emit: withoutRewriting(builder) }),
        };
        return (watch = createWatchProgram(typescript, inner, (compilerHost) =>
          findLibraryTypes(typescript, compilerHost),
        ));
      }) as unknown as CellTypeScript["createWatchProgram"],
      getPreEmitDiagnosticsOfFiles: (program: Program, ...rest: unknown[]) =>
        withoutEchoes((typescript as unknown as Diagnoser).getPreEmitDiagnosticsOfFiles(program, ...rest)).map(
          (finding) => explainNames(typescript, program, finding),
        ),
      transpileModule: (source, options) =>
        source === cell ? { outputText: source } : typescript.transpileModule(source.replace(mapComment, ""), options),
    }),
  };
}

/** "Exported variable 'x' has or is using private name": said of what tslab exports, and only where something else is wrong. */
function withoutEchoes(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const real = findings.filter(({ code }) => code < 4000 || code >= 5000);
  return real.length > 0 ? real : findings;
}

/** What tslab's author added to the compiler. */
interface Diagnoser {
  getPreEmitDiagnosticsOfFiles(program: Program, ...rest: unknown[]): readonly Diagnostic[];
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
