// Bars for a few named cases: one quantity each, or parts of a whole stacked from 0, such as flows that keep their server, lose it,
// or lose it for nothing. The case is written above its bar, so long names fit a telephone. On a logarithmic axis a length means
// nothing: there a value is a dot on a thin rule. Drawn by Observable Plot.
import { axisX, plot, rect, ruleX, text } from "@observablehq/plot";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  escapeHtml,
  legendIcon,
  legendList,
  sizesDrawn,
  textWidth,
} from "../core/index.js";
import { pictureDocument, svgElement, svgPicture } from "../svg/index.js";
import { chartAxis, numberText, spaced, type Axis, type AxisOptions } from "./axis.js";
import { classed, drawnBy } from "./plot-parts.js";

/** How a part looks: neutral, lost with its cause, broken for nothing, pale as background. */
export type BarLook = "plain" | "lost" | "alarm" | "quiet";

export interface Bar {
  readonly name: string;
  /** One number for each part, in the order of `parts`. Infinity for "never": the bar, or an arrow, runs to the end of the axis. */
  readonly values: readonly number[];
  /** Follows the bar. Defaults to the sum with the unit of the axis. */
  readonly note?: string;
  /** In the colour of this design, 0 to 5, as its curve. */
  readonly design?: number;
}

export interface BarsOptions extends FigureText {
  readonly x: AxisOptions;
  readonly bars: readonly Bar[];
  /** Defaults to one plain part, which needs no legend. A part with a `design`, 0 to 5, is what that design adds, in its colour. */
  readonly parts?: readonly { readonly name: string; readonly look: BarLook; readonly design?: number }[];
  /** A line across all bars: what is there, such as a capacity. It has its own entry in the legend. */
  readonly limit?: { readonly x: number; readonly label: string };
  /** Where notes stand: after each bar, or in a column behind the longest possible one. Defaults to "bar". */
  readonly notesAfter?: "bar" | "axis";
}

interface Piece {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly look: BarLook;
  readonly isEndless: boolean;
  readonly design?: number;
}

const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;
const FONT = 14;
const ROW = 44;
const BAR = 16;
const DOT = 6;
const MOST_BARS = 12;

/**
 * Draws bars for a few named cases: one quantity each, or parts of a whole stacked from 0.
 * @example barsFigure({ name: "moved", title: "One of eight servers fails", x: { label: "flows that move", unit: "%", to: 100 },
 *   bars: [{ name: "modulo", values: [87.5] }, { name: "rendezvous", values: [12.5] }] })
 * @throws FigureError for no bar, too many, a number of values that differs from the parts, or values that do not fit the axis
 */
export function barsFigure(options: BarsOptions): Figure {
  const { name, title, bars, limit, notesAfter, parts = [{ name: options.x.label, look: "plain" }] } = options;
  const where = `Bars ${name}`;
  if (bars.length === 0 || bars.length > MOST_BARS)
    throw new FigureError(`${where}: must have 1 to ${MOST_BARS} bars (got ${bars.length}).`);
  for (const { name: bar, values } of bars) {
    if (values.length !== parts.length)
      throw new FigureError(`${where}, "${bar}": expected ${parts.length} values, got ${values.length}.`);
    const odd = values.find((value) => !(value >= 0));
    if (odd !== undefined) throw new FigureError(`${where}, "${bar}": values must be 0 or more (got ${odd}).`);
  }
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const axis = chartAxis(`${where}, x`, options.x, [...(limit ? [limit.x] : []), ...sums.filter((sum) => Number.isFinite(sum) && (sum > 0 || !options.x.log))]); // prettier-ignore
  const notes = bars.map(({ note }, i) => note ?? written(sums[i], options.x.unit));
  const pieces = bars.flatMap((bar, row) => piecesOf(bar, row, parts, axis));
  const description =
    options.description ??
    `${axis.isLog ? "Dots" : "Bars"} of ${axis.title}: ${bars.map((bar, i) => `${bar.name} ${parts.length > 1 ? partsText(bar, parts) : notes[i]}`).join("; ")}.${limit ? ` A line at ${numberText(limit.x)}: ${limit.label}.` : ""}`;
  const pictures = sizesDrawn(sizes).map(({ className, width }) =>
    svgPicture(draw({ bars, pieces, notes, axis, limit, notesAfter }, width), {
      name: `${name}-${className}`,
      label: `${axis.isLog ? "Dots" : "Bars"}: ${title}`,
      description,
      className,
    }),
  );
  const shown = parts.filter((_part, i) => bars.some(({ values }) => values[i] > 0));
  return frame({
    ...options,
    kind: "bars",
    description,
    data: barData(options, parts, notes),
    picture: pictures.join(""),
    legend: legendList([
      ...(parts.length < 2 ? [] : shown).map((part) => `${legendIcon(axis.isLog ? `<circle class="${dotClass(part)}" r="${DOT}"/>` : `<path class="${pieceClass(part)}" d="M-7,-5H7V5H-7Z"/>`)} ${escapeHtml(part.name)}`), // prettier-ignore
      ...(limit ? [`${legendIcon('<path class="ak-bar-limit" d="M0,-7V7"/>')} ${escapeHtml(limit.label)}`] : []),
    ]),
  });
}

const written = (value: number, unit = "") =>
  Number.isFinite(value) ? `${numberText(value)}${unit ? ` ${unit}` : ""}` : "never";

const partsText = ({ values }: Bar, parts: NonNullable<BarsOptions["parts"]>) =>
  values.map((value, i) => `${numberText(value)} ${parts[i].name}`).join(", ");

