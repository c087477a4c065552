// A chart that its author drew with Observable Plot, as one of our figures: title, theme, roles, unique ids. Read from the
// element: title, subtitle, caption, ariaDescription, scales, legends.
import { escapeHtml, type Figure, type FigureData, frame, type FigureText, legendList } from "../core/index.js";
import { svgPicture } from "../svg/index.js";
import { fillRamp, isRamp, plotLegends } from "./plot-legends.js";

/** What `Plot.plot` returns: an `<svg>`, or a `<figure>` around it with title and legends. */
export interface PlotElement {
  readonly tagName: string;
  readonly outerHTML: string;
  /** A scale of the plot by name, such as "color"; undefined if it has none. */
  scale(name: string): PlotScale | undefined;
}

interface PlotScale {
  readonly label?: string | null;
  readonly domain?: Iterable<unknown>;
}

/** Options that Plot does not have, or that override it. */
export interface PlotFigureOptions extends Partial<FigureText> {
  /** The numbers in the table under the chart. Defaults to the ends of its axes, because Plot does not keep the data. */
  readonly data?: FigureData;
}

/**
 * Whether a value is a result of `Plot.plot`.
 * @example isPlot(Plot.plot({ marks: [Plot.dot(rows, { x: "km", y: "ms" })] })) // true
 */
export function isPlot(value: unknown): value is PlotElement {
  const element = value as Partial<PlotElement> | null | undefined;
  return typeof element === "object" && typeof element?.scale === "function" && /^(svg|figure)$/i.test(element.tagName ?? ""); // prettier-ignore
}

/**
 * Makes a figure of a chart drawn by Observable Plot. Does not modify the chart. Without a description the figure
 * says how to add one.
 * @example plotFigure(Plot.plot({ marks: [Plot.dot(rows, { x: "km", y: "ms" })] }), { title: "Distance and delay" })
 */
export function plotFigure(plot: PlotElement, options: PlotFigureOptions = {}): Figure {
  const root = (plot as unknown as Element).cloneNode(true) as Element;
  const svg = root.tagName.toLowerCase() === "svg" ? root : mainPicture(root);
  const words = (selector: string) => root.querySelector(selector)?.textContent?.trim() || undefined;
  const isFigure = svg !== root;
  const axes = axesOf(plot, svg);
  const title = options.title ?? ((isFigure && words("h2")) || svg.getAttribute("aria-label") || titleOf(axes));
  const subtitle = options.subtitle ?? (isFigure ? words("h3") : undefined);
  const caption = isFigure ? words("figcaption") : undefined;
  const described = options.description ?? svg.getAttribute("aria-description") ?? undefined;
  const name = options.name ?? `chart-${hash(plot.outerHTML.replace(/plot-(clip|pattern|marker)-\d+/g, ""))}`;
  const description = described ?? [...(caption ? [caption] : []), `${title}. ${HOW}`].join(" ");
  const legends = isFigure ? plotLegends(root, svg) : { items: [], ramps: [] };
  const keys = legends.ramps.map((ramp, i) =>
    svgPicture(ramp, { name: `${name}-key-${i + 1}`, label: `Key: ${title}`, description, className: "ak-key" }),
  );
  const picture = keys.join("") + svgPicture(svg, { name, label: `Chart: ${title}`, description });
  const under = [
    ...(caption ? [`<p class="ak-caption">${escapeHtml(caption)}</p>`] : []),
    ...(described === undefined ? [`<p class="ak-missing">${escapeHtml(HOW)}</p>`] : []),
  ];
  return frame({
    name,
    title,
    ...(subtitle !== undefined && { subtitle }),
    kind: "plot",
    description,
    data: options.data ?? axisTable(axes),
    picture,
    legend: (legends.items.length > 0 ? legendList(legends.items) : "") + under.join(""),
  });
}

const HOW =
  'This chart has no description. Add one for readers who cannot see it: Plot.plot({ ariaDescription: "...", ... }).';

/** The chart among the pictures of a figure, not a legend or its samples. */
function mainPicture(figure: Element): Element {
  const own = [...figure.children].filter((each) => each.tagName.toLowerCase() === "svg" && !isRamp(each));
  for (const ramp of figure.children) if (isRamp(ramp)) fillRamp(ramp);
  return own[own.length - 1];
}

interface AxisEnds {
  readonly name: string;
  readonly label: string;
  readonly domain: readonly unknown[];
}

const SCALES = ["x", "y", "fx", "fy", "color", "r"];

function axesOf(plot: PlotElement, svg: Element): AxisEnds[] {
  return SCALES.flatMap((name) => {
    const scale = plot.scale(name);
    const domain = [...(scale?.domain ?? [])];
    if (!scale || domain.length === 0) return [];
    // Plot puts an arrow before or after the name of an axis, in the direction of increasing values.
    const written = svg.querySelector(`[aria-label="${name}-axis label"]`)?.textContent;
    const label = (written ?? scale.label ?? "").replace(/^[←→↑↓]\s*|\s*[←→↑↓]$/g, "");
    return [{ name, label, domain }];
  });
}

function titleOf(axes: readonly AxisEnds[]): string {
  const label = (name: string) => axes.find((axis) => axis.name === name)?.label;
  const [x, y] = [label("x"), label("y")];
  return x && y ? `${y} over ${x}` : `Chart${x || y ? ` of ${x || y}` : ""}`;
}

/** Start and end of each axis; for categories the first and the last. */
function axisTable(axes: readonly AxisEnds[]): FigureData {
  const cell = (value: unknown): string | number =>
    typeof value === "number"
      ? Number(value.toPrecision(6))
      : value instanceof Date
        ? value.toISOString()
        : String(value);
  const rows = axes.map(({ name, label, domain }) => [label || name, cell(domain[0]), cell(domain[domain.length - 1])]);
  return { columns: ["scale", "from", "to"], rows: rows.length > 0 ? rows : [["none", "", ""]] };
}

/** FNV-1a, for a name that changes only with the chart. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(36);
}
