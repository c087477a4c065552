// Shapes over a picture that a pointer can press or drag, larger than what is drawn there. They are invisible; the program that
// shows the picture gives `data-ak-hit` a meaning ("link:10-50", "site:A", "router:Denver", "as:10"), as the explorers do.
import type { Pixel } from "../core/index.js";
import { group, svgElement } from "./glyphs.js";

/** Half the size of a spot that a finger can press, px. */
const SPOT = 13;

const hit = (name: "path" | "circle" | "rect", key: string, look: string, shape: Record<string, string | number>) =>
  svgElement(name, { class: `ak-hit ${look}`, "data-ak-hit": key, fill: "none", ...shape });

/**
 * An invisible shape over a line that a pointer can press; `key` says what it means, such as "link:10-50".
 * @example hitLine("link:10-50", "M0,0L5,5").getAttribute("data-ak-hit") // "link:10-50"
 */
export const hitLine = (key: string, d: string): Element => hit("path", key, "ak-hit-line", { d });

/**
 * An invisible disk of 13 px over a point that a pointer can press; `key` says what it means, such as "site:A".
 * @example hitSpot("site:A", [5, 5]).getAttribute("r") // "13"
 */
export const hitSpot = (key: string, [cx, cy]: Pixel): Element =>
  hit("circle", key, "ak-hit-spot", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: SPOT });

/**
 * An invisible box that a pointer can press; `key` says what it means, such as "as:10".
 * @example hitBox("as:10", { x: 0, y: 0, width: 20, height: 10 }).getAttribute("data-ak-hit") // "as:10"
 */
export const hitBox = (key: string, box: { x: number; y: number; width: number; height: number }): Element =>
  hit("rect", key, "ak-hit-spot", box);

/**
 * The layer of invisible shapes over a picture.
 * @example hitLayer([hitSpot("site:A", [5, 5])]).getAttribute("class") // "ak-hits"
 */
export const hitLayer = (hits: readonly Element[]): Element => group("ak-hits", hits);
