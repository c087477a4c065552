// Queries lost by a failure: lanes of queries over time, in the colour of the site that answers, hollow while they are lost,
// with the count beside each. Drawn by Observable Plot, in two sizes, so that it is readable on a phone.
import { axisX, gridX, plot, rect, ruleX, text } from "@observablehq/plot";
import {
  type Figure,
  frame,
  type FigureText,
  legendIcon,
  legendList,
  siteBadge,
  siteMark,
  textWidth,
} from "../../core/index.js";
import { pictureDocument, svgPicture } from "../../svg/index.js";
import { count, describeLanes, laneData, type LaneEvent } from "./lane-words.js";
import {
  drawnLanes,
  sitesIn,
  timeAxis,
  type DrawnLane,
  type LaneStretch,
  type QueryLane,
  type TimeAxis,
} from "./query-lanes.js";

export interface LostQueriesOptions extends FigureText {
  /** Events, marked on the axis. The first is the zero of the axis unless `zeroMs` is given. */
  readonly events?: readonly { readonly atMs: number; readonly label: string }[];
  readonly zeroMs?: number;
  /** Defaults to "log": 0.9 s and 90 s on one axis. */
  readonly axis?: TimeAxis["kind"];
}

const sizes = [
  { className: "ak-wide", width: 660 },
  { className: "ak-narrow", width: 350 },
] as const;
const MARGIN = { left: 8, right: 16, bottom: 40 };
const HEAD = 20;
const GAP = 14;
const EVENT = 17;

/**
 * Draws the queries of a failure over time, a lane for each case: in the colour of the site that answers, hollow while they are
 * lost.
 * @example lostQueriesFigure([{ name: "hold timer, 90 s", stream: slow }, { name: "BFD, 3 x 300 ms", stream: fast }],
 *   { name: "detection", title: "What it costs to notice", events: [{ atMs: 10_000, label: "site A loses power" }] })
 * @throws FigureError for no lane, or a lane without queries
 */
export function lostQueriesFigure(lanes: readonly QueryLane[], options: LostQueriesOptions): Figure {
  const { name, title, events = [], axis: kind = "log" } = options;
  const zeroMs = options.zeroMs ?? events[0]?.atMs ?? 0;
  const drawn = drawnLanes(name, lanes, zeroMs);
  const axis = timeAxis(drawn, kind);
  const marks = events.map(({ atMs, label }) => ({ at: (atMs - zeroMs) / 1000, label }));
  const description = options.description ?? describeLanes(drawn, marks, axis);
  const pictures = sizes.map(({ className, width }) =>
    svgPicture(draw(drawn, marks, axis, width), {
      name: `${name}-${className}`,
      label: `Timeline: ${title}`,
      description,
      className,
    }),
  );
  const sites = sitesIn(drawn);
  return frame({
    ...options,
    kind: "chart",
    description,
    data: laneData(drawn),
    picture: pictures.join(""),
    legend: legendList([
      ...sites.map((site) => `${siteBadge(site)} answered by site ${site}`),
      `${legendIcon('<rect class="ak-gone" x="-8" y="-5" width="16" height="10"/>')} lost`,
    ]),
  });
}

const colour = (site: string) => `var(--ak-site-${siteMark(site).letter.toLowerCase()})`;

interface Bar extends LaneStretch {
  readonly y1: number;
  readonly y2: number;
}

