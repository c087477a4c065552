// A figure's HTML as a tree to read in review: one line per element, long outlines shortened but still distinct.
import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";

const SHORT = 72;

export function outline(html: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return [...document.body.children].map((element) => lines(element, 0).join("\n")).join("\n") + "\n";
}

function lines(element: Element, depth: number): string[] {
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}="${value.length > SHORT ? digest(value) : value}"`)
    .sort()
    .join("");
  const head = `${"  ".repeat(depth)}${element.localName}${attributes}`;
  const children = [...element.childNodes].flatMap((node) => {
    if (node.nodeType === 3) return node.textContent!.trim() ? [`${"  ".repeat(depth + 1)}| ${node.textContent!}`] : [];
    return lines(node as Element, depth + 1);
  });
  const [only] = children;
  return children.length === 1 && only.trimStart().startsWith("| ")
    ? [`${head} ${only.trimStart()}`]
    : [head, ...children];
}

const digest = (value: string) =>
  `${value.slice(0, 32)}... (${value.length} characters, ${createHash("sha256").update(value).digest("hex").slice(0, 8)})`;
