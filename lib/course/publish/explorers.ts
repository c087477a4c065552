// Explorers in an output: taken out by name and data, made anew by the library. Nothing of their stored markup or script is copied.
import { parseHTML } from "linkedom";
import { renderExplorer } from "../explorers/index.js";

export interface TakeOptions {
  /** Ids that explorers of this page have already; added to. */
  readonly usedIds: Set<string>;
  readonly warn: (what: string) => void;
}

/** The form of ids that figures ask for, and that no script of the page takes for a name of its own. */
const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** @returns the explorers, made anew, and what else was in the output. */
export function takeExplorers(html: string, { usedIds, warn }: TakeOptions) {
  const explorers: string[] = [];
  if (!html.includes("data-ak-explorer")) return { rest: html, explorers };
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  for (const element of document.querySelectorAll("[data-ak-explorer]")) {
    const name = element.getAttribute("data-ak-explorer") ?? "";
    const data = element.querySelector("script[data-ak-props]")?.textContent ?? "";
    try {
      const id = freeId(kebab.test(element.id) ? element.id : name, usedIds);
      explorers.push(renderExplorer(name, JSON.parse(data), { id }));
      usedIds.add(id);
      element.remove();
    } catch (error) {
      // Its static body remains, and is cleaned as any other output.
      warn(`the explorer "${name}" is a still picture here: ${(error as Error).message}`);
    }
  }
  return { rest: document.body.innerHTML, explorers };
}

/** The id the author gave keeps a link to a state short: `#border.cost=700`. */
function freeId(wanted: string, used: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if (!used.has(id)) return id;
  }
}