function draw(lanes: readonly DrawnLane[], events: readonly LaneEvent[], axis: TimeAxis, width: number): Element {
  const inner = width - MARGIN.left - MARGIN.right;
  const px = (seconds: number) => MARGIN.left + inner * axis.part(seconds);
  const [start, end] = axis.domain;
  const top = events.length * EVENT + 4;
  let y = top;
  const heads: { y: number; name: string; lost: string }[] = [];
  // The extent of an event's line: beside its label and over the bars, never through the names of lanes.
  const lines = [{ y1: 6, y2: top }];
  const bars = lanes.flatMap(({ name, clients, stretches, lost }): Bar[] => {
    const each = clients === 1 ? 18 : Math.max(5, Math.min(14, 60 / clients));
    heads.push({ y: y + HEAD / 2, name, lost: `${count(lost)} lost` });
    const from = y + HEAD;
    y = from + clients * each + GAP;
    lines.push({ y1: from - 2, y2: y - GAP / 2 });
    return stretches
      .filter((stretch) => stretch.to > start && stretch.from < end && stretch.queries > 0)
      .map((stretch) => ({
        ...stretch,
        from: Math.max(start, stretch.from),
        to: Math.min(end, stretch.to),
        y1: from + stretch.client * each,
        y2: from + (stretch.client + 1) * each - (clients === 1 ? 0 : 1),
      }));
  });
  const answered = bars.filter(({ site }) => site !== undefined);
  const lost = bars.filter(({ site }) => site === undefined);
  const wide = (bar: Bar) => px(bar.to) - px(bar.from);
  const written = bars.filter(
    (bar) => bar.y2 - bar.y1 > 12 && wide(bar) > textWidth(bar.site ?? bar.lostTo!, 12.5) + 6,
  );
  const isLeft = ({ at }: LaneEvent) => axis.part(at) < 0.6;
  return plot({
    document: pictureDocument(),
    width,
    height: y + MARGIN.bottom,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: 0,
    marginBottom: MARGIN.bottom,
    x: {
      type: axis.kind === "log" ? "symlog" : "linear",
      domain: [start, end],
      ...(axis.kind === "log" ? { constant: axis.constant } : {}),
    },
    y: { type: "identity", axis: null },
    marks: [
      gridX({
        stroke: "var(--ak-rule)",
        strokeOpacity: 1,
        ...(axis.ticks.length ? { ticks: [...axis.ticks] } : { ticks: 5 }),
      }),
      axisX({
        ...(axis.ticks.length ? { ticks: [...axis.ticks] } : { ticks: 5 }),
        tickFormat: (seconds: number) => String(seconds),
        tickSize: 0,
        label: axis.kind === "log" ? "time (s), logarithmic" : "time (s)",
        labelAnchor: "center",
        labelArrow: "none",
        fontSize: 13,
        anchor: "bottom",
      }),
      rect(answered, { x1: "from", x2: "to", y1: "y1", y2: "y2", fill: ({ site }: Bar) => colour(site!) }),
      rect(lost, {
        x1: "from",
        x2: "to",
        y1: "y1",
        y2: "y2",
        fill: "var(--ak-background)",
        stroke: "var(--ak-text)",
        strokeDasharray: "4 3",
        inset: 0.75,
      }),
      ruleX(
        events.flatMap(({ at }, i) =>
          lines.map(({ y1, y2 }, part) => ({ at, y1: y1 + (part === 0 ? i * EVENT : 0), y2 })),
        ),
        {
          x: "at",
          y1: "y1",
          y2: "y2",
          stroke: "var(--ak-text)",
          strokeWidth: 1.25,
        },
      ),
      ...[events.filter(isLeft), events.filter((each) => !isLeft(each))].map((side, i) =>
        text(side, {
          x: "at",
          y: (each: LaneEvent) => events.indexOf(each) * EVENT + 9,
          text: "label",
          dx: i === 0 ? 5 : -5,
          textAnchor: i === 0 ? "start" : "end",
          fontSize: 13,
          fill: "var(--ak-text)",
          stroke: "var(--ak-background)",
          strokeWidth: 4,
        }),
      ),
      text(written, {
        x: ({ from, to }: Bar) => axis.at((axis.part(from) + axis.part(to)) / 2),
        y: ({ y1, y2 }: Bar) => (y1 + y2) / 2,
        text: ({ site, lostTo }: Bar) => site ?? lostTo!,
        fill: ({ site }: Bar) => (site === undefined ? "var(--ak-text)" : "var(--ak-background)"),
        fontWeight: 700,
        fontSize: 12.5,
      }),
      text(heads, {
        frameAnchor: "left",
        y: "y",
        text: "name",
        fontSize: 13.5,
        fill: "var(--ak-text)",
        stroke: "var(--ak-background)",
        strokeWidth: 4,
      }),
      text(heads, {
        frameAnchor: "right",
        y: "y",
        text: "lost",
        fontSize: 13.5,
        fontWeight: 700,
        fill: "var(--ak-text)",
        stroke: "var(--ak-background)",
        strokeWidth: 4,
      }),
    ],
  });
}
