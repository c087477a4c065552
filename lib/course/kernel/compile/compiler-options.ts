// How cells are compiled, where it differs from tslab's own choice: today's JavaScript rather than that of 2022.
import { fileURLToPath } from "node:url";
import { namesOfTypes } from "./own-library.js";

/** Types of methods that the compiler of 2023 does not know, one folder each, taken where this Node has the method. */
const newer: readonly (readonly [folder: string, has: boolean])[] = [
  ["change-array-by-copy", "toSorted" in Array.prototype],
  ["well-formed-strings", "isWellFormed" in String.prototype],
  ["array-from-async", "fromAsync" in Array],
  ["group-by", "groupBy" in Object],
  ["promise-with-resolvers", "withResolvers" in Promise],
  ["set-methods", "union" in Set.prototype],
];

const folder = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./newer-types" : "../../../kernel/compile/newer-types", import.meta.url),
);

export function compilerOptions({ typeRoots = [] }: { typeRoots?: readonly string[] }): object {
  return {
    inlineSourceMap: true,
    // Of global types only Node's: tslab reads every @types package it finds, at a fifth of the kernel's start.
    types: ["node", ...newer.flatMap(([name, has]) => (has ? [name] : []))],
    typeRoots: [...typeRoots, folder],
    ...namesOfTypes(process.cwd()),
    lib: ["lib.es2023.d.ts"],
    experimentalDecorators: false, // the decorators of the standard
  };
}
