// What our own figures and explorers draw from foreign data is looked at once more before it enters a page:
// their elements only, no handlers, nothing fetched, nothing left open. A figure that forgot to escape a name fails here.
import { htmlElements, svgElements } from "../allow-list.js";
import { parseMarkup } from "./parse.js";
import type { Node } from "./tree.js";

const controls = ["button", "fieldset", "form", "input", "label", "legend", "option", "output", "script", "select"];
const known = new Set([...htmlElements, ...svgElements, ...controls]);
const fetching = /^(?:src|srcset|srcdoc|action|formaction|poster|data|ping|background|name)$/;

/** @throws Error naming what must not be in a figure */
export function assertInert(html: string): void {
  const nodes = parseMarkup(`${html}<wbr>`);
  const last = nodes.at(-1);
  if (typeof last !== "object" || last.name !== "wbr") throw new Error("a figure has an unclosed element");
  nodes.forEach(visit);
}

function visit(node: Node): void {
  if (typeof node === "string") return;
  const { name, attributes, children } = node;
  if (!known.has(name)) throw new Error(`a figure has a <${name}>`);
  if (name === "script" && attributes.type !== "application/json") throw new Error("a figure has a script");
  for (const [attribute, value] of Object.entries(attributes)) {
    const isName = attribute === "name" && controls.includes(name);
    if (/^on/.test(attribute) || (fetching.test(attribute) && !isName))
      throw new Error(`a figure has the attribute ${attribute}`);
    if (attribute === "href" && !value.startsWith("#")) throw new Error("a figure leads out of the page");
    if (attribute !== "aria-label" && /url\(\s*(?!#)/i.test(value) && attribute !== "value")
      throw new Error(`a figure refers to something in ${attribute}`);
  }
  children.forEach(visit);
}
