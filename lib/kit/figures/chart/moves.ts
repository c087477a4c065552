// Who moved where: the catchments before a change on the left, those after it on the right, and between them bands as high
// as the part of the users that went that way (a Sankey diagram of one step). Bystanders' bands are outlined. Drawn by Plot.
import { areaY, plot, text } from "@observablehq/plot";
import type { Comparison, Move } from "../../anycast/internet/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  escapeHtml,
  frame,
  type FigureText,
  legendIcon,
  legendList,
  shareText,
  siteBadge,
  sizesDrawn,
  textWidth,
} from "../core/index.js";
import { at, classes, pictureDocument, siteClass, siteGlyph, svgElement, svgPicture } from "../svg/index.js";
import { classed, drawnBy } from "./plot-parts.js";

export interface MovesOptions extends FigureText {
  /** Site letter -> its city, named in the legend. */
  readonly places?: Readonly<Record<string, string>>;
  /** Titles of the two columns. Defaults to "before" and "after". */
  readonly heads?: readonly [string, string];
  /** Whether to outline clients that moved although their site is fine: false where no site has failed. Defaults to true. */
  readonly bystanders?: boolean;
}

const sizes = [
  { className: "ak-wide", width: 600, height: 300 },
  { className: "ak-narrow", width: 350, height: 300 },
] as const;
/** Space for a mark and a share at either side; the bar; between two bars; above them. */
const SIDE = 82;
const BAR = 10;
const GAP = 12;
const TOP = 26;

interface Band extends Move {
  readonly bystander: boolean;
}

/**
 * Draws who moved where: the catchments before a change and after it, joined by bands as high as their share of the users.
 * @example movesFigure(compareCatchments(before, after), { name: "moves", title: "Site A withdraws" })
 * @throws FigureError if there are no clients
 */
export function movesFigure(comparison: Pick<Comparison, "matrix" | "gone">, options: MovesOptions): Figure {
  const { name, title, places = {}, heads = ["before", "after"], bystanders = true } = options;
  const bands = comparison.matrix
    .filter(({ share }) => share > 0)
    .map((move): Band => ({ ...move, bystander: bystanders && isBystander(move, comparison.gone) }));
  if (bands.length === 0) throw new FigureError(`Moves ${name}: the catchments must have clients.`);
  const sites = [...new Set(comparison.matrix.flatMap(({ from, to }) => [from, to]))].sort(bySite);
  const description = options.description ?? describe(bands, comparison.gone);
  const pictures = sizesDrawn(sizes).map((size) =>
    svgPicture(draw(bands, sites, heads, size), {
      name: `${name}-${size.className}`,
      label: `Bands: ${title}`,
      description,
      className: size.className,
    }),
  );
  return frame({
    ...options,
    kind: "moves",
    description,
    data: moveData(bands),
    picture: pictures.join(""),
    legend: legendList([
      ...sites
        .filter((site) => site !== "none")
        .map(
          (site) =>
            `${siteBadge(site)} ${escapeHtml(places[site] ?? `site ${site}`)}${comparison.gone.includes(site) ? " (gone)" : ""}`,
        ),
      `${legendIcon('<path class="ak-band ak-stays ak-no-site" d="M-8,-4H8V4H-8Z"/>')} stayed`,
      `${legendIcon('<path class="ak-band ak-no-site" d="M-8,-4H8V4H-8Z"/>')} moved, in the colour of the new site`,
      ...(bands.some(({ bystander }) => bystander)
        ? [
            `${legendIcon('<path class="ak-band ak-bystander ak-no-site" d="M-8,-4H8V4H-8Z"/>')} bystander: moved although its site is fine`,
          ]
        : []),
      ...(bands.some(({ to }) => to === "none")
        ? [`${legendIcon('<path class="ak-band ak-lost" d="M-8,-4H8V4H-8Z"/>')} nobody answers any more`]
        : []),
    ]),
  });
}

const isBystander = ({ from, to }: Move, gone: readonly string[]) =>
  from !== to && from !== "none" && !gone.includes(from);

/** Letters first, those without an answer last. */
const bySite = (a: string, b: string) => Number(a === "none") - Number(b === "none") || (a < b ? -1 : 1);

interface Stack {
  readonly site: string;
  readonly share: number;
  readonly y: number;
  readonly height: number;
}

/** A band between the columns: its ends from top to bottom, px. */
interface DrawnBand {
  readonly band: Band;
  readonly thick: number;
  readonly from: number;
  readonly to: number;
}

