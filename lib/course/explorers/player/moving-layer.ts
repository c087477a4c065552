// What is drawn over the still picture for one instant, as SVG text: dots, losses, and what places hold.
import { escapeHtml, siteClass, siteShape } from "anycast-kit/figures";
import type { Held, Move } from "../../motion/index.js";
import { positionAt } from "./clock.js";
import type { DrawnPicture, Piece } from "./props.js";
import { movingAt, type Lane } from "./scenario.js";

/** Distance of a dot from its line, to the right of its direction, px: the two directions are distinct. */
const ASIDE = 6;
/** Distance of two dots that travel together, px. */
const TRAIN = 17;
/** How long a loss is marked, in positions of the slider. */
const MARKED = 16;

const one = (value: number) => Number(value.toFixed(1));
const glyphAt = (x: number, y: number, inside: string, attributes = "") =>
  `<g transform="translate(${one(x)},${one(y)})"${attributes}><g class="ak-glyph">${inside}</g></g>`;

/** Everything that moves, and every loss of the last moment. */
export function dotsAt(lane: Lane, picture: DrawnPicture, atMs: number): string {
  const moving = movingAt(lane, atMs);
  const dots = moving.map((move) => {
    const part = (atMs - move.startMs) / (move.endMs - move.startMs);
    // Packets that travel together are drawn one behind the other.
    const train = moving.filter((each) => each.from === move.from && each.to === move.to && each.startMs === move.startMs && each.endMs === move.endMs); // prettier-ignore
    const [x, y] = pointOn(picture.lines[`${move.from}|${move.to}`], part, train.indexOf(move), train.length);
    return glyphAt(x, y, glyph(move), ` data-ak-move="${move.entry}"`);
  });
  const now = positionAt(lane.clock, atMs);
  const losses = lane.motion.events.flatMap(({ place, mark, atMs: since, entry }) => {
    if (mark === undefined || place === undefined || since > atMs || now - positionAt(lane.clock, since) >= MARKED)
      return [];
    const [x, y] = picture.places[place];
    return [glyphAt(x, y, '<circle class="ak-hole" r="13"/><path class="ak-lost-cross" d="M-7,-7L7,7M-7,7L7,-7"/>', ` data-ak-loss="${entry}"`)]; // prettier-ignore
  });
  return [...dots, ...losses].join("");
}

/** A query is hollow, a reply has its site's shape, a reset says R, an error says !, a BGP message is an envelope. */
export function glyph({ look, site, mark = site }: Pick<Move, "look" | "site" | "mark">): string {
  const letter = (text: string, y = 3.2) => `<text y="${y}" font-size="9.5">${text}</text>`;
  const group = (shape: string) => `<g class="ak-dot ak-dot-${look} ${siteClass(site)}">${shape}</g>`;
  switch (look) {
    case "reply":
      if (site) return group(`<path d="${siteShape(site, 9)}"/>${letter(site, 4)}`);
      return group('<circle r="7"/>');
    case "reset":
      return group(`<path d="M-3.5,-8.5H3.5L8.5,-3.5V3.5L3.5,8.5H-3.5L-8.5,3.5V-3.5Z"/>${letter("R")}`);
    case "error":
      return group(`<path d="M-8,-8H8V8H-8Z"/>${letter("!")}`);
    case "update":
    case "withdrawal": {
      const flap = look === "update" ? "M-9,-6L0,1.5L9,-6" : "M-9,-6L9,6M-9,6L9,-6";
      return `<g class="ak-message ${siteClass(site)}"><path d="M-9,-6H9V6H-9Z"/><path class="ak-flap" d="${flap}"/></g>`;
    }
    default:
      return group(`<circle r="7.5"/>${mark ? letter(escapeHtml(mark)) : ""}`);
  }
}

