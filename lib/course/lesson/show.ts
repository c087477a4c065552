// `show`: the one way to display. Figures and text, in a notebook, a page or a terminal.
import { figureCss, type Figure, escapeHtml } from "anycast-kit/figures";
import { formatValue } from "./format-value.js";
import { host, type Output } from "./host.js";

/** What `show` takes: a figure, a text (its line breaks are kept), a number, or a list of them. */
export type Showable = Figure | string | number | readonly Showable[];

/**
 * Displays each of its arguments, one under the other, as one output.
 * @example show(map, "Twelve cities, four names.")
 * @throws TypeError for what is neither figure nor text, saying what it is
 */
export function show(...things: readonly Showable[]): void {
  const here = host();
  const flat = flatten(things);
  const outputs = flat.map(outputOf);
  if (outputs.length === 0) return;
  const styled = here.kind === "notebook" && flat.some((thing) => typeof thing === "object");
  const styles = styled ? `<style data-ak="figure">${figureCss}</style>` : "";
  here.display({
    html: styles + outputs.map(({ html }) => html).join(""),
    text: outputs.map(({ text }) => text).join("\n\n"),
  });
}

function flatten(things: readonly Showable[]): readonly (Figure | string | number)[] {
  return things.flatMap((thing) => (isList(thing) ? flatten(thing) : [thing]));
}

const isList = (thing: Showable): thing is readonly Showable[] => Array.isArray(thing);

function outputOf(thing: Figure | string | number): Output {
  if (typeof thing === "string" || typeof thing === "number") {
    const text = String(thing);
    const tag = text.includes("\n") ? "pre" : "p"; // more lines are a table or a picture of characters
    return { html: `<${tag} class="ak-text">${escapeHtml(text)}</${tag}>`, text };
  }
  if (typeof thing === "object" && thing?.kind === "figure") return thing;
  throw new TypeError(`show() displays figures and text, not ${formatValue(thing)}. Make a figure of it, or a text.`);
}
