// What runs in the reader's browser: the explorers of a page. main.ts is the entry of the script for notebooks.
export { startExplorers } from "./start.js";
