// The head of a page, taken out of the first cell as data: title, first paragraph, and the rest, each of them whole.
// A heading may hold other elements, even headings. Only the tree's writer makes markup of what a notebook gave.
import { parseMarkup } from "./html/parse.js";
import { joinTexts, textOf, write, type Element, type Node } from "./html/tree.js";

export interface Lead {
  /** Content of the page's `<h1>`; what follows a colon is a subtitle. */
  readonly title: string;
  /** The first paragraph, if the cell goes on with one; else empty. */
  readonly standfirst: string;
  readonly more: string;
}

export interface LeadOptions {
  /** Leaves out the first paragraph that has these words: the page says it by itself. */
  readonly without?: RegExp;
}

/** Clean HTML with an `<h1>` -> the head of the page. An `<h1>` inside the title is a `<span>` of it, any other is an `<h2>`. */
export function readLead(html: string, { without }: LeadOptions = {}): Lead {
  let title: readonly Node[] | undefined;
  const visit = (node: Node): Node[] => {
    if (typeof node === "string" || title !== undefined) return [node];
    if (node.name === "h1") {
      title = node.children.map((child) => renamed(child, "span"));
      return [];
    }
    return [{ ...node, children: joinTexts(node.children.flatMap(visit)) }];
  };
  let rest = joinTexts(parseMarkup(html).flatMap(visit)).map((node) => renamed(node, "h2"));
  const first = rest.find((node) => !isSpace(node));
  const standfirst = isParagraph(first) ? [{ ...first, attributes: { class: "standfirst" } }, "\n"] : [];
  if (standfirst.length > 0) rest = rest.filter((node) => node !== first);
  const redundant = without && rest.find((node) => isParagraph(node) && without.test(textOf([node])));
  return {
    title: write(withSubtitle(title ?? [])),
    standfirst: write(standfirst),
    more: write(rest.filter((node) => node !== redundant)).trim(),
  };
}

/** Clean nodes with every `<h1>` as an `<h2>`: a page has one title. */
export const withoutTitles = (nodes: readonly Node[]): readonly Node[] => nodes.map((node) => renamed(node, "h2"));

/** The warning about one. */
export const secondTitle = "a second title (#); shown as a heading (##)";

export const hasTitle = (nodes: readonly Node[]): boolean =>
  nodes.some((node) => typeof node !== "string" && (node.name === "h1" || hasTitle(node.children)));

const isSpace = (node: Node) => typeof node === "string" && node.trim() === "";
const isParagraph = (node: Node | undefined): node is Element => typeof node === "object" && node.name === "p";

const renamed = (node: Node, name: string): Node =>
  typeof node === "string"
    ? node
    : {
        ...node,
        name: node.name === "h1" ? name : node.name,
        children: node.children.map((child) => renamed(child, name)),
      };

/** "Shared IP: one address, many machines": what follows the colon is set smaller. */
function withSubtitle([first, ...others]: readonly Node[]): readonly Node[] {
  const parts = typeof first === "string" ? /^([^:]+): (.*)$/s.exec(first) : null;
  if (parts === null || (parts[2] === "" && others.length === 0)) return first === undefined ? [] : [first, ...others];
  const span = (name: string, children: readonly Node[]): Node => ({
    name: "span",
    svg: false,
    attributes: { class: name },
    children,
  });
  return [parts[1], span("unseen", [":"]), " ", span("subtitle", joinTexts([parts[2], ...others]))];
}
