// The labels of a map: names of places beside their marks, costs of links on their lines. In two sizes, because a phone shows
// the map at half the size and would shrink the text too.
import {
  type Pixel,
  declutter,
  type Label,
  type Placement,
  type Rect,
  type TextAnchor,
  textWidth,
} from "../core/index.js";
import { markRadius } from "../svg/index.js";
import { pointAlong } from "./lines.js";
import { isSplit, type MapModel, type Place } from "./model.js";
import type { WhichLabels } from "./choices.js";
import type { MapProjection } from "./projection.js";

/** Sizes in units of the picture, whose width is 760. */
export interface LabelSize {
  readonly className: string;
  readonly font: number;
  readonly cost: number;
  /** Scale of marks. */
  readonly marks: number;
}

export const labelSizes: readonly LabelSize[] = [
  { className: "ak-wide", font: 13.5, cost: 11.5, marks: 1 },
  { className: "ak-narrow", font: 25, cost: 21, marks: 1.7 },
];

/** For a map that is one of three in a row: a third of the width, so text is larger again. */
export const labelSizesOfThird: readonly LabelSize[] = [
  labelSizes[0],
  { className: "ak-narrow", font: 34, cost: 31, marks: 2.3 },
];

/** Names on the map of a telephone. */
const MOST_NAMES = 14;

export interface WrittenLabel extends Placement {
  readonly text: string;
  /** Letter of the site that answers here, written after the name. */
  readonly letter?: string;
  readonly className: string;
}

export interface LabelOptions {
  readonly model: MapModel;
  readonly projection: MapProjection;
  readonly which: WhichLabels;
  readonly costs: boolean;
  /** Lines of the links, in the order of `model.links`. */
  readonly linkLines: readonly (readonly Pixel[])[];
  readonly lines: readonly (readonly Pixel[])[];
  readonly size: LabelSize;
}

export function mapLabels(options: LabelOptions): WrittenLabel[] {
  const { model, projection, which, costs, linkLines, lines, size } = options;
  const written = new Map<string, Omit<WrittenLabel, keyof Placement>>();
  const labels: Label[] = [];
  const marks: { key: string; rect: Rect }[] = [];
  // On a telephone many names would cover the map, or land on other continents: the sites keep their letters, the legend their places.
  const wanted = model.places.filter((place) => place.name && isWanted(place, which)).length;
  const isCrowded = size.className === "ak-narrow" && wanted > MOST_NAMES;
  for (const place of model.places) {
    const centre = projection.pixel(place);
    const radius = placeRadius(place) * size.marks;
    marks.push({ key: place.key, rect: around(centre, radius, radius) });
    if (isCrowded || !place.name || !isWanted(place, which)) continue;
    const { className, letter } = labelLook(place);
    const text = isSplit(place.clients)
      ? `${place.name} ${place.clients.map(({ site }) => site).join("/")}`
      : place.name;
    written.set(place.key, { text, className, ...(letter ? { letter } : {}) });
    const bold = place.sites.length > 0;
    const width = textWidth(text, size.font, bold) + (letter ? size.font : 0);
    const priority = (bold ? 3 : 0) + (place.clients.length ? 2 : 0) + (size.className === "ak-wide" ? 1 : 0);
    labels.push({ key: place.key, placements: besideMark(centre, radius, width, size.font), priority });
  }
  for (const [i, { cost, ends, emphasis }] of model.links.entries()) {
    if (cost === undefined || !(costs || emphasis) || !linkLines[i]) continue;
    const key = `cost ${ends.join(" ")}`;
    const text = String(cost);
    written.set(key, { text, className: emphasis ? "ak-cost ak-strong" : "ak-cost" });
    const placements = onLine(linkLines[i], textWidth(text, size.cost, emphasis), size.cost);
    labels.push({ key, placements, priority: emphasis ? 9 : 1 });
  }
  const bounds = { x: 2, y: 2, width: projection.width - 4, height: projection.height - 4 };
  const places = declutter(labels, { bounds, marks, lines: [...lines, ...linkLines] });
  return [...written].flatMap(([key, label]) => (places.has(key) ? [{ ...places.get(key)!, ...label }] : []));
}

/** Half the size of the marks at a place. */
export function placeRadius({ sites, router }: Place): number {
  return sites.length ? markRadius.site : router ? markRadius.router + 1 : markRadius.client;
}

function isWanted(place: Place, which: WhichLabels): boolean {
  if (typeof which !== "string") return which.includes(place.name);
  return (
    which === "all" || (which !== "none" && place.sites.length > 0) || (which === "clients" && place.clients.length > 0)
  );
}

/**
 * A site's name has its colour; a client's name is followed by the letter of its site, so that colour is never the only cue.
 * The letter of a failed site is here too, because its mark has a cross.
 */
function labelLook({ sites, clients, router }: Place): { className: string; letter?: string } {
  const dead = sites.find((site) => site.dead)?.name;
  const answering = clients.length === 1 ? (clients[0].site ?? undefined) : undefined;
  const letter = dead ?? (sites.some((site) => site.name === answering) ? undefined : answering);
  const site = sites.length ? ` ak-site-${sites[0].name.toLowerCase()}` : "";
  const className = `ak-name${site}${sites.length + clients.length || router?.emphasis ? "" : " ak-quiet"}`;
  return letter ? { className, letter } : { className };
}

const around = ([x, y]: Pixel, dx: number, dy: number): Rect => ({
  x: x - dx,
  y: y - dy,
  width: 2 * dx,
  height: 2 * dy,
});

/** Eight positions around a mark, and again farther out: right is best, then left, then above and below. */
function besideMark(mark: Pixel, radius: number, width: number, font: number): Placement[] {
  // A projection ends in other last digits in Node and in browsers; a label on the border of two tenths must not show it.
  const [cx, cy] = mark.map((each) => Math.round(1e4 * each) / 1e4);
  const [up, down] = [0.78 * font, 0.24 * font];
  const at = (x: number, y: number, anchor: TextAnchor, cost: number): Placement => {
    const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return { x, y, anchor, cost, rect: { x: left, y: y - up, width, height: up + down } };
  };
  return [0, 0.7 * font].flatMap((far, i) => {
    const gap = radius + 0.3 * font + far;
    const slant = 0.75 * radius + 0.2 * font + far;
    const middle = cy + 0.35 * font;
    const extra = 12 * i;
    return [
      at(cx + gap, middle, "start", extra),
      at(cx - gap, middle, "end", extra + 1),
      at(cx, cy - gap - down, "middle", extra + 2),
      at(cx, cy + gap + up - 0.1 * font, "middle", extra + 2),
      at(cx + slant, cy - slant, "start", extra + 3),
      at(cx + slant, cy + slant + up, "start", extra + 3),
      at(cx - slant, cy - slant, "end", extra + 4),
      at(cx - slant, cy + slant + up, "end", extra + 4),
    ];
  });
}

function onLine(line: readonly Pixel[], width: number, font: number): Placement[] {
  return [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((part, i) => {
    const [x, y] = pointAlong(line, part);
    return { x, y: y + 0.35 * font, anchor: "middle", cost: i, rect: around([x, y], width / 2 + 1, font / 2) };
  });
}
