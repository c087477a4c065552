// The style sheet of every page, in the order it cascades.
import { cell } from "./cell.js";
import { layout } from "./layout.js";
import { print } from "./print.js";
import { prose } from "./prose.js";
import { tokens } from "./tokens.js";

export const pageCss = [tokens, layout, prose, cell, print].join("").replace(/\n+/g, "\n").trim();
