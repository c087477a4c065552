// Prepares a drawing, of the kit or of Observable Plot, for a page with many figures: roles and names for assistive technology,
// unique ids, no embedded style sheet, no superfluous digits.
import { roundNumbers, shortenPath } from "./svg-numbers.js";

export interface PictureOptions {
  /** The figure's name; every id in the picture starts with it. */
  readonly name: string;
  /** Alternative text of the picture. */
  readonly label: string;
  readonly description: string;
  readonly className?: string;
}

const GEOMETRY = new Set("d x y x1 y1 x2 y2 dx dy cx cy r rx ry width height points transform".split(" "));
/** Plot aligns lines to whole pixels on coarse screens, so pictures would depend on the screen. */
const HALF_PIXEL = "translate(0.5,0.5)";
const PLOT_DEFAULTS = ["fill", "font-family", "font-size", "text-anchor"];

/**
 * Writes a drawing as SVG text: one image with a name, and no roles inside.
 * @example svgPicture(picture(100, 50, [cross(5)]), { name: "cross", label: "A cross", description: "Two strokes." }).includes("<desc>Two strokes.</desc>") // true
 */
export function svgPicture(svg: Element, { name, label, description, className }: PictureOptions): string {
  for (const style of [...svg.querySelectorAll("style")]) style.remove();
  const elements = [svg, ...svg.querySelectorAll("*")];
  for (const element of elements) cleanAttributes(element);
  renameIds(elements, name);
  for (const attribute of PLOT_DEFAULTS) svg.removeAttribute(attribute);
  svg.setAttribute("class", className ? `ak-picture ${className}` : "ak-picture");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const desc = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "desc");
  desc.textContent = description;
  svg.insertBefore(desc, svg.firstChild);
  return svg.outerHTML;
}

/**
 * Writes marks as SVG text, for parts that are redrawn within a picture.
 * @example svgMarks([svgElement("circle", { r: 3 })]) // "<circle r=\"3\" />"
 */
export function svgMarks(marks: readonly Element[]): string {
  for (const mark of marks) for (const each of [mark, ...mark.querySelectorAll("*")]) cleanAttributes(each);
  return marks.map((mark) => mark.outerHTML).join("");
}

/** Plot's ids increase with every chart of the process; here they start from 1 in every picture. */
function renameIds(elements: readonly Element[], name: string): void {
  const renamed = new Map<string, string>();
  for (const element of elements)
    if (element.id) {
      renamed.set(element.id, `${name}-${renamed.size + 1}`);
      element.setAttribute("id", renamed.get(element.id)!);
    }
  if (renamed.size === 0) return;
  const follow = (value: string) =>
    value.replace(/#([\w-]+)/, (all, id: string) => (renamed.has(id) ? `#${renamed.get(id)}` : all));
  for (const element of elements)
    for (const { name: attribute, value } of [...element.attributes])
      if (value.includes("url(#") || /^(xlink:)?href$/.test(attribute)) element.setAttribute(attribute, follow(value));
}

function cleanAttributes(element: Element): void {
  // By name: iterating attributes would create an object for each in a browser.
  for (const name of element.getAttributeNames()) {
    if (name.startsWith("aria-") || name === "role") element.removeAttribute(name);
    if (!GEOMETRY.has(name)) continue;
    const value = element.getAttribute(name)!;
    const short = cleanAttribute(name, value);
    if (value === HALF_PIXEL) element.removeAttribute(name);
    else if (short !== value) element.setAttribute(name, short); // writing costs more than comparing
  }
}

/** The value of an attribute without superfluous digits. */
export const cleanAttribute = (name: string, value: string): string =>
  name === "d" ? shortenPath(value) : GEOMETRY.has(name) ? roundNumbers(value) : value;
