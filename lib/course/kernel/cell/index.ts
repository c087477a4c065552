// What a cell means: its names live in one scope. Used by the kernel's worker and by pages; nothing of Node in this folder.
export { rewriteCell, type RewriteOptions, type Rewritten } from "./rewrite.js";
export {
  cleanMessage,
  createScope,
  hideRewriting,
  type CellRuntime,
  type CellScope,
  type Kind,
  type ModuleHost,
} from "./scope.js";
