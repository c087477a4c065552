// The title of a page, taken out of the first cell as data: a heading may hold other elements, even headings, and what is left of the
// cell must be whole without it.
import { parseMarkup } from "./html/parse.js";
import { joinTexts, write, type Node } from "./html/tree.js";

/** Clean HTML -> what is in its first `<h1>`, and all the rest; both whole. An `<h1>` inside the title is a `<span>` of it. */
export function splitTitle(html: string): [title: string, rest: string] {
  let title: Node[] | undefined;
  const without = (node: Node): Node[] => {
    if (typeof node === "string" || title !== undefined) return [node];
    if (node.name === "h1") {
      title = node.children.map(plain);
      return [];
    }
    return [{ ...node, children: joinTexts(node.children.flatMap(without)) }];
  };
  const rest = joinTexts(parseMarkup(html).flatMap(without));
  return [write(title ?? []), write(rest)];
}

const plain = (node: Node): Node =>
  typeof node === "string"
    ? node
    : { ...node, name: node.name === "h1" ? "span" : node.name, children: node.children.map(plain) };
