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
  const whole = { elements: 0, points: 0 };
  const index = (node: Node): void => {
    if (typeof node === "string") return;
    if (node.svg && targetsOf(node).length > 0) any = true;
    whole.elements++;
    whole.points += pointsOf(node);
    if (node.attributes.id !== undefined && !byId.has(node.attributes.id)) byId.set(node.attributes.id, node);
    node.children.forEach(index);
  };
  nodes.forEach(index);
  if (!any) return [...nodes];

  const known = new Map<Element, Drawn>();
  const open = new Set<Element>();
  const drawn = (node: Node): Drawn => {
    if (typeof node === "string") return { sum: 0, depth: 0 };
    const before = known.get(node);
    if (before !== undefined) return before;
    if (open.has(node)) return { sum: Infinity, depth: Infinity };
    open.add(node);
    const all = { sum: 1, depth: 0 };
    for (const { id, attribute } of targetsOf(node)) {
      const element = byId.get(id);
      if (!element) continue;
      const target = drawn(element);
      all.sum += target.sum * timesOf(node, attribute, whole);
      all.depth = Math.max(all.depth, target.depth + 1);
    }
    for (const child of node.children) {
      const { sum, depth } = drawn(child);
      all.sum += sum;
      all.depth = Math.max(all.depth, depth);
    }
    if (all.depth > referenceLimits.depth) all.sum = Infinity;
    open.delete(node);
    known.set(node, all);
    return all;
  };
  const total = nodes.reduce((sum, node) => sum + drawn(node).sum, 0);
  if (total <= referenceLimits.drawn) return [...nodes];
  warn("references between parts of a drawing that would draw too much, or themselves");
  return joinTexts(nodes.flatMap(withoutReferences));
}

/** What an element comes to: elements drawn for it, infinite for a circle or too deep, and references in a row below it. */
interface Drawn {
  readonly sum: number;
  readonly depth: number;
}

interface Target {
  readonly id: string;
  readonly attribute: string;
}

function targetsOf({ attributes }: Element): Target[] {
  const targets: Target[] = [];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute === "href" && value.startsWith("#")) targets.push({ id: value.slice(1), attribute });
    const url = urlReference.exec(value)?.[1];
    if (url !== undefined) targets.push({ id: url, attribute });
  }
  return targets;
}

/** Points of a line, at most. */
const pointsOf = ({ attributes: { d = "", points = "" } }: Element): number =>
  `${d} ${points}`.match(/[a-z]|\d*\.?\d+/gi)?.length ?? 0;

/** How often a reference is drawn: a marker once for each point; a group hands it on to whatever lines it holds or uses. */
function timesOf(
  node: Element,
  attribute: string,
  whole: { readonly elements: number; readonly points: number },
): number {
  if (!attribute.startsWith("marker-")) return 1;
  const own = pointsOf(node);
  if (attribute === "marker-mid") return own > 0 ? own : whole.points;
  return own > 0 ? 1 : whole.elements;
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
