import type { ESLint } from "eslint";
import type { Phrase } from "./phrases.mjs";

export interface Fault {
  readonly index: number;
  readonly found: string;
  readonly id: string;
  readonly write: string;
}
export function faults(text: string, rules?: readonly Phrase[]): Fault[];
declare const plugin: ESLint.Plugin;
export default plugin;
