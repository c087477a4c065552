// An axis of a chart before it is drawn: its ends, which values are written on it, and how. Linear or logarithmic; d3 chooses
// round numbers. Observable Plot draws it; names of curves are placed with `part`.
import { nice, ticks as roundNumbers } from "d3";
import { FigureError } from "../core/index.js";

export interface AxisOptions {
  /** "round trip" */
  readonly label: string;
  /** "ms" */
  readonly unit?: string;
  readonly log?: boolean;
  /** The ends of the axis. Defaults to the range of the values; a linear axis starts at 0 if no value is negative. */
  readonly from?: number;
  readonly to?: number;
  /** The ticks. Defaults to round values. */
  readonly ticks?: readonly number[];
  /** Formats a tick, without its unit: "1 h". */
  readonly format?: (value: number) => string;
}

export interface Axis {
  /** "round trip (ms)" */
  readonly title: string;
  readonly isLog: boolean;
  readonly domain: readonly [from: number, to: number];
  readonly ticks: readonly number[];
  readonly text: (value: number) => string;
  /** From 0 at the beginning of the axis to 1 at its end. */
  readonly part: (value: number) => number;
  /** The inverse. */
  readonly at: (part: number) => number;
}

/**
 * @param where the figure and the axis, for errors
 * @throws FigureError for values that do not fit the axis, or an axis of zero length
 */
export function chartAxis(where: string, options: AxisOptions, values: readonly number[]): Axis {
  const { label, unit, log = false, from, to, format = numberText } = options;
  const all = [...values, ...[from, to].filter((end) => end !== undefined)];
  const odd = all.find((value) => !Number.isFinite(value) || (log && value <= 0));
  if (odd !== undefined)
    throw new FigureError(`${where}: values must be ${log ? "above 0 on a logarithmic axis" : "finite"} (got ${odd}).`);
  const [least, most] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [from ?? 0, to ?? 1];
  const [low, high] = log || least < 0 ? [least, most] : [0, most];
  const [niceLow, niceHigh] = log || low === high ? [low, high] : nice(low, high, 5);
  const domain = [from ?? niceLow, to ?? niceHigh] as const;
  if (!(domain[1] > domain[0]))
    throw new FigureError(`${where}: the axis has zero length (${domain[0]} to ${domain[1]}). Set from and to.`);
  const bend = log ? Math.log : (value: number) => value;
  const [start, span] = [bend(domain[0]), bend(domain[1]) - bend(domain[0])];
  const inside = (value: number) => value >= domain[0] && value <= domain[1];
  return {
    title: unit ? `${label} (${unit})` : label,
    isLog: log,
    domain,
    ticks: (options.ticks ?? (log ? decades(domain) : roundNumbers(domain[0], domain[1], 5))).filter(inside),
    text: format,
    part: (value) => (bend(value) - start) / span,
    at: (part) => (log ? Math.exp(start + part * span) : start + part * span),
  };
}

/** Powers of ten, with 2 and 5 in between if there are few; round numbers if there is none. */
function decades([from, to]: readonly [number, number]): number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const stride = Math.max(1, Math.ceil((last - first) / 9));
  const steps = last - first > 3 ? [1] : [1, 2, 5];
  const found: number[] = [];
  for (let power = first; power <= last; power += stride)
    for (const step of steps) found.push(Number(`${step}e${power}`));
  const inside = found.filter((value) => value >= from && value <= to);
  return inside.length > 1 ? inside : roundNumbers(from, to, 5);
}

/** Those of rising or falling ticks whose texts do not touch the one before. */
export function spaced(
  ticks: readonly number[],
  at: (tick: number) => number,
  room: (tick: number) => number,
): number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept[kept.length - 1];
    if (last === undefined || Math.abs(at(tick) - at(last)) >= (room(tick) + room(last)) / 2) kept.push(tick);
  }
  return kept;
}

/**
 * A number for readers: 12,000; 0.069; no exponent, three significant digits below 1,000.
 * @example numberText(0.0694) // "0.0694"
 */
export function numberText(value: number): string {
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const [whole, part] = value.toFixed(Math.min(12, Math.max(0, 2 - magnitude))).split(".");
  const decimals = part?.replace(/0+$/, "");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? `.${decimals}` : "");
}