const pieceClass = ({ look, design }: { readonly look: BarLook; readonly design?: number }) =>
  `ak-piece ak-${look}${design === undefined ? "" : ` ak-of-${design}`}`;

const dotClass = (part: Pick<Piece, "look" | "design">) => `${pieceClass(part)} ak-bar-dot`;

function piecesOf(
  { values, design: ofBar }: Bar,
  row: number,
  parts: NonNullable<BarsOptions["parts"]>,
  axis: Axis,
): Piece[] {
  const [start, end] = axis.domain;
  let sum = 0;
  const pieces = values.map((value, i): Piece => {
    const from = Math.max(sum, start);
    sum += value;
    const to = Math.min(Math.max(sum, start), end);
    const design = parts[i].design ?? ofBar;
    return {
      row,
      from,
      to,
      look: parts[i].look,
      isEndless: value === Infinity,
      ...(design !== undefined && { design }),
    };
  });
  return pieces.filter(({ from, to }, i) => (axis.isLog ? values[i] > 0 : to > from));
}

interface Scene {
  readonly bars: readonly Bar[];
  readonly pieces: readonly Piece[];
  readonly notes: readonly string[];
  readonly axis: Axis;
  readonly limit: BarsOptions["limit"];
  readonly notesAfter: BarsOptions["notesAfter"];
}

function draw({ bars, pieces, notes, axis, limit, notesAfter = "bar" }: Scene, width: number): Element {
  const top = (row: number) => row * ROW + 23;
  const height = bars.length * ROW;
  const ends = bars.map((_, row) =>
    notesAfter === "axis"
      ? axis.domain[1]
      : Math.max(axis.domain[0], ...pieces.filter((each) => each.row === row).map(({ to }) => to)),
  );
  const gap = axis.isLog && notesAfter === "bar" ? DOT + 5 : 7;
  const right = Math.ceil(Math.max(...notes.map((note, i) => textWidth(note, FONT) - (1 - axis.part(ends[i])) * (width - 40)), 8)) + gap + 5; // prettier-ignore
  const room = width - 6 - right;
  const thin = axis.isLog ? BAR / 2 - 1 : 0;
  const ticks = spaced(
    axis.ticks,
    (tick) => axis.part(tick) * room,
    (tick) => textWidth(axis.text(tick), FONT) + 6,
  );
  const half = Math.ceil(textWidth(axis.text(ticks.at(-1) ?? 0), FONT) / 2);
  return plot({
    document: pictureDocument(),
    width,
    height: height + 44,
    marginTop: 0,
    marginBottom: 44,
    marginLeft: 6,
    marginRight: Math.max(right, half),
    x: { type: axis.isLog ? "log" : "linear", domain: [...axis.domain], axis: null },
    y: { type: "linear", domain: [0, height], range: [0, height], axis: null },
    marks: [
      rect(bars, {
        ...{ x1: () => axis.domain[0], x2: () => axis.domain[1], className: "ak-track" },
        ...{ y1: (_, i: number) => top(i) + thin, y2: (_, i: number) => top(i) + BAR - thin },
      }),
      axis.isLog
        ? drawnBy("ak-bar-dots", ({ x }) => pieces.map((piece) => spot(piece, x(piece.to), top(piece.row) + BAR / 2)))
        : rect(pieces, {
            ...{ x1: "from", x2: "to", y1: ({ row }: Piece) => top(row), y2: ({ row }: Piece) => top(row) + BAR },
            ...classed(pieces, (piece) => `${pieceClass(piece)}${piece.isEndless ? " ak-endless" : ""}`),
          }),
      limit && ruleX([limit.x], { y1: top(0) - 4, y2: top(bars.length - 1) + BAR + 4, className: "ak-bar-limit" }),
      text(bars, { frameAnchor: "left", y: (_, i: number) => top(i) - 10, text: "name", textAnchor: "start", dx: -1 }),
      text(bars, {
        ...{ x: (_, i: number) => ends[i], y: (_, i: number) => top(i) + BAR / 2, text: (_, i: number) => notes[i] },
        ...{ textAnchor: "start", dx: gap, className: "ak-note" },
      }),
      axisX(ticks, { anchor: "bottom", text: axis.text, tickSize: 4, tickPadding: 4, label: axis.title, labelAnchor: textWidth(axis.title, FONT) > room ? "left" : "center", labelArrow: false, labelOffset: 38, fontSize: FONT }), // prettier-ignore
    ],
  });
}

/** A dot at a value, or an open arrow at the end of the axis. */
const spot = (piece: Piece, x: number, y: number) =>
  piece.isEndless
    ? svgElement("path", { class: `${dotClass(piece)} ak-endless`, d: `M${fixed(x - 9)},${y - 7}L${fixed(x)},${y}L${fixed(x - 9)},${y + 7}` }) // prettier-ignore
    : svgElement("circle", { class: dotClass(piece), cx: fixed(x), cy: y, r: DOT });

const fixed = (px: number) => Number(px.toFixed(1));

function barData(
  { x, bars }: BarsOptions,
  parts: NonNullable<BarsOptions["parts"]>,
  notes: readonly string[],
): FigureData {
  const unit = x.unit ? ` (${x.unit})` : "";
  const noted = bars.some(({ note }) => note !== undefined);
  return {
    columns: ["case", ...parts.map((part) => `${part.name}${unit}`), ...(noted ? ["result"] : [])],
    rows: bars.map(({ name, values }, i) => [
      name,
      ...values.map((value) => (Number.isFinite(value) ? Number(value.toFixed(4)) : "never")),
      ...(noted ? [notes[i]] : []),
    ]),
  };
}
