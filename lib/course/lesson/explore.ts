// `explore`: shows an explorer where this code runs.
import { figureCss, embedJson } from "anycast-kit/figures";
import { explorerCss } from "../explorers/core/index.js";
import { renderWithText, type ExplorerName, type ExplorerProps } from "../explorers/index.js";
import { host } from "./host.js";
import { loaderScript } from "./loader.js";

export interface ExploreOptions {
  /** Unique in the lesson: letters, digits, hyphens. Defaults to the explorer's name, with a number from its second use on. */
  readonly id?: string;
}

/** The data each explorer was shown with, so that a cell run again keeps its id. */
const shown = new Map<string, string[]>();

/**
 * Shows an interactive explorer. Its controls work in JupyterLab and in the HTML lesson; in a terminal its first state is printed.
 * @example explore("catchment-border", { network: abilene, deployment: dns, link: ["Denver", "Kansas City"] })
 * @throws ExplorerError for an unknown name, or data that does not fit, naming the field
 */
export function explore<Name extends ExplorerName>(
  name: Name,
  props: ExplorerProps[Name],
  { id = idFor(name, props) }: ExploreOptions = {},
): void {
  const here = host();
  const { html, text } = renderWithText(name, props, { id });
  const styles = `<style data-ak="figure">${figureCss}</style><style data-ak="explorer">${explorerCss}</style>`;
  here.display({
    html: here.kind === "notebook" ? styles + html + loaderScript(id) : html,
    text,
  });
}

function idFor(name: string, props: unknown): string {
  const json = embedJson(props);
  const earlier = shown.get(name) ?? [];
  if (!earlier.includes(json)) shown.set(name, [...earlier, json]);
  const place = shown.get(name)!.indexOf(json);
  return place === 0 ? name : `${name}-${place + 1}`;
}
