// References between the parts of a drawing: `<use href="#a">`, `fill="url(#b)"`. Twelve levels of ten uses are a trillion
// shapes and a frozen browser, so the work they stand for is counted, and those beyond a limit are left out.
import { joinTexts, type Element, type Node } from "./tree.js";

/** What a drawing may come to: elements drawn with all references followed, and references in a row. */
export const referenceLimits = { drawn: 100_000, depth: 8 } as const;

const urlReference = /url\(#([^)]*)\)/;

/** The nodes without references that would draw too much; all of them go where some must. */
export function limitReferences(nodes: readonly Node[], warn: (what: string) => void): Node[] {
  const byId = new Map<string, Element>();
  let any = false;
  const index = (node: Node): void => {
    if (typeof node === "string") return;
    if (node.svg && targetsOf(node).length > 0) any = true;
    if (node.attributes.id !== undefined && !byId.has(node.attributes.id)) byId.set(node.attributes.id, node);
    node.children.forEach(index);
  };
  nodes.forEach(index);
  if (!any) return [...nodes];

  const known = new Map<Element, number>();
  const open = new Set<Element>();
  /** Elements drawn for this one; infinite for a circle, and beyond the allowed depth. */
  const drawn = (node: Node, depth: number): number => {
    if (typeof node === "string") return 0;
    const before = known.get(node);
    if (before !== undefined) return before;
    if (open.has(node) || depth > referenceLimits.depth) return Infinity;
    open.add(node);
    let sum = 1;
    for (const target of targetsOf(node)) {
      const element = byId.get(target);
      if (element) sum += drawn(element, depth + 1);
    }
    for (const child of node.children) sum += drawn(child, depth);
    open.delete(node);
    known.set(node, sum);
    return sum;
  };
  const total = nodes.reduce((sum, node) => sum + drawn(node, 0), 0);
  if (total <= referenceLimits.drawn) return [...nodes];
  warn("references between parts of a drawing that would draw too much, or themselves");
  return joinTexts(nodes.flatMap(withoutReferences));
}

function targetsOf({ attributes }: Element): string[] {
  const targets: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "href" && value.startsWith("#")) targets.push(value.slice(1));
    const url = urlReference.exec(value)?.[1];
    if (url !== undefined) targets.push(url);
  }
  return targets;
}

function withoutReferences(node: Node): Node[] {
  if (typeof node === "string") return [node];
  const children = joinTexts(node.children.flatMap(withoutReferences));
  if (!node.svg) return [{ ...node, children }];
  if (node.name === "use") return [];
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).filter(([name, value]) => name !== "href" && !urlReference.test(value)),
  );
  return [{ ...node, attributes, children }];
}
