// Queries over time, a lane for each client: coloured while a site answers, hollow and dashed while they are lost; and a moment
// marked on the axis. Drawn by Observable Plot.
import { axisX, barX, frame, plot, text } from "@observablehq/plot";
import type { QueryStream } from "../../../routing/convergence/index.js";
import {
  escapeHtml,
  type Figure,
  frame as figureFrame,
  type FigureText,
  legendIcon,
  legendList,
  siteBadge,
  sizesDrawn,
  textWidth,
} from "../../core/index.js";
import { pictureDocument, siteClass, svgElement, svgPicture } from "../../svg/index.js";
import { classed, drawnBy } from "../plot-parts.js";
import { drawnLanes, lanesByClient, sitesIn, type DrawnLane, type LaneStretch } from "./query-lanes.js";

export interface QueryStripOptions extends FigureText {
  /** The instant at 0 on the axis. */
  readonly zeroMs: number;
  /** The marked moment. */
  readonly atMs: number;
}

const LANE = 24;
const BAR = 16;
const FONT = 13;
const AXIS = 36;
const TOP = 6;
const RIGHT = 14;
const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;

/**
 * Draws queries over time, a lane for each client: coloured while a site answers, hollow while they are lost, with a moment
 * marked on the axis.
 * @example queryStrip(queryStream({ history, clients: [{ asn: 30 }], perSecond: 100, fromMs: 0, toMs: 5000 }), { name: "lost", title: "100 queries a second", zeroMs: 1000, atMs: 1450 }).data.rows.length // 4
 * @throws FigureError if there are no queries
 */
export function queryStrip(stream: QueryStream, options: QueryStripOptions): Figure {
  const { name, title, zeroMs, atMs } = options;
  const lanes = drawnLanes(name, lanesByClient(stream), zeroMs);
  const now = (atMs - zeroMs) / 1000;
  const description = options.description ?? describe(lanes, now);
  const pictures = sizesDrawn(sizes).map(({ className, width }) =>
    svgPicture(marked(background(stream, lanes, zeroMs, width), lanes.length, now), {
      name: `${name}-${className}`,
      label: `Timeline: ${title}`,
      description,
      className,
    }),
  );
  const sites = sitesIn(lanes);
  return figureFrame({
    ...options,
    kind: "strip",
    description,
    data: {
      columns: ["client", "from (s)", "to (s)", "answered by", "queries"],
      rows: lanes.flatMap(({ name: client, stretches }) =>
        stretches.map(({ from, to, site, lostTo, queries }) => [
          client,
          Number(from.toFixed(3)),
          Number(to.toFixed(3)),
          site ?? `lost: ${lostTo}`,
          queries,
        ]),
      ),
    },
    picture: pictures.join(""),
    legend: legendList([
      ...sites.map((site) => `${siteBadge(site)} answered by site ${escapeHtml(site)}`),
      `${legendIcon('<rect class="ak-bar ak-lost" x="-8" y="-5" width="16" height="10"/>')} lost`,
    ]),
  });
}

/** The lanes and their axis, without the moment and the words of the stretches. */
interface Background {
  readonly svg: Element;
  readonly px: (seconds: number) => number;
  readonly end: number;
  readonly bars: readonly DrawnBar[];
}

type DrawnBar = LaneStretch & { readonly lane: number };

/** A reader moves the moment, not the queries: what does not change is drawn once for a stream. */
const backgrounds = new WeakMap<QueryStream, Map<string, Background>>();

function background(stream: QueryStream, lanes: readonly DrawnLane[], zeroMs: number, width: number): Background {
  const known = backgrounds.get(stream) ?? new Map<string, Background>();
  const key = `${zeroMs} ${width}`;
  const drawn = known.get(key) ?? drawBackground(lanes, width);
  backgrounds.set(stream, known.set(key, drawn));
  return drawn;
}

