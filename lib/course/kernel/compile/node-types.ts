// Node's own types, without the modules that cells hardly ever import: 40,000 of 125,000 nodes of syntax tree, which the compiler
// would read before the first cell. A module is added when a cell, or a file beside the notebook, imports it.

/** Modules with many or long declarations that no global value of Node needs. */
const rare = [
  "cluster",
  "dgram",
  "domain",
  "http2",
  "https",
  "inspector",
  "punycode",
  "repl",
  "sea",
  "test",
  "tls",
  "trace_events",
  "wasi",
];

const nameOf = (specifier: string): string => specifier.replace(/^node:/, "").split("/")[0];

/** The names of rare modules among the names that code imports. */
export const rareAmong = (specifiers: readonly string[]): string[] =>
  specifiers.map(nameOf).filter((name) => rare.includes(name));

/** Whether a file is the one that lists the files of @types/node. */
export const listsNodeTypes = (path: string): boolean => /[/\\]@types[/\\]node[/\\]index\.d\.ts$/.test(path);

/** The list without the rare modules that no cell has imported. */
export const withoutRare = (list: string, wanted: ReadonlySet<string>): string =>
  list.replace(/^\/\/\/ <reference path="([\w-]+)(?:[./].*)?\.d\.ts" \/>$/gm, (line, name: string) =>
    rare.includes(name) && !wanted.has(name) ? "" : line,
  );
