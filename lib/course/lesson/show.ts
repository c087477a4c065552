// `show`: displays output. Figures, charts of Observable Plot and text, in a notebook, a page or a terminal.
import { escapeHtml, type Figure, figureCss, isPlot, plotFigure, type PlotElement, providePlotWindow } from "anycast-kit/figures"; // prettier-ignore
import { formatValue } from "./format-value.js";
import { host, type Output } from "./host.js";

/** Arguments of `show`: a figure, the result of `Plot.plot`, a text (line breaks are kept), a number, or a list of them. */
export type Showable = Figure | PlotElement | string | number | readonly Showable[];

providePlotWindow(); // a cell calls Plot.plot({ ... }), which needs a window

/**
 * Displays each of its arguments, one under the other, as one output.
 * @example show(map, "Twelve cities, four names.")
 * @example show(Plot.plot({ title: "Delay", ariaDescription: "...", marks: [Plot.dot(rows, { x: "km", y: "ms" })] }))
 * @throws TypeError for any other value
 */
export function show(...things: readonly Showable[]): void {
  const here = host();
  const flat = withFigures(flatten(things));
  const outputs = flat.map(outputOf);
  if (outputs.length === 0) return;
  const styled = here.kind === "notebook" && flat.some((thing) => typeof thing === "object");
  const styles = styled ? `<style data-ak="figure">${figureCss}</style>` : "";
  here.display({
    html: styles + outputs.map(({ html }) => html).join(""),
    text: outputs.map(({ text }) => text).join("\n\n"),
  });
}

/** Charts of Plot become figures; the same chart twice in one output gets two names. */
function withFigures(things: readonly (Figure | PlotElement | string | number)[]): (Figure | string | number)[] {
  const names = new Map<string, number>();
  return things.map((thing) => {
    if (!isPlot(thing)) return thing;
    const figure = plotFigure(thing);
    const times = (names.get(figure.name) ?? 0) + 1;
    names.set(figure.name, times);
    return times === 1 ? figure : plotFigure(thing, { name: `${figure.name}-${times}` });
  });
}

function flatten(things: readonly Showable[]): readonly (Figure | PlotElement | string | number)[] {
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
  throw new TypeError(
    `show() expects figures, charts of Plot or text, got ${formatValue(thing)}. Convert it to a figure or a text.`,
  );
}
