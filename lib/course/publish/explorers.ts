// Explorers in an output: extracted by name and data, rebuilt by the library. Nothing of their stored markup or script is copied.
import { renderExplorer } from "../explorers/index.js";
import { pageId } from "./allow-list.js";
import { assertInert } from "./html/inert.js";
import { joinTexts, textOf, type Element, type Node } from "./html/tree.js";

export interface TakeOptions {
  /** Ids of this page; added to. */
  readonly usedIds: Set<string>;
  /** Counts what the explorers of this page hold; added to. */
  readonly held: ExplorerData;
  readonly warn: (what: string) => void;
}

/** What the explorers of a page come to so far. */
export interface ExplorerData {
  characters: number;
  tried: number;
}

/** The form of ids that figures ask for, and that no script of the page takes for a name of its own. */
const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** Characters of data: for one explorer, and for those of a page. More is seconds of work when the page opens. */
export const explorerLimits = { one: 1_000_000, page: 3_000_000, explorers: 100 } as const;

/** @returns the explorers, made again, and what else was in the output. */
export function takeExplorers(nodes: readonly Node[], options: TakeOptions) {
  const explorers: string[] = [];
  const visit = (node: Node): Node[] => {
    if (typeof node === "string") return [node];
    if ("data-ak-explorer" in node.attributes) {
      const made = make(node, options);
      if (made !== undefined) {
        explorers.push(made);
        return [];
      }
    }
    return [{ ...node, children: joinTexts(node.children.flatMap(visit)) }];
  };
  return { rest: joinTexts(nodes.flatMap(visit)), explorers };
}

function make({ attributes, children }: Element, { usedIds, held, warn }: TakeOptions): string | undefined {
  const name = attributes["data-ak-explorer"];
  try {
    if (++held.tried > explorerLimits.explorers)
      throw new Error(`a page can have at most ${explorerLimits.explorers} explorers.`);
    const data = textOf(scriptOf(children)?.children ?? []);
    if (data.length > explorerLimits.one) throw new Error(`it holds ${megabytes(data.length)}, at most ${megabytes(explorerLimits.one)} fit.`); // prettier-ignore
    if (held.characters + data.length > explorerLimits.page)
      throw new Error(`the explorers of a page may hold ${megabytes(explorerLimits.page)} together.`);
    const id = freeId(kebab.test(attributes.id ?? "") ? attributes.id : name, usedIds);
    const html = renderExplorer(name, JSON.parse(data), { id });
    assertInert(html);
    usedIds.add(id);
    held.characters += data.length;
    return html;
  } catch (error) {
    // Its static body remains, and is cleaned as any other output.
    warn(`the explorer "${name}" is static here: ${(error as Error).message}`);
    return undefined;
  }
}

const megabytes = (characters: number) => `${(characters / 1e6).toFixed(1)} MB of data`;

/** The first script with an explorer's data. */
function scriptOf(nodes: readonly Node[]): Element | undefined {
  for (const node of nodes) {
    if (typeof node === "string") continue;
    if (node.name === "script" && "data-ak-props" in node.attributes) return node;
    const found = scriptOf(node.children);
    if (found) return found;
  }
  return undefined;
}

/** The id the author gave keeps a link to a state short: `#border.cost=700`. */
function freeId(wanted: string, used: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if (!used.has(id) && !pageId.test(id)) return id;
  }
}
