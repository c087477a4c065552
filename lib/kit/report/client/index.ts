// The scripts of a page as text: each function is its own source, run once.
import { tabStops } from "./boxes.js";
import { followContents } from "./contents.js";
import { copyCode } from "./copy.js";
import { markDone } from "./done.js";
import { openEarly } from "./early.js";
import { preparePrinting } from "./printing.js";
import { searchPage } from "./search.js";
import { revealTarget } from "./target.js";
import { chooseTheme, restoreTheme } from "./theme.js";
import { pageWords, type PageWords } from "../words.js";

const run = (...parts: ((words: PageWords) => void)[]): string =>
  `((words) => {\n${parts.map((part) => `(${part.toString()})(words);`).join("\n")}\n})(${JSON.stringify(pageWords)});`;

/** Runs in the head. */
export const headScript = [restoreTheme, openEarly].map((part) => `(${part.toString()})();`).join("\n");
/** Runs at the end of the body. */
export const bodyScript = run(
  chooseTheme,
  followContents,
  revealTarget,
  searchPage,
  copyCode,
  tabStops,
  markDone,
  preparePrinting,
);
