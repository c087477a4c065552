// What Observable Plot draws, made fit to be one figure among many on a page: roles and names as assistive technology
// wants them, ids that cannot collide, no style sheet of its own, and no digit that nobody can see.
import { roundNumbers, shortenPath } from "./svg-numbers.js";

export interface PictureOptions {
  /** The figure's name; every id in the picture starts with it. */
  readonly name: string;
  /** Read out in place of the picture. */
  readonly label: string;
  readonly description: string;
  readonly className?: string;
}

const GEOMETRY = new Set("d x y x1 y1 x2 y2 dx dy cx cy r rx ry width height points transform".split(" "));
const PLOT_DEFAULTS = ["fill", "font-family", "font-size", "text-anchor"];

/** The drawing as SVG text: one image with a name, nothing inside it that claims a role. */
export function svgPicture(svg: Element, { name, label, description, className }: PictureOptions): string {
  for (const style of [...svg.querySelectorAll("style")]) style.remove();
  for (const element of [svg, ...svg.querySelectorAll("*")]) cleanAttributes(element, name);
  for (const attribute of PLOT_DEFAULTS) svg.removeAttribute(attribute);
  svg.setAttribute("class", className ? `ak-picture ${className}` : "ak-picture");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const desc = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "desc");
  desc.textContent = description;
  svg.insertBefore(desc, svg.firstChild);
  return svg.outerHTML;
}

function cleanAttributes(element: Element, name: string): void {
  for (const { name: attribute, value } of [...element.attributes]) {
    if (attribute.startsWith("aria-") || attribute === "role") element.removeAttribute(attribute);
    else if (attribute === "id") element.setAttribute("id", `${name}-${value}`);
    else if (value.includes("url(#")) element.setAttribute(attribute, value.replaceAll("url(#", `url(#${name}-`));
    else if (/^(xlink:)?href$/.test(attribute) && value.startsWith("#"))
      element.setAttribute(attribute, `#${name}-${value.slice(1)}`);
    else if (attribute === "d") element.setAttribute("d", shortenPath(value));
    else if (GEOMETRY.has(attribute)) element.setAttribute(attribute, roundNumbers(value));
  }
}
