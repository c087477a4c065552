// Which server hears that a packet was too big: a column for each download, a row for each server, a frame at the download's
// server, a mark where a message about it arrived. Only a message within its frame helps.
import type { PathMtuDownload } from "../../stories/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  legendIcon,
  legendList,
} from "anycast-kit/figures";
import { group, picture, svgElement, svgPicture } from "anycast-kit/figures/svg";

export interface TooBigGridOptions extends FigureText {
  readonly servers: readonly string[];
  readonly downloads: readonly PathMtuDownload[];
}

const sizes = [
  { className: "ak-wide", columns: 48 },
  { className: "ak-narrow", columns: 24 },
] as const;
const STEP = 12.5;
const LEFT = 40;
const HEAD = 20;
const MOST = { servers: 40, downloads: 96 };

/**
 * @example const { servers, each } = pathMtu({ cure: "none" });
 *   tooBigGrid({ name: "too-big", title: "Who hears of it", servers, downloads: each })
 * @throws FigureError for no server or download, or too many to read
 */
export function tooBigGrid(options: TooBigGridOptions): Figure {
  const { name, title, servers, downloads } = options;
  if (!(servers.length > 0 && servers.length <= MOST.servers && downloads.length > 0 && downloads.length <= MOST.downloads))
    throw new FigureError(
      `Grid ${name}: too large to read (got ${servers.length} servers and ${downloads.length} downloads). ` +
        `Expected 1 to ${MOST.servers} servers and 1 to ${MOST.downloads} downloads.`,
    ); // prettier-ignore
  const complete = downloads.filter((each) => each.complete).length;
  const helped = downloads.filter(({ server, told }) => told.includes(server)).length;
  const stray = downloads.filter(({ server, told }) => told.some((each) => each !== server)).length;
  const description =
    options.description ??
    `${downloads.length} downloads from ${servers.length} servers behind one address; columns are downloads, rows are servers, a frame stands where the download lives. ` +
      `A message that a packet was too big reached the server of ${helped} downloads, and another server for ${stray}. ${complete} downloads complete.`;
  const pictures = sizes.map(({ className, columns }) =>
    svgPicture(draw(servers, downloads, columns), {
      name: `${name}-${className}`,
      label: `Grid: ${title}`,
      description,
      className,
    }),
  );
  return frame({
    ...options,
    kind: "too-big",
    description,
    data: serverData(servers, downloads),
    picture: pictures.join(""),
    legend: legendList([
      `${legendIcon('<path class="ak-home" d="M-6,-6H6V6H-6Z"/>')} the server of this download`,
      ...(helped ? [`${legendIcon(`<path class="ak-heard" d="M0,0${HEARD}"/>`)} it hears “too big”`] : []),
      ...(stray ? [`${legendIcon(`<path class="ak-stray" d="M0,0${STRAY}"/>`)} another server hears it`] : []),
      ...(complete ? [`${legendIcon(`<path class="ak-done" d="M0,0${DONE}"/>`)} file complete`] : []),
      ...(complete < downloads.length
        ? [`${legendIcon(`<path class="ak-stalled" d="M0,0${STALLED}"/>`)} download hangs`]
        : []),
    ]),
  });
}

/** Marks around a cell's middle. */
const HOME = "m-5,-5h10v10h-10z";
const HEARD = "m-3.4,0a3.4,3.4,0,1,0,6.8,0a3.4,3.4,0,1,0,-6.8,0z";
const STRAY = "m-3,-3l6,6m-6,0l6,-6";
const DONE = "m-4,0l3,3l5,-6";
const STALLED = "m-4,-4h8v8h-8z";

function draw(servers: readonly string[], downloads: readonly PathMtuDownload[], columns: number): Element {
  const blocks = Math.ceil(downloads.length / columns);
  const tall = HEAD + (servers.length + 1) * STEP + 16;
  const layers = Array.from({ length: blocks }, (_, block) => {
    const shown = downloads.slice(block * columns, (block + 1) * columns);
    const top = block * tall + HEAD;
    const x = (column: number) => LEFT + (column + 0.5) * STEP;
    const y = (row: number) => top + (row + 0.5) * STEP;
    const foot = y(servers.length) + 5;
    const marks = (mark: string, rows: (download: PathMtuDownload) => readonly string[]) =>
      shown
        .flatMap((each, column) => rows(each).map((server) => `M${x(column)},${y(servers.indexOf(server))}${mark}`))
        .join("");
    const outcome = (isDone: boolean, mark: string) =>
      shown.map(({ complete }, column) => (complete === isDone ? `M${x(column)},${foot}${mark}` : "")).join("");
    const paths = [
      ["ak-home", marks(HOME, ({ server }) => [server])],
      ["ak-heard", marks(HEARD, ({ server, told }) => told.filter((each) => each === server))],
      ["ak-stray", marks(STRAY, ({ server, told }) => told.filter((each) => each !== server))],
      ["ak-done", outcome(true, DONE)],
      ["ak-stalled", outcome(false, STALLED)],
    ].filter(([, d]) => d !== "");
    const first = block * columns + 1;
    const every = servers.length > 16 ? 2 : 1;
    return group("ak-block", [
      svgElement("text", { class: "ak-quiet", x: LEFT, y: top - 6 }, [`downloads ${first} to ${first + shown.length - 1}`]),
      ...servers.flatMap((server, row) =>
        row % every === 0 ? [svgElement("text", { class: "ak-quiet", x: LEFT - 8, y: y(row) + 4, "text-anchor": "end" }, [server])] : [],
      ),
      svgElement("text", { x: LEFT - 8, y: foot + 4, "text-anchor": "end" }, ["file"]),
      ...paths.map(([look, d]) => svgElement("path", { class: look, d })),
    ]); // prettier-ignore
  });
  return picture(Math.ceil(LEFT + Math.min(columns, downloads.length) * STEP + 4), Math.ceil(blocks * tall), layers);
}

function serverData(servers: readonly string[], downloads: readonly PathMtuDownload[]): FigureData {
  const count = (test: (download: PathMtuDownload) => boolean) => downloads.filter(test).length;
  return {
    columns: ["server", "its downloads", "of them complete", "downloads it heard of", "of them its own"],
    rows: servers.map((server) => [
      server,
      count((each) => each.server === server),
      count((each) => each.server === server && each.complete),
      count(({ told }) => told.includes(server)),
      count((each) => each.server === server && each.told.includes(server)),
    ]),
  };
}
