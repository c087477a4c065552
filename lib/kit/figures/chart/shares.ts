// Shares of the sites: one bar each, on a common scale from 0 to 100 %. Drawn by Observable Plot.
import { barX, plot, text, tickX } from "@observablehq/plot";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  shareText,
  siteMark,
  sizesDrawn,
  textWidth,
} from "../core/index.js";
import { at, pictureDocument, siteClass, siteGlyph, svgElement, svgPicture } from "../svg/index.js";
import { classed, drawnBy } from "./plot-parts.js";

export interface SiteShare {
  /** A letter A to H, or "none" for clients without an answer. */
  readonly site: string;
  /** Share of the whole, 0..1. */
  readonly share: number;
  /** Number of clients. */
  readonly clients?: number;
}

export interface SharesOptions extends FigureText {
  /** Site letter -> its city, written beside the mark. */
  readonly places?: Readonly<Record<string, string>>;
  /** The shares before a change: a tick on each bar, and "was 34%" behind the number. */
  readonly before?: readonly SiteShare[];
}

const ROW = 30;
const BAR = 18;
const FONT = 14;
/** Space for a site's mark, px. */
const KEY = 32;
const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;

interface Row extends SiteShare {
  readonly was?: number;
  readonly place: string;
  readonly written: string;
  /** Without the clients: on a telephone they leave no room for the bar. */
  readonly brief: string;
}

/**
 * Draws the shares of the sites: a bar each, on one scale from 0 to 100 %.
 * @example sharesFigure(shares(result), { name: "shares", title: "Share of the clients" })
 * @throws FigureError for no share, an unknown letter, a share outside 0..1, or shares that sum to more than one
 */
export function sharesFigure(shares: readonly SiteShare[], options: SharesOptions): Figure {
  const { name, title, subtitle, places = {}, before = [] } = options;
  checkShares(name, shares);
  if (before.length > 0) checkShares(name, before);
  const rows = shares.map((each): Row => {
    const place = each.site === "none" ? "no answer" : (places[each.site] ?? "");
    const who =
      each.clients === undefined
        ? ""
        : ` · ${each.clients.toLocaleString("en")} ${each.clients === 1 ? "client" : "clients"}`;
    const was = before.length > 0 ? (before.find(({ site }) => site === each.site)?.share ?? 0) : undefined;
    const then = was === undefined ? "" : `, was ${shareText(was)}`;
    return {
      ...each,
      place,
      brief: shareText(each.share) + then,
      written: shareText(each.share) + then + who,
      ...(was === undefined ? {} : { was }),
    };
  });
  const description = options.description ?? describe(rows);
  const picture = sizesDrawn(sizes).map(({ className, width }) =>
    svgPicture(
      drawBars(className === "ak-narrow" ? rows.map((row) => ({ ...row, written: row.brief })) : rows, width),
      {
        name: `${name}-${className}`,
        label: `Bars: ${title}`,
        description,
        className,
      },
    ),
  );
  return frame({
    kind: "shares",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data: sharesData(rows),
    picture: picture.join(""),
  });
}

function checkShares(name: string, shares: readonly SiteShare[]): void {
  const where = `Shares ${name}`;
  if (shares.length === 0) throw new FigureError(`${where}: must have at least one site with its share.`);
  for (const { site, share } of shares) {
    if (site !== "none") siteMark(site);
    if (!(share >= 0 && share <= 1))
      throw new FigureError(`${where}: the share of site ${site} must be from 0 to 1 (got ${share}).`);
  }
  const sum = shares.reduce((total, { share }) => total + share, 0);
  if (sum > 1 + 1e-9) throw new FigureError(`${where} must sum to at most 1 (got ${sum.toFixed(3)}).`);
}

/** Bars at natural size, so that text has the same size on a phone and on a desktop. */
function drawBars(rows: readonly Row[], width: number): Element {
  const keyed = rows.map(({ site, place }) => ({ site, place, x: site === "none" ? 2 : KEY }));
  const widest = Math.max(
    KEY - 10,
    ...keyed.filter(({ place }) => place).map(({ place, x }) => x + textWidth(place, FONT)),
  );
  const y = (_: Row, i: number) => i;
  const compared = rows.filter(({ was }) => was !== undefined);
  return plot({
    document: pictureDocument(),
    width,
    height: ROW * rows.length,
    marginLeft: Math.round(widest + 10),
    marginRight: Math.round(Math.max(...rows.map((row) => textWidth(row.written, FONT))) + 12),
    marginTop: 0,
    marginBottom: 0,
    x: { domain: [0, 1], axis: null },
    y: { domain: rows.keys(), axis: null, paddingInner: 1 - BAR / ROW, paddingOuter: (1 - BAR / ROW) / 2 },
    marks: [
      barX(rows, { x1: () => 0, x2: () => 1, y, className: "ak-track" }),
      barX(rows, { x1: () => 0, x2: "share", y, ...classed(rows, ({ site }) => barClass(site)) }),
      compared.length ? tickX(rows, { x: "was", y, insetTop: -3, insetBottom: -3, className: "ak-was" }) : null,
      text(rows, { x: () => 1, y, text: "written", dx: 7, textAnchor: "start", className: "ak-keys" }),
      drawnBy("ak-keys", (scales) =>
        keyed.flatMap(({ site, place, x }, i) => {
          const middle = scales.y(i) + BAR / 2;
          const name = place ? [svgElement("text", { x, y: middle + 0.35 * FONT }, [place])] : [];
          return site === "none" ? name : [at([13, middle], [siteGlyph(site)]), ...name];
        }),
      ),
    ],
  }); // prettier-ignore
}

const barClass = (site: string) => (site === "none" ? "ak-bar ak-no-site ak-lost" : `ak-bar ${siteClass(site)}`);

function describe(rows: readonly Row[]): string {
  const each = rows.map(({ site, place, written }) => {
    const who = site === "none" ? "no site" : place ? `site ${site} (${place})` : `site ${site}`;
    return `${who} ${written.replace(" · ", ", ")}`;
  });
  return `Bars of shares: ${each.join("; ")}.`;
}

function sharesData(rows: readonly Row[]): FigureData {
  const counted = rows.every(({ clients }) => clients !== undefined);
  const compared = rows.some(({ was }) => was !== undefined);
  return {
    columns: ["site", "share (%)", ...(compared ? ["before (%)"] : []), ...(counted ? ["clients"] : [])],
    rows: rows.map(({ site, share, was = 0, clients = 0 }) => [
      site,
      Number((100 * share).toFixed(1)),
      ...(compared ? [Number((100 * was).toFixed(1))] : []),
      ...(counted ? [clients] : []),
    ]),
  };
}
