// How a whole divides among the sites: one bar each, on a common scale from nothing to all.
import type { Figure, FigureData } from "./figure.js";
import { FigureError } from "./figure-error.js";
import { frame, type FigureText } from "./frame.js";
import { at, group, picture, siteClass, siteGlyph, svgElement } from "./glyphs.js";
import { siteMark } from "./site-mark.js";
import { svgPicture } from "./svg-picture.js";
import { textWidth } from "./text-width.js";

export interface SiteShare {
  /** A letter A to H, or "none" for those whom no site answers. */
  readonly site: string;
  /** Part of the whole, 0..1. */
  readonly share: number;
  /** How many clients that is. */
  readonly clients?: number;
}

export interface SharesOptions extends FigureText {
  /** Site letter -> its city, written beside the mark. */
  readonly places?: Readonly<Record<string, string>>;
}

const ROW = 30;
const BAR = 18;
const FONT = 14;
/** Room for a site's mark, px. */
const KEY = 32;
const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;

interface Row extends SiteShare {
  readonly place: string;
  readonly written: string;
}

/**
 * @example sharesFigure(shares(result), { name: "shares", title: "Share of the clients" })
 * @throws FigureError for no share, an unknown letter, a share outside 0..1, or shares that sum to more than one
 */
export function sharesFigure(shares: readonly SiteShare[], options: SharesOptions): Figure {
  const { name, title, subtitle, places = {} } = options;
  checkShares(name, shares);
  const rows = shares.map((each): Row => {
    const place = each.site === "none" ? "no answer" : (places[each.site] ?? "");
    const who = each.clients === undefined ? "" : ` · ${each.clients} ${each.clients === 1 ? "client" : "clients"}`;
    return { ...each, place, written: percent(each.share) + who };
  });
  const description = options.description ?? describe(rows);
  const picture = sizes.map(({ className, width }) =>
    svgPicture(drawBars(rows, width), {
      name: `${name}-${className}`,
      label: `Bars: ${title}`,
      description,
      className,
    }),
  );
  return frame({
    kind: "shares",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data: sharesData(shares),
    picture: picture.join(""),
  });
}

function checkShares(name: string, shares: readonly SiteShare[]): void {
  const where = `Shares ${name}`;
  if (shares.length === 0) throw new FigureError(`${where}: there is none. Give at least one site with its share.`);
  for (const { site, share } of shares) {
    if (site !== "none") siteMark(site);
    if (!(share >= 0 && share <= 1))
      throw new FigureError(`${where}: the share ${share} of site ${site} is not between 0 and 1.`);
  }
  const sum = shares.reduce((total, { share }) => total + share, 0);
  if (sum > 1 + 1e-9) throw new FigureError(`${where} sum to ${sum.toFixed(3)}. Parts of a whole sum to at most 1.`);
}

function percent(share: number): string {
  if (share > 0 && share < 0.01) return "<1%";
  if (share < 1 && share > 0.99) return ">99%";
  return `${Math.round(100 * share)}%`;
}

/** Bars at their natural size, so that letters are as large on a phone as on a desk. */
function drawBars(rows: readonly Row[], width: number): Element {
  const keyed = rows.map(({ site, place }) => ({ site, place, x: site === "none" ? 2 : KEY }));
  const widest = Math.max(
    KEY - 10,
    ...keyed.filter(({ place }) => place).map(({ place, x }) => x + textWidth(place, FONT)),
  );
  const marginLeft = Math.round(widest + 10);
  const marginRight = Math.round(Math.max(...rows.map((row) => textWidth(row.written, FONT))) + 12);
  const middle = (i: number) => ROW * (i + 0.5);
  const write = (words: string, x: number, i: number) => svgElement("text", { x, y: middle(i) + 0.35 * FONT }, [words]);
  const full = width - marginLeft - marginRight;
  const bar = (className: string, i: number, share: number) =>
    svgElement("rect", { class: className, x: marginLeft, y: middle(i) - BAR / 2, width: share * full, height: BAR });
  const bars = rows.flatMap((row, i) => [
    bar("ak-track", i, 1),
    bar(row.site === "none" ? "ak-bar ak-no-site ak-lost" : `ak-bar ${siteClass(row.site)}`, i, row.share),
  ]);
  const keys = keyed.flatMap(({ site, place, x }, i) => [
    ...(site === "none" ? [] : [at([13, middle(i)], [siteGlyph(site)])]),
    ...(place ? [write(place, x, i)] : []),
    write(rows[i].written, marginLeft + rows[i].share * full + 7, i),
  ]);
  return picture(width, ROW * rows.length, [group("ak-bars", bars), group("ak-keys", keys)]);
}

function describe(rows: readonly Row[]): string {
  const each = rows.map(({ site, place, written }) => {
    const who = site === "none" ? "no site" : place ? `site ${site} (${place})` : `site ${site}`;
    return `${who} ${written.replace(" · ", ", ")}`;
  });
  return `Bars of shares: ${each.join("; ")}.`;
}

function sharesData(shares: readonly SiteShare[]): FigureData {
  const counted = shares.every(({ clients }) => clients !== undefined);
  return {
    columns: ["site", "share (%)", ...(counted ? ["clients"] : [])],
    rows: shares.map(({ site, share, clients = 0 }) => [
      site,
      Number((100 * share).toFixed(1)),
      ...(counted ? [clients] : []),
    ]),
  };
}
