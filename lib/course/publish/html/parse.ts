// Markup -> tree, by the parser of the HTML standard (parse5), the same that browsers have. Its work is bounded:
// the standard's algorithm can make many elements of little text, and take the square of its length for others.
import { defaultTreeAdapter, html, Parser, type DefaultTreeAdapterTypes } from "parse5";
import type { Element, Node } from "./tree.js";

/** Markup that would take too long, or too much memory, to read: what it has too much of, and how much is read. */
export class MarkupLimit extends Error {
  override readonly name = "MarkupLimit";
}

/** Limits of input; larger input is an attack rather than a page. */
export const markupLimits = { elements: 100_000, depth: 5000, attributes: 500 } as const;

/** Characters that are read between two looks at the limits. */
const slice = 1 << 15;

/**
 * Reads markup as the content of a `<div>`, as a browser would. Comments are left out; names of drawings are in lower case.
 * @throws MarkupLimit
 */
export function parseMarkup(markup: string): Node[] {
  let elements = 0;
  let depth = 0;
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement: (...given: Parameters<typeof defaultTreeAdapter.createElement>) => {
      if (++elements > markupLimits.elements) throw tooMuch(`more than ${markupLimits.elements} elements`);
      return defaultTreeAdapter.createElement(...given);
    },
    onItemPush: () => {
      if (++depth > markupLimits.depth) throw tooMuch(`elements nested more than ${markupLimits.depth} deep`);
    },
    onItemPop: () => void depth--,
  };
  const context = defaultTreeAdapter.createElement("div", html.NS.HTML, []);
  const parser = Parser.getFragmentParser(context, { treeAdapter });
  const whole = markup.replace(/\p{Surrogate}/gu, "\ufffd");
  for (let at = 0; at === 0 || at < whole.length; at += slice) {
    parser.tokenizer.write(whole.slice(at, at + slice), at + slice >= whole.length);
    const token = parser.tokenizer["currentToken"]; // the element being read, where a slice ends inside its tag
    if (token && "attrs" in token && token.attrs.length > markupLimits.attributes)
      throw tooMuch(`an element with more than ${markupLimits.attributes} attributes`);
  }
  return convert(parser.getFragment().childNodes);
}

const tooMuch = (what: string) => new MarkupLimit(`has ${what}`);

/** What is deeper stands beside; nothing that is kept is half as deep. */
const deepest = 300;
const unread = new Set(["script", "style", "template", "noscript", "iframe", "textarea", "xmp", "noembed", "noframes"]);

interface Level {
  readonly source: readonly DefaultTreeAdapterTypes.ChildNode[];
  readonly into: Node[];
  readonly depth: number;
  at: number;
}

/** Not recursive: the markup decides how deep it goes. */
function convert(source: readonly DefaultTreeAdapterTypes.ChildNode[]): Node[] {
  const nodes: Node[] = [];
  const open: Level[] = [{ source, into: nodes, depth: 0, at: 0 }];
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const { into, depth } = level;
    if (level.at === level.source.length) {
      open.pop();
      continue;
    }
    const node = level.source[level.at++];
    if ("value" in node) {
      const last = into.at(-1);
      if (typeof last === "string") into[into.length - 1] = last + node.value;
      else if (node.value !== "") into.push(node.value);
    } else if ("tagName" in node) {
      if (depth < deepest) {
        const children: Node[] = [];
        into.push({ ...elementOf(node), children });
        open.push({ source: node.childNodes, into: children, depth: depth + 1, at: 0 });
      } else if (!unread.has(node.tagName)) open.push({ source: node.childNodes, into, depth, at: 0 });
    }
  }
  return nodes;
}

function elementOf(node: DefaultTreeAdapterTypes.Element): Omit<Element, "children"> {
  const attributes: Record<string, string> = {};
  for (const { prefix, name, value } of node.attrs) {
    // xlink:href is the older name of href; the namespaces of other attributes mean nothing to us.
    const key = name.toLowerCase();
    if (!prefix || (prefix === "xlink" && key === "href" && !("href" in attributes)) || prefix === "xml")
      attributes[key] = value;
  }
  const svg = node.namespaceURI === html.NS.SVG;
  const name = node.namespaceURI === html.NS.MATHML ? `math:${node.tagName}` : node.tagName.toLowerCase();
  return { name, svg, attributes };
}
