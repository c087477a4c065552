// Shapes over a picture that a pointer can press or drag, larger than what is drawn there. They are invisible; the program that
// shows the picture gives `data-ak-hit` a meaning ("link:10-50", "site:A", "router:Denver", "as:10"), as the explorers do.
import type { Pixel } from "../core/index.js";
import { group, svgElement } from "./glyphs.js";

/** Half the size of a spot that a finger can press, px. */
const SPOT = 13;

const hit = (name: "path" | "circle" | "rect", key: string, look: string, shape: Record<string, string | number>) =>
  svgElement(name, { class: `ak-hit ${look}`, "data-ak-hit": key, fill: "none", ...shape });

export const hitLine = (key: string, d: string): Element => hit("path", key, "ak-hit-line", { d });

export const hitSpot = (key: string, [cx, cy]: Pixel): Element =>
  hit("circle", key, "ak-hit-spot", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: SPOT });

export const hitBox = (key: string, box: { x: number; y: number; width: number; height: number }): Element =>
  hit("rect", key, "ak-hit-spot", box);

export const hitLayer = (hits: readonly Element[]): Element => group("ak-hits", hits);