/** What each place holds now: text in a box below it; in a diagram of ASes the letter of the site at its corner. */
export function holdsAt({ motion }: Lane, picture: DrawnPicture, atMs: number): string {
  const last = new Map<string, Held>();
  const served = new Set<string>();
  for (const held of motion.holds) {
    if (held.atMs > atMs) continue;
    last.set(held.place, held);
    if (held.site) served.add(held.place);
  }
  return [...last.values()]
    .map((held) =>
      motion.stage.kind === "as-graph" ? badge(held, picture, served.has(held.place)) : box(held, picture),
    )
    .join("");
}

/** Of an AS without a route: an empty circle if it has had none yet, a crossed one if it has lost it. */
export const routeless = (lost: boolean) =>
  lost
    ? '<g class="ak-no-site"><circle class="ak-hole" r="7"/><path class="ak-cross" d="M-3.5,-3.5L3.5,3.5M-3.5,3.5L3.5,-3.5"/></g>'
    : '<circle class="ak-lost" r="6"/>';

function badge({ place, site }: Held, { places }: DrawnPicture, served: boolean): string {
  const [x, y, halfWidth, halfHeight] = places[place];
  const mark = site
    ? `<g class="ak-mark ${siteClass(site)}"><path d="${siteShape(site, 9)}"/><text y="4" font-size="9.5">${site}</text></g>`
    : routeless(served);
  return glyphAt(x + halfWidth - 3, y - halfHeight, mark, ` data-ak-held="${escapeHtml(place)}"`);
}

/** Written twice where one picture serves all widths. */
function box(
  { place, lines, site, tone }: Held,
  { places, font, className, width: most, height: lowest }: DrawnPicture,
): string {
  // prettier-ignore
  if (lines.length === 0) return "";
  const [x, y, , halfHeight] = places[place];
  const sizes = className === "" ? (["wide", "narrow"] as const) : (["wide"] as const);
  return sizes
    .map((size) => {
      const px = size === "wide" ? font.wide : font.narrow * 0.82;
      const reach = halfHeight * (size === "wide" ? 1 : 1.7) + 3;
      const width = Math.max(...lines.map((line) => line.length)) * 0.57 * px + px;
      const height = (1.25 * lines.length + 0.35) * px;
      const middle = Math.min(Math.max(x, width / 2 + 1), most - width / 2 - 1);
      // Above its place where there is no room below.
      const top = y + reach + height > lowest ? y - reach - height : y + reach;
      const text = lines.map((line, i) => `<text x="${one(middle)}" y="${one(top + (1.05 + 1.25 * i) * px)}" font-size="${one(px)}">${escapeHtml(line)}</text>`); // prettier-ignore
      const rect = `<rect x="${one(middle - width / 2)}" y="${one(top)}" width="${one(width)}" height="${one(height)}" rx="3"/>`;
      const look = `ak-held ${siteClass(site)}${tone ? ` ak-${tone}` : ""}${className === "" ? ` ak-${size}` : ""}`;
      return `<g class="${look}" data-ak-held="${escapeHtml(place)}">${rect}${text.join("")}</g>`;
    })
    .join("");
}

/** The point at a fraction of a line, aside of it; of several things that travel together, the one in this `place`, 0 for the first. */
export function pointOn(pieces: readonly Piece[], part: number, place = 0, count = 1): readonly [x: number, y: number] {
  const segments = pieces.flatMap(
    (piece) =>
    Array.from({ length: piece.length / 2 - 1 }, (_, i) => piece.slice(2 * i, 2 * i + 4) as [number, number, number, number]), // prettier-ignore
  );
  const lengths = segments.map(([x, y, toX, toY]) => Math.hypot(toX - x, toY - y));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const gap = count > 1 ? Math.min(TRAIN, (0.7 * whole) / (count - 1)) : 0;
  let left = part * (whole - gap * (count - 1)) + gap * (count - 1 - place);
  for (const [i, [x, y, toX, toY]] of segments.entries()) {
    const length = lengths[i] || 1e-9;
    if (left <= length || i === segments.length - 1) {
      const along = Math.min(1, left / length);
      return [
        x + along * (toX - x) - ((toY - y) / length) * ASIDE,
        y + along * (toY - y) + ((toX - x) / length) * ASIDE,
      ];
    }
    left -= length;
  }
  return [0, 0];
}
