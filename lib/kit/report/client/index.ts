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

/** The source of a function without indentation and lines of comment. No script of a page has a text of several lines. */
const source = (part: (words: PageWords) => void): string =>
  part
    .toString()
    .replace(/^\s*\/\/.*\n/gm, "")
    .replace(/^\s+/gm, "");

const run = (...parts: ((words: PageWords) => void)[]): string =>
  `((words) => {\n${parts.map((part) => `(${source(part)})(words);`).join("\n")}\n})(${JSON.stringify(pageWords)});`;

/** Runs in the head. */
export const headScript = [restoreTheme, openEarly].map((part) => `(${source(part)})();`).join("\n");
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