function draw(
  bands: readonly Band[],
  sites: readonly string[],
  heads: readonly [string, string],
  { width, height }: (typeof sizes)[number],
): Element {
  const columns = [stacks("from", bands, sites, height), stacks("to", bands, sites, height)] as const;
  const drawn = placeBands(bands, columns, height - TOP - GAP * (sites.length - 1));
  const ends = drawn.flatMap((each, z) => [
    { each, z, x: 0, y1: each.from, y2: each.from + each.thick },
    { each, z, x: 1, y1: each.to, y2: each.to + each.thick },
  ]);
  const labels = drawn.filter(({ band, thick }) => band.from !== band.to && thick > 13);
  return plot({
    document: pictureDocument(),
    width,
    height: height + 4,
    marginLeft: SIDE + BAR,
    marginRight: SIDE + BAR,
    marginTop: 0,
    marginBottom: 0,
    x: { type: "linear", domain: [0, 1], axis: null },
    y: { type: "identity", axis: null },
    marks: [
      areaY(ends, { x: "x", y1: "y1", y2: "y2", z: "z", curve: "bump-x", ...classed(ends, ({ each }) => bandClass(each.band)) }),
      ...(["from", "to"] as const).map((side, i) =>
        drawnBy("ak-stacks", ({ x }) => [
          svgElement("text", { class: "ak-quiet", x: x(i), y: 14, "text-anchor": i === 0 ? "end" : "start" }, [heads[i]]),
          ...columns[i].flatMap((stack) => drawStack(stack, side, i === 0 ? x(0) - BAR : x(1))),
        ]),
      ),
      text(labels, { x: () => 1, y: ({ to, thick }: DrawnBand) => to + thick / 2, dx: -26 + BAR, text: ({ band }: DrawnBand) => shareText(band.share), className: "ak-labels" }),
    ],
  }); // prettier-ignore
}

/** Where each band begins and ends. Users who stayed lie below, and the larger bands below the smaller. */
function placeBands(
  bands: readonly Band[],
  columns: readonly [readonly Stack[], readonly Stack[]],
  scale: number,
): DrawnBand[] {
  const filled = columns.map((stacked) => new Map(stacked.map(({ site, y }) => [site, y])));
  const next = (column: number, site: string, share: number) => {
    const y = filled[column].get(site)!;
    filled[column].set(site, y + share * scale);
    return y;
  };
  const placed = bands.map((band): DrawnBand => {
    const [from, to] = [next(0, band.from, band.share), next(1, band.to, band.share)];
    return { band, thick: Math.max(1, band.share * scale), from, to };
  });
  const moved = ({ band }: DrawnBand) => Number(band.from !== band.to);
  return placed.sort((a, b) => moved(a) - moved(b) || b.thick - a.thick);
}

const bandClass = ({ from, to, bystander }: Band) =>
  classes("ak-band", to === "none" ? "ak-lost" : siteClass(to), from === to && "ak-stays", bystander && "ak-bystander");

/** One under the other, each as high as its share; sites without users keep their place. */
function stacks(side: "from" | "to", bands: readonly Band[], sites: readonly string[], height: number): Stack[] {
  const scale = height - TOP - GAP * (sites.length - 1);
  let y = TOP;
  return sites.map((site) => {
    const share = bands.filter((band) => band[side] === site).reduce((sum, band) => sum + band.share, 0);
    const stack = { site, share, y, height: share * scale };
    y += stack.height + GAP;
    return stack;
  });
}

function drawStack({ site, share, y, height }: Stack, side: "from" | "to", x: number): Element[] {
  const lost = site === "none";
  if (lost && share === 0) return [];
  const middle = y + height / 2;
  const written = shareText(share);
  const bar = svgElement("rect", {
    class: classes("ak-bar", lost ? "ak-lost" : siteClass(site)),
    x: side === "from" ? SIDE : x,
    y,
    width: BAR,
    height: Math.max(1, height),
  });
  const markX = side === "from" ? SIDE - 16 : x + BAR + 16;
  const textX = side === "from" ? markX - 15 : markX + 15;
  const mark = lost
    ? svgElement("text", { x: markX, y: middle + 5, "text-anchor": "middle" }, ["none"])
    : at([markX, middle], [siteGlyph(site)]);
  const shift = lost ? (side === "from" ? -1 : 1) * (textWidth("none", 14) / 2 - 8) : 0;
  return [
    bar,
    mark,
    svgElement("text", { x: textX + shift, y: middle + 5, "text-anchor": side === "from" ? "end" : "start" }, [
      written,
    ]),
  ];
}

function moveData(bands: readonly Band[]): FigureData {
  return {
    columns: ["site before", "site after", "share (%)", "clients", "what"],
    rows: bands.map(({ from, to, share, clients, bystander }) => [
      from,
      to,
      Number((100 * share).toFixed(1)),
      clients,
      from === to
        ? from === "none"
          ? "no answer"
          : "stayed"
        : bystander
          ? to === "none"
            ? "lost, a bystander"
            : "moved, a bystander"
          : to === "none"
            ? "lost"
            : "moved",
    ]),
  };
}

function describe(bands: readonly Band[], gone: readonly string[]): string {
  const sum = (test: (band: Band) => boolean) => bands.filter(test).reduce((total, { share }) => total + share, 0);
  const name = (site: string) => (site === "none" ? "no site" : `site ${site}`);
  const moves = bands
    .filter(({ from, to }) => from !== to)
    .map(
      ({ from, to, share, bystander }) =>
        `${shareText(share)} from ${name(from)} to ${name(to)}${bystander ? " (bystanders)" : ""}`,
    );
  const who = gone.length ? ` Gone: ${gone.map(name).join(", ")}.` : "";
  return `Bands from the catchments before a change to those after it, by weight.${who} ${shareText(sum(({ from, to }) => from === to))} stayed${moves.length ? `; ${moves.join("; ")}` : ""}.`;
}
