// Entry of the bundle dist/browser.js: runs the explorers of a page or a notebook in the reader's browser.
import { startExplorers } from "./start.js";

startExplorers();
