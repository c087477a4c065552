// Queries over time, a lane for each client: coloured while a site answers, hollow and dashed while they are lost; with a
// moment marked on the axis. Drawn without Plot, because an explorer redraws it in the page, which does not include Plot.
import type { QueryStream } from "../../routing/convergence/index.js";
import { type Figure, frame, type FigureText, legendIcon, legendList, siteBadge, textWidth } from "../core/index.js";
import { group, picture, siteClass, svgElement, svgPicture } from "../svg/index.js";
import { drawnLanes, lanesByClient, type DrawnLane } from "./query-lanes.js";

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
const RIGHT = 14;
const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;

/**
 * @example queryStrip(queryStream({ history, clients, perSecond: 1000, fromMs: 0, toMs: 5000 }), { name: "lost",
 *   title: "1,000 queries a second", zeroMs: 1000, atMs: 1450 })
 * @throws FigureError if there are no queries
 */
export function queryStrip(stream: QueryStream, options: QueryStripOptions): Figure {
  const { name, title, zeroMs, atMs } = options;
  const lanes = drawnLanes(name, lanesByClient(stream), zeroMs);
  const now = (atMs - zeroMs) / 1000;
  const description = options.description ?? describe(lanes, now);
  const pictures = sizes.map(({ className, width }) =>
    svgPicture(draw(lanes, now, width), {
      name: `${name}-${className}`,
      label: `Timeline: ${title}`,
      description,
      className,
    }),
  );
  const sites = [...new Set(lanes.flatMap(({ stretches }) => stretches.flatMap(({ site }) => site ?? [])))].sort();
  return frame({
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
      ...sites.map((site) => `${siteBadge(site)} answered by site ${site}`),
      `${legendIcon('<rect class="ak-bar ak-lost" x="-8" y="-5" width="16" height="10"/>')} lost`,
    ]),
  });
}

function draw(lanes: readonly DrawnLane[], now: number, width: number): Element {
  const left = Math.ceil(Math.max(...lanes.map(({ name }) => textWidth(name, FONT)))) + 10;
  const all = lanes.flatMap(({ stretches }) => stretches);
  const [start, end] = [Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))];
  const x = (seconds: number) => left + ((seconds - start) / (end - start)) * (width - left - RIGHT);
  const foot = lanes.length * LANE + 6;
  const bars = lanes.flatMap(({ stretches }, lane) =>
    stretches.flatMap(({ from, to, site, lostTo }) => {
      const [at, y, wide] = [x(from), 6 + lane * LANE + (LANE - BAR) / 2, x(to) - x(from)];
      const look = site === undefined ? "ak-bar ak-no-site ak-lost" : `ak-bar ${siteClass(site)}`;
      const bar = svgElement("rect", { class: look, x: at, y, width: wide, height: BAR });
      const word = site ?? `lost: ${lostTo}`;
      if (textWidth(word, FONT) + 8 > wide) return [bar];
      const text = {
        class: site === undefined ? "ak-word" : "ak-word ak-on",
        x: at + wide / 2,
        y: y + BAR / 2 + 0.36 * FONT,
      };
      return [bar, svgElement("text", text, [word])];
    }),
  );
  const names = lanes.map(({ name }, lane) =>
    svgElement("text", { x: 0, y: 6 + lane * LANE + LANE / 2 + 0.36 * FONT }, [name]),
  );
  const ticks = axisTicks(start, end, width < 400 ? 4 : 8).flatMap((tick) => [
    svgElement("path", { class: "ak-tick", d: `M${x(tick)},${foot}V${foot + 4}` }),
    svgElement("text", { class: "ak-word", x: x(tick), y: foot + 4 + FONT }, [String(tick)]),
  ]);
  const caption = { class: "ak-word ak-quiet", x: (left + width - RIGHT) / 2, y: foot + AXIS - 4 };
  return picture(width, foot + AXIS, [
    group("ak-bars", bars),
    group("ak-names", names),
    // The future is drawn paler.
    svgElement("rect", { class: "ak-veil", x: x(now), y: 2, width: x(end) - x(now), height: foot - 2 }),
    svgElement("path", { class: "ak-tick", d: `M${x(start)},${foot}H${x(end)}` }),
    ...ticks,
    svgElement("text", caption, ["time from the event (s)"]),
    svgElement("path", { class: "ak-moment", d: `M${x(now)},2V${foot}` }),
    svgElement("path", { class: "ak-moment ak-head", d: `M${x(now) - 5},0h10l-5,7z` }),
  ]);
}

/** Round numbers, at most this many, including 0 if it is in the range. */
function axisTicks(start: number, end: number, most: number): number[] {
  const rough = (end - start) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  const first = Math.ceil(start / step);
  const count = Math.floor(end / step) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

function describe(lanes: readonly DrawnLane[], now: number): string {
  const each = lanes.map(({ name, sent, lost }) => `${name}: ${lost} of ${sent} queries lost`);
  return (
    `A lane of queries over time for each client, coloured where a site answers, hollow where they are lost; the marked ` +
    `moment is ${now.toFixed(3)} s from the event, and what comes after it is paler. In the whole time ${each.join("; ")}.`
  );
}
