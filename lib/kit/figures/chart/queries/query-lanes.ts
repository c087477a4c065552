// Streams of queries as lanes on one time axis: the sites that answered, the intervals of loss, and the axis itself.
import type { QueryInterval, QueryStream } from "../../../routing/convergence/index.js";
import { FigureError } from "../../core/index.js";

/** One lane: a scenario, or one client of a stream. */
export interface QueryLane {
  readonly name: string;
  readonly stream: Pick<QueryStream, "intervals">;
}

/** An interval of one client in which all queries shared one fate, s from the zero of the axis. */
export interface LaneStretch {
  readonly asn: number;
  /** Number of the client within its lane. */
  readonly client: number;
  readonly from: number;
  readonly to: number;
  /** Letter of the site that answered; absent if the queries were lost. */
  readonly site?: string;
  /** "failed site", "no route", "link down", "loop". */
  readonly lostTo?: string;
  readonly queries: number;
}

export interface DrawnLane {
  readonly name: string;
  readonly clients: number;
  readonly stretches: readonly LaneStretch[];
  readonly sent: number;
  readonly lost: number;
}

/** One lane for each client of a stream, in their order. @param names by ASN. Defaults to "AS7" */
export function lanesByClient(
  stream: Pick<QueryStream, "intervals">,
  names: Readonly<Record<number, string>> = {},
): QueryLane[] {
  const lanes = new Map<string, QueryInterval[]>();
  for (const interval of stream.intervals) {
    const key = `${interval.asn} ${interval.pop}`;
    lanes.set(key, [...(lanes.get(key) ?? []), interval]);
  }
  const several = (asn: number) => [...lanes.values()].filter(([{ asn: other }]) => other === asn).length > 1;
  return [...lanes.values()].map((intervals) => {
    const [{ asn, pop }] = intervals;
    return { name: `${names[asn] ?? `AS${asn}`}${several(asn) ? `, PoP ${pop}` : ""}`, stream: { intervals } };
  });
}

/** @throws FigureError for no lane, or a lane without queries */
export function drawnLanes(name: string, lanes: readonly QueryLane[], zeroMs: number): DrawnLane[] {
  if (lanes.length === 0) throw new FigureError(`Timeline ${name} must have at least one stream of queries.`);
  return lanes.map((lane) => {
    const { intervals } = lane.stream;
    const clients = [...new Set(intervals.map(({ asn, pop }) => `${asn} ${pop}`))];
    if (clients.length === 0) throw new FigureError(`Timeline ${name}: lane "${lane.name}" has no queries.`);
    const stretches = intervals.map(({ asn, pop, fromMs, toMs, fate, queries }): LaneStretch => {
      const when = {
        asn,
        client: clients.indexOf(`${asn} ${pop}`),
        from: (fromMs - zeroMs) / 1000,
        to: (toMs - zeroMs) / 1000,
        queries,
      };
      if (fate.kind === "delivered") return { ...when, site: fate.site };
      return { ...when, lostTo: fate.kind === "black hole" ? fate.why : fate.kind };
    });
    const sum = (list: readonly LaneStretch[]) => list.reduce((total, { queries }) => total + queries, 0);
    const lost = sum(stretches.filter(({ site }) => site === undefined));
    return { name: lane.name, clients: clients.length, stretches, sent: sum(stretches), lost };
  });
}

/** An axis of time: from s to 0..1. */
export interface TimeAxis {
  readonly kind: "log" | "linear";
  readonly domain: readonly [number, number];
  /** The logarithmic axis is nearly linear below this, s (Webber 2013). */
  readonly constant: number;
  readonly ticks: readonly number[];
  readonly part: (seconds: number) => number;
  /** The inverse. */
  readonly at: (part: number) => number;
}

/** Share of the logarithmic axis for the time before zero. */
const BEFORE = 0.14;

/** Wide enough for the longest loss, fine enough for the shortest. */
export function timeAxis(lanes: readonly DrawnLane[], kind: TimeAxis["kind"]): TimeAxis {
  const all = lanes.flatMap(({ stretches }) => stretches);
  const [first, last] = [Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))];
  if (kind === "linear") {
    const span = last - first || 1;
    const part = (seconds: number) => (seconds - first) / span;
    return { kind, domain: [first, last], constant: 1, ticks: [], part, at: (share) => first + share * span };
  }
  const losses = all.filter(({ site, queries, to }) => site === undefined && queries > 0 && to > 0);
  const shortest = Math.min(...losses.map(({ from, to }) => to - Math.max(0, from)), last > 0 ? last : 1);
  const constant = Math.max(0.002, shortest / 4);
  const end = Math.min(last, Math.max(...losses.map(({ to }) => 2.5 * to), 10 * shortest));
  const bend = (seconds: number) => Math.sign(seconds) * Math.log1p(Math.abs(seconds) / constant);
  const start = Math.max(Math.min(first, 0), -constant * Math.expm1(BEFORE * bend(end)));
  const powers = Array.from({ length: 9 }, (_, i) => Number((10 ** (i - 3)).toPrecision(1)));
  const ticks = [0, ...powers.filter((power) => power >= constant && power <= end)];
  const span = bend(end) - bend(start);
  const part = (seconds: number) => (bend(seconds) - bend(start)) / span;
  const at = (share: number) => {
    const bent = bend(start) + share * span;
    return Math.sign(bent) * constant * Math.expm1(Math.abs(bent));
  };
  return { kind, domain: [start, end], constant, ticks, part, at };
}

/** The sites that answer somewhere, in order. */
export const sitesIn = (lanes: readonly DrawnLane[]): string[] =>
  [...new Set(lanes.flatMap(({ stretches }) => stretches.flatMap(({ site }) => site ?? [])))].sort();
