// HTML as data: elements with names, attributes and children. The only writer of markup: writes the tree that parse.ts read and
// sanitize.ts cleaned. The same tree gives the same text.

export interface Element {
  readonly name: string;
  /** True inside a drawing, where other names mean other things. */
  readonly svg: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
export type Node = string | Element;

/** Elements without content and without an end tag (HTML section 13.1.2). */
const voidElements = new Set(["br", "col", "hr", "img", "wbr"]);
const nameForm = /^[a-z][a-z0-9-]*$/;
const entities: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" },
  "\r": "&#13;", // a parser would read a raw one as a new line
};

/**
 * The nodes as HTML; every text and every attribute is escaped.
 * @throws Error for an element or attribute whose name no parser would read as one
 */
export function write(nodes: readonly Node[]): string {
  let out = "";
  const visit = (node: Node): void => {
    if (typeof node === "string") {
      out += node.replace(/[&<>\r]/g, (each) => entities[each]);
      return;
    }
    const { name, attributes, children } = node;
    const tag = name.replace(/^math:/, ""); // formulas that KaTeX made; cleaning leaves no others
    out += `<${checked(tag)}`;
    for (const [key, value] of Object.entries(attributes))
      out += ` ${checked(key)}="${value.replace(/[&<>"\r]/g, (each) => entities[each])}"`;
    if (!node.svg && voidElements.has(name)) {
      out += " />";
      return;
    }
    out += ">";
    // A parser leaves out the first new line of a <pre>.
    if (name === "pre" && typeof children[0] === "string" && children[0].startsWith("\n")) out += "\n";
    children.forEach(visit);
    out += `</${tag}>`;
  };
  nodes.forEach(visit);
  return out;
}

function checked(name: string): string {
  if (!nameForm.test(name)) throw new Error(`"${name}" is not a valid name of an element or attribute.`);
  return name;
}

/** Whether two lists of nodes are the same. */
export const sameNodes = (a: readonly Node[], b: readonly Node[]): boolean =>
  a.length === b.length &&
  a.every((node, i) => {
    const other = b[i];
    if (typeof node === "string" || typeof other === "string") return node === other;
    return (
      node.name === other.name &&
      node.svg === other.svg &&
      sameAttributes(node.attributes, other.attributes) &&
      sameNodes(node.children, other.children)
    );
  });

function sameAttributes(a: Element["attributes"], b: Element["attributes"]): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** The words of the nodes. */
export const textOf = (nodes: readonly Node[]): string =>
  nodes.map((node) => (typeof node === "string" ? node : textOf(node.children))).join("");

/** Joins neighbouring texts and leaves out empty ones, as a parser gives them. */
export function joinTexts(nodes: readonly Node[]): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node === "") continue;
    if (typeof node === "string" && typeof last === "string") joined[joined.length - 1] = last + node;
    else joined.push(node);
  }
  return joined;
}
