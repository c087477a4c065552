// Sites that are announced to one neighbour: each stands on its link, at the end of the origin, and not below the origin.
import { type Pixel, type Rect, textWidth } from "../core/index.js";
import { pointAlong } from "../map/index.js";
import { markRadius } from "../svg/index.js";
import type { AsBox, AsGraphSize, Hanging } from "./placed.js";
import { lengthOf, lineBetween } from "./lines.js";
import type { AsGraphModel, AsSite } from "./model.js";

/** From the origin to the middle of the mark, px. */
const ON_LINK = 26;
/** Between the middles of two marks, where the links are long enough. */
const ROOM = 30;
/** From the mark to its label. */
export const BESIDE = 5;

/** The boxes, with the sites that are announced to one neighbour on their links. */
export function sitesOnLinks({ sites }: AsGraphModel, boxes: readonly AsBox[], { small }: AsGraphSize): AsBox[] {
  const taken: Pixel[] = [];
  const spotOf = (site: AsSite, box: AsBox): Pixel => {
    const line = lineBetween(
      box,
      boxes.find(({ as }) => as.asn === site.neighbour)!,
      boxes,
    );
    const first = Math.min(0.5, ON_LINK / lengthOf(line));
    const spots = [0, 0.15, 0.3, 0.45].map((further) => pointAlong(line, first + further));
    const room = ([x, y]: Pixel) => Math.min(Infinity, ...taken.map(([a, b]) => Math.hypot(x - a, y - b)));
    const widest = Math.max(...spots.map(room));
    const spot = spots.find((each) => room(each) >= Math.min(ROOM, widest))!;
    taken.push(spot);
    return spot;
  };
  return boxes.map((box) => {
    const own = sites.filter(({ origin, neighbour }) => neighbour !== undefined && origin === box.as.asn);
    const spots = own.map((site) => spotOf(site, box));
    const middle = spots.reduce((sum, [x]) => sum + x, 0) / spots.length;
    const onLinks = own.map((site, i): Hanging => {
      const label = site.place ?? "";
      const written = label ? markRadius.site + BESIDE + textWidth(label, small, true) : 0;
      const [x] = spots[i];
      const side = x < middle && x > written ? -1 : 1; // labels stand outside, and inside the picture
      return { site, label, at: spots[i], width: markRadius.site + Math.max(written, markRadius.site), side };
    });
    return own.length === 0 ? box : { ...box, hanging: [...box.hanging, ...onLinks] };
  });
}

/** The space of an attached mark and its label. */
export function rectOf({ at: [x, y], width, side }: Hanging): Rect {
  const r = markRadius.site;
  if (side === undefined) return { x: x - width / 2, y: y - 14, width, height: 44 };
  return { x: side > 0 ? x - r : x + r - width, y: y - r, width, height: 2 * r };
}
