// The marks of the visual language as SVG: a site's shape and letter, the cross of a failed item, a group at a point.
import { pictureDocument } from "./document.js";
import { siteClass, siteMark, siteShape, type Pixel } from "../core/index.js";

/** Half the size of each mark in px; the style sheet enlarges them on narrow screens. */
export const markRadius = { site: 11, client: 4.2, router: 4.5 } as const;

type Attributes = Readonly<Record<string, string | number>>;

/**
 * An SVG element with attributes and children.
 * @example svgElement("circle", { r: 3 }).outerHTML // "<circle r=\"3\" />"
 */
export function svgElement(name: string, attributes: Attributes = {}, children: readonly (Node | string)[] = []) {
  const document = pictureDocument();
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  for (const child of children) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  return element;
}

/**
 * An SVG picture of this size in px, with its layers.
 * @example picture(100, 50, []).getAttribute("viewBox") // "0 0 100 50"
 */
export const picture = (width: number, height: number, layers: readonly Node[]) =>
  svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, layers);

/**
 * An SVG group with a class.
 * @example group("ak-links", [cross(3)]).getAttribute("class") // "ak-links"
 */
export const group = (className: string, children: readonly Node[]) => svgElement("g", { class: className }, children);

/**
 * Joins class names without the values false and undefined.
 * @example classes("ak-site", false, "ak-dead") // "ak-site ak-dead"
 */
export const classes = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ");

/**
 * A group at a pixel; the style sheet scales the inner one.
 * @example at([10, 20], [cross(3)]).getAttribute("transform") // "translate(10,20)"
 */
export function at([x, y]: Pixel, children: readonly Element[]): Element {
  return svgElement("g", { transform: `translate(${x},${y})` }, [group("ak-glyph", children)]);
}

/**
 * A site's shape with its letter; hollow, with a cross instead of the letter, if it has failed.
 * @example siteGlyph("A").getAttribute("class") // "ak-mark ak-site-a"
 * @throws FigureError for a site that is no letter A to H
 */
export function siteGlyph(letter: string, dead = false, radius: number = markRadius.site): Element {
  const shape = svgElement("path", { d: siteShape(letter, radius) });
  const y = radius * (siteMark(letter).letterY + 0.36);
  const inside = dead ? cross(radius * 0.32) : svgElement("text", { y, "font-size": radius }, [letter]);
  return svgElement("g", { class: classes("ak-mark", siteClass(letter), dead && "ak-dead") }, [shape, inside]);
}

/**
 * The cross of a failed item, `half` px to each side.
 * @example cross(3).getAttribute("d") // "M-3,-3L3,3M-3,3L3,-3"
 */
export const cross = (half: number) =>
  svgElement("path", { class: "ak-cross", d: `M${-half},${-half}L${half},${half}M${-half},${half}L${half},${-half}` });
