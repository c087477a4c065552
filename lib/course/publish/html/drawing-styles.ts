// A `<style>` inside a drawing, as matplotlib and Graphviz write it, put into the `style` attributes of the drawing's own parts.
// Simple selectors only (`*`, `path`, `.c`, `#a`, `path.c`); the sanitiser looks at each value afterwards, as at any other.
import { textOf, type Element, type Node } from "./tree.js";

interface Rule {
  readonly element?: string;
  readonly classes: readonly string[];
  readonly id?: string;
  readonly weight: number;
  readonly style: string;
}

const selectorForm = /^(\*|[a-z][\w-]*)?(#[\w-]+)?((?:\.[\w-]+)*)$/i;
/** Rules that are read, characters of each, and rules that apply to one part; a drawing with more keeps the first of them. */
const most = { rules: 100, length: 300, applied: 8 } as const;

/** The drawing with its rules written where they apply. Without a style element it is the same object. */
export function inlineDrawingStyles(drawing: Element): Element {
  const sheets: string[] = [];
  const collect = (node: Node): void => {
    if (typeof node === "string") return;
    if (node.name === "style") sheets.push(textOf(node.children));
    else node.children.forEach(collect);
  };
  collect(drawing);
  if (sheets.length === 0) return drawing;
  const rules = rulesOf(sheets.join("\n"));

  const apply = (node: Node): Node[] => {
    if (typeof node === "string") return [node];
    if (node.name === "style") return [];
    const classes = new Set((node.attributes.class ?? "").split(/\s+/));
    const own = rules.filter(
      (rule) =>
        (rule.element === undefined || rule.element === node.name) &&
        (rule.id === undefined || rule.id === node.attributes.id) &&
        rule.classes.every((each) => classes.has(each)),
    );
    const styles = new Set(own.slice(-most.applied).map((rule) => rule.style));
    const style = [...styles, node.attributes.style ?? ""].filter(Boolean).join(";");
    const attributes = style === "" ? node.attributes : { ...node.attributes, style };
    return [{ ...node, attributes, children: node.children.flatMap(apply) }];
  };
  return { ...(apply(drawing)[0] as Element) };
}

/** By weight, then in order: what comes later wins. */
function rulesOf(css: string): readonly Rule[] {
  const rules: Rule[] = [];
  const text = css.slice(0, 100_000).replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, " ");
  for (const [, selectors, style] of text.matchAll(/([^{}@]+)\{([^{}]*)\}/g))
    for (const selector of selectors.split(",")) {
      const found = selectorForm.exec(selector.trim());
      if (!found || found[0] === "" || rules.length >= most.rules || style.length > most.length) continue;
      const [, element, id, classNames] = found;
      const classes = classNames.split(".").filter(Boolean);
      const named = element !== undefined && element !== "*";
      rules.push({
        ...(named ? { element: element.toLowerCase() } : {}),
        ...(id ? { id: id.slice(1) } : {}),
        classes,
        weight: (id ? 100 : 0) + classes.length * 10 + (named ? 1 : 0),
        style: style.trim(),
      });
    }
  return rules.sort((a, b) => a.weight - b.weight);
}
