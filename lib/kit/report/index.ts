// Self-contained HTML pages: the shell of every page, and the report of `anycast compare`. Node only.
export { contents, type Heading } from "./contents.js";
export { stripAnsi } from "./escape.js";
export { renderPage } from "./page.js";
export { shareOutlines } from "./shared-outlines.js";
