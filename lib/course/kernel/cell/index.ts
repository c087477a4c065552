// What a cell means: its names live in one scope; and what a learner reads when it fails. Used by the kernel's worker and by pages;
// nothing of Node in this folder.
export { cellNumber, scriptName, type Cell, type Position } from "./cells.js";
export { cellEffects, type CellEffects } from "./effects.js";
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
export { cellOf, describeThrown, excerpt, type ErrorContent, type Inspect } from "./traceback.js";
