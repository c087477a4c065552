// The scripts of a page as text: each function is its own source, run once.
import { tabStops } from "./boxes.js";
import { followContents } from "./contents.js";
import { copyCode } from "./copy.js";
import { markDone } from "./done.js";
import { preparePrinting } from "./printing.js";
import { chooseTheme, restoreTheme } from "./theme.js";

const run = (...parts: (() => void)[]): string => parts.map((part) => `(${part.toString()})();`).join("\n");

/** Runs in the head. */
export const headScript = run(restoreTheme);
/** Runs at the end of the body. */
export const bodyScript = run(chooseTheme, followContents, copyCode, tabStops, markDone, preparePrinting);