function drawBackground(lanes: readonly DrawnLane[], width: number): Background {
  const left = Math.ceil(Math.max(...lanes.map(({ name }) => textWidth(name, FONT)))) + 10;
  const bars = lanes.flatMap(({ stretches }, lane) => stretches.map((stretch) => ({ ...stretch, lane })));
  const [start, end] = [Math.min(...bars.map(({ from }) => from)), Math.max(...bars.map(({ to }) => to))];
  const svg = plot({
    document: pictureDocument(),
    width,
    height: lanes.length * LANE + TOP + AXIS,
    marginLeft: left,
    marginRight: RIGHT,
    marginTop: TOP,
    marginBottom: AXIS,
    x: { type: "linear", domain: [start, end], axis: null },
    y: { domain: lanes.keys(), axis: null, paddingInner: 1 - BAR / LANE, paddingOuter: (1 - BAR / LANE) / 2 },
    marks: [
      barX(bars, { x1: "from", x2: "to", y: "lane", ...classed(bars, barClass) }),
      text(lanes, { x: () => start, dx: -left, y: (_: DrawnLane, i: number) => i, text: "name", textAnchor: "start" }),
      frame({ anchor: "bottom", className: "ak-tick" }),
      axisX({ ticks: width < 400 ? 4 : 8, tickSize: 4, tickPadding: 3, label: null, className: "ak-tick" }),
      drawnBy("ak-names", () => {
        const at = { class: "ak-word ak-quiet", x: (left + width - RIGHT) / 2, y: TOP + lanes.length * LANE + AXIS - 4 };
        return [svgElement("text", at, ["time from the event (s)"])];
      }),
    ],
  }); // prettier-ignore
  const x = svg.scale("x")!;
  return { svg, px: (seconds) => x.apply(seconds) as number, end, bars };
}

/** A copy with the moment on it; what is to come stands behind a veil. A word stands beside the moment, or not at all. */
function marked({ svg, px, end, bars }: Background, lanes: number, now: number): Element {
  const copy = svg.cloneNode(true) as Element;
  const [x, foot] = [px(now), TOP + lanes * LANE];
  const words = bars.flatMap((bar) => {
    const room = textWidth(word(bar), FONT) + 8;
    const [from, to] = [px(bar.from), px(bar.to)];
    // In the middle of its stretch; of the longer part, if the moment would cross it.
    const crossed = Math.abs((from + to) / 2 - x) < room / 2;
    const [start, stop] = !crossed ? [from, to] : x - from > to - x ? [from, x] : [x, to];
    if (stop - start < room) return [];
    const at = { x: (start + stop) / 2, y: TOP + (bar.lane + 0.5) * LANE, dy: "0.32em" };
    return [svgElement("text", { class: bar.site === undefined ? "ak-word" : "ak-word ak-on", ...at }, [word(bar)])];
  });
  const moment = [
    ...words,
    svgElement("rect", { class: "ak-veil", x, y: 2, width: px(end) - x, height: foot - 2 }),
    svgElement("path", { class: "ak-moment", d: `M${x},2V${foot}` }),
    svgElement("path", { class: "ak-moment ak-head", d: `M${x - 5},0h10l-5,7z` }),
  ];
  for (const each of moment) copy.appendChild(each);
  return copy;
}

const word = ({ site, lostTo }: LaneStretch) => site ?? `lost: ${lostTo}`;
const barClass = ({ site }: LaneStretch) =>
  site === undefined ? "ak-bar ak-no-site ak-lost" : `ak-bar ${siteClass(site)}`;

function describe(lanes: readonly DrawnLane[], now: number): string {
  const each = lanes.map(({ name, sent, lost }) => `${name}: ${lost} of ${sent} queries lost`);
  return (
    `A lane of queries over time for each client, coloured where a site answers, hollow where they are lost; the marked ` +
    `moment is ${now.toFixed(3)} s from the event, and what comes after it is paler. In the whole time ${each.join("; ")}.`
  );
}
