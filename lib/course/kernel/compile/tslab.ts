// tslab's inside, as far as the launcher uses it. tslab 1.0.22 has had no release since 2024 and exports none of this
// officially, so the version is pinned and every hook is looked for before the kernel starts.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as TypeScript from "typescript";

/** The only version of tslab that the launcher supports. */
export const knownTslab = "1.0.22";

/** What the compiler says about a cell; `start` and `end` count lines and characters from 0. */
export interface Diagnostic {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly messageText: string;
  readonly code: number;
  readonly fileName?: string;
}

export interface Conversion {
  output?: string;
  hasToplevelAwait?: boolean;
  readonly declOutput?: string;
  readonly lastExpressionVar?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sideOutputs?: readonly { readonly path: string; readonly data: string }[];
}

export interface Converter {
  convert(previousDeclarations: string, source: string): Conversion;
  addModule(name: string, source: string, meta?: unknown): readonly Diagnostic[];
  inspect(previousDeclarations: string, source: string, position: number): unknown;
  close(): void;
}

export interface Executor {
  execute(source: string): Promise<boolean>;
  interrupt(): void;
}

export interface Handler {
  handleExecuteImpl(request: unknown, stream: WriteStream, display: WriteDisplay): Promise<unknown>;
  handleComplete(content: object): object;
  handleInspect(content: object): object;
  handleIsComplete(content: object): object;
}

type WriteStream = (name: string, text: string) => void;
type WriteDisplay = (data: Record<string, unknown>, update: boolean) => void;

export interface Tslab {
  readonly createConverter: (options: { isJS: boolean; isBrowser: boolean }) => Converter;
  readonly createExecutor: (
    root: string,
    converters: { node: Converter; browser: Converter; close(): void },
    console: { log: (...values: unknown[]) => void; error: (...values: unknown[]) => void },
  ) => Executor;
  readonly JupyterHandlerImpl: new (executor: Executor, isJs: boolean) => Handler;
}

/** The TypeScript that tslab brings (5.0.4, patched by tslab's author). */
export type CellTypeScript = typeof TypeScript;

/**
 * Loads tslab, with some functions of its compiler replaced by `override`. Must run before anything else loads tslab.
 * Throws a plain sentence where tslab is missing, has another version, or lacks a hook.
 */
export function loadTslab(
  override: (typescript: CellTypeScript) => Partial<CellTypeScript>,
  from: string = import.meta.url,
): { tslab: Tslab; typescript: CellTypeScript } {
  const require = createRequire(from);
  let manifest: string;
  try {
    manifest = require.resolve("tslab/package.json");
  } catch {
    throw new Error("The kernel needs tslab, which is not installed. Run `npm install` in the course's folder.");
  }
  const { version } = require(manifest) as { version: string };
  if (version !== knownTslab)
    throw new Error(
      `The kernel launcher is written for tslab ${knownTslab}, but found ${version} in ${dirname(manifest)}. ` +
        `Install tslab@${knownTslab} (\`npm install\` in the course's folder does).`,
    );
  const inside = createRequire(manifest);
  const typescript = replaceInCache(inside, "@tslab/typescript-for-tslab", override);
  const load = (file: string) => inside(join(dirname(manifest), "dist", file)) as Record<string, unknown>;
  const tslab = { ...load("converter.js"), ...load("executor.js"), ...load("jupyter.js") } as unknown as Tslab;
  requireHooks(tslab);
  return { tslab, typescript };
}

/** tslab reaches its compiler through `require`; the module in the cache is replaced by one with some functions changed. */
function replaceInCache(
  require: NodeJS.Require,
  name: string,
  override: (module: CellTypeScript) => Partial<CellTypeScript>,
): CellTypeScript {
  const original = require(name) as CellTypeScript;
  const changed = override(original) as Record<string, unknown>;
  const replaced = {};
  for (const key of Object.keys(original)) {
    const get = () => changed[key] ?? original[key as keyof CellTypeScript];
    Object.defineProperty(replaced, key, { enumerable: true, get });
  }
  require.cache[require.resolve(name)]!.exports = replaced;
  return original;
}

function requireHooks(tslab: Tslab): void {
  const handler = tslab.JupyterHandlerImpl as { prototype?: Record<string, unknown> } | undefined;
  const hooks: Record<string, unknown> = {
    createConverter: tslab.createConverter,
    createExecutor: tslab.createExecutor,
  };
  for (const method of ["handleExecuteImpl", "handleComplete", "handleInspect", "handleIsComplete"])
    hooks[`JupyterHandlerImpl.${method}`] = handler?.prototype?.[method];
  const missing = Object.keys(hooks).filter((name) => typeof hooks[name] !== "function");
  if (missing.length > 0)
    throw new Error(
      `This copy of tslab ${knownTslab} has no ${missing.join(", ")}: it was changed or only half installed.`,
    );
}
