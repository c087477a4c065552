// SVG written as text, without a document: for pictures of hundreds of marks that are drawn again whenever a control moves. The text
// is what `svgPicture` writes in Node of the same elements.
import { siteGlyph } from "./glyphs.js";
import { cleanAttribute, svgMarks, type PictureOptions } from "./svg-picture.js";

type Attributes = Readonly<Record<string, string | number>>;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\u00a0": "&#160;",
};
const escaped = (text: string, what: RegExp) => text.replace(what, (character) => ENTITIES[character]);

/**
 * The text of an element, or of a part of it.
 * @example markupText("A & B") // "A &amp; B"
 */
export const markupText = (text: string): string => escaped(text, /[&<>\u00a0]/g);

/**
 * An element; its children are markup.
 * @example markup("circle", { r: 4 }) // '<circle r="4" />'
 */
export function markup(name: string, attributes: Attributes, children: readonly string[] = []): string {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    start += ` ${key}="${escaped(cleanAttribute(key, String(value)), /[&<>"\u00a0]/g)}"`;
  return children.length > 0 ? `${start}>${children.join("")}</${name}>` : `${start} />`;
}

/**
 * A group of a class.
 * @example markupGroup("ak-heads", [markup("circle", { r: 4 })]) // '<g class="ak-heads"><circle r="4" /></g>'
 */
export const markupGroup = (className: string, children: readonly string[]): string =>
  markup("g", { class: className }, children);

/**
 * A group at a pixel; the style sheet scales the inner one.
 * @example markupAt(10, 20, []) // '<g transform="translate(10,20)"><g class="ak-glyph" /></g>'
 */
export const markupAt = (x: number, y: number, children: readonly string[]): string =>
  markup("g", { transform: `translate(${x},${y})` }, [markupGroup("ak-glyph", children)]);

/**
 * A site's shape with its letter.
 * @example markupSite("A").includes("A") // true
 */
export const markupSite = (letter: string): string => svgMarks([siteGlyph(letter)]);

/**
 * A picture of this size in px, with its layers.
 * @example markupPicture([100, 50], [], { label: "Empty", description: "Nothing yet." }).startsWith("<svg ") // true
 */
export function markupPicture(
  [width, height]: readonly [number, number],
  layers: readonly string[],
  { label, description, className }: Omit<PictureOptions, "name">,
): string {
  const looks = { class: className ? `ak-picture ${className}` : "ak-picture", role: "img", "aria-label": label };
  return markup("svg", { width, height, viewBox: `0 0 ${width} ${height}`, ...looks }, [
    markup("desc", {}, [markupText(description)]),
    ...layers,
  ]);
}
