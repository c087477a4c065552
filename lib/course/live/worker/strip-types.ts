// Converts a cell from TypeScript to JavaScript with sucrase: removes the types, checks nothing, keeps line numbers.
import { decode } from "@jridgewell/sourcemap-codec";
import { transform } from "sucrase";
import type { Position } from "../../kernel/cell/index.js";

export interface Stripped {
  readonly code: string;
  /** Maps a position in `code` to the position in the source. */
  readonly origin: (place: Position) => Position;
}

/** @throws SyntaxError with `loc` ({line from 1, column from 0}) */
export function stripTypes(source: string): Stripped {
  const { code, sourceMap } = transform(source, {
    transforms: ["typescript"],
    disableESTransforms: true,
    keepUnusedImports: true, // a later cell uses them
    production: true,
    filePath: "cell",
    sourceMapOptions: { compiledFilename: "cell" },
  });
  refuseNamespaces(source, code);
  const lines = decode(sourceMap!.mappings);
  return {
    code,
    origin({ line, column }) {
      let found = { generated: 0, column: 0 };
      for (const [generated, , , original = 0] of lines[line] ?? [])
        if (generated <= column) found = { generated, column: original };
      return { line, column: found.column + column - found.generated };
    },
  };
}

/** sucrase takes namespaces out as if they held types only. In a string the words are still there afterwards. */
function refuseNamespaces(source: string, code: string): void {
  const left = code.split("\n");
  for (const [i, text] of source.split("\n").entries()) {
    const [found] = /^\s*(?:export\s+)?(?:namespace|module)\s+[\w$.]+\s*\{/.exec(text) ?? [];
    if (found === undefined || left[i].includes(found)) continue;
    const error = new SyntaxError("A page cannot run a namespace: run this cell in Jupyter, or use an object.");
    throw Object.assign(error, { loc: { line: i + 1, column: found.search(/\S/) } });
  }
}
