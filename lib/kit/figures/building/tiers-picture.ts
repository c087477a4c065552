// The picture of tiers: cables below, nodes above, paths between them.
import { isSiteLetter, legendIcon, textWidth, type Pixel } from "../core/index.js";
import { at, classes, group, picture, siteClass, siteGlyph, svgElement } from "../svg/index.js";
import type { Tier, TierNode, TierPath, TiersOptions } from "./tiers-model.js";

const HEAD = 20;
const ROW = 78;
const BOX = { height: 26, most: 84 };
const RADIUS = 13;
const FONT = 13;
/** A link that carries all the traffic is drawn so much wider than one that carries none, px. */
const WIDEST = 16;
/** Paths that share a cable lie beside each other, px apart. */
const APART = 5;
const PARALLEL = 14;

type Scene = Required<Pick<TiersOptions, "tiers" | "links" | "paths">>;

export function drawTiers({ tiers, links, paths }: Scene, width: number): Element {
  const places = new Map<string, { readonly point: Pixel; readonly tier: number }>();
  tiers.forEach(({ nodes }, tier) =>
    nodes.forEach(({ name }, i) =>
      places.set(name, { point: [Math.round((width * (i + 0.5)) / nodes.length), HEAD + tier * ROW + 22], tier }),
    ),
  );
  const point = (name: string) => places.get(name)!.point;
  const cable = (link: (typeof links)[number]) => {
    const [[x1, y1], [x2, y2]] = [point(link[0]), point(link[1])];
    // Parallel cables between the same two nodes lie beside each other.
    const same = links.filter(([from, to]) => from === link[0] && to === link[1]);
    const shift = (same.indexOf(link) - (same.length - 1) / 2) * PARALLEL;
    return `M${x1 + shift},${y1}L${x2 + shift},${y2}`;
  };
  const plain = links.filter(([, , share]) => share === undefined);
  const weighed = links.filter(([, , share]) => share !== undefined);
  const labels = tiers.map(({ label }, i) =>
    svgElement("text", { class: "ak-tier-label", x: 2, y: HEAD + i * ROW - 4 }, [label]),
  );
  const nodes = tiers.flatMap((tier, i) =>
    tier.nodes.flatMap((each) => drawNode(each, point(each.name), slotOf(tier, width), i === tiers.length - 1)),
  );
  const lines = Math.max(0, ...tiers.at(-1)!.nodes.map(({ note = "" }) => note.split("\n").length));
  const bottom = HEAD + tiers.length * ROW - 12 + 14 * (lines - 1);
  return picture(width, bottom, [
    svgElement("path", { class: "ak-cable", d: plain.map(cable).join("") }),
    ...weighed.map((link) => svgElement("path", { class: "ak-weighed", d: cable(link), "stroke-width": 1.25 + WIDEST * link[2]! })),
    group("ak-tier-labels", labels),
    group("ak-journeys", paths.flatMap((path, i) => drawPath(path, places, (i - (paths.length - 1) / 2) * APART))),
    group("ak-nodes", nodes.map(({ shape }) => shape)),
    group("ak-notes", nodes.flatMap(({ notes }) => notes)),
  ]); // prettier-ignore
}

const slotOf = ({ nodes }: Tier, width: number) => width / nodes.length;

/** A note stands below its node in the last tier, and beside it above, where paths lead down. */
function drawNode({ name, note, isAlarm, isGone }: TierNode, [x, y]: Pixel, slot: number, isLast: boolean) {
  const isServer = isSiteLetter(name);
  const half = Math.min(BOX.most, slot - 6, textWidth(name, FONT) + 18) / 2;
  const box = svgElement("rect", {
    class: classes("ak-box", isGone && "ak-gone"),
    ...{ x: x - half, y: y - BOX.height / 2, width: 2 * half, height: BOX.height, rx: 5 },
  });
  const shape = isServer
    ? at([x, y], [siteGlyph(name, isGone, RADIUS)])
    : group("ak-node", [box, svgElement("text", { x, y: y + 4.5 }, [name])]);
  const reach = isServer ? RADIUS : half;
  const look = classes("ak-note", isAlarm && "ak-alarm", !isLast && "ak-beside");
  const from: Pixel = isLast ? [x, y + (isServer ? RADIUS : BOX.height / 2) + 15] : [x + reach + 8, y + 4.5];
  const lines = (note ?? "").split("\n").filter(Boolean);
  const notes = lines.map((line, i) => svgElement("text", { class: look, x: from[0], y: from[1] + 15 * i }, [line]));
  return { shape, notes };
}

type Places = ReadonlyMap<string, { readonly point: Pixel; readonly tier: number }>;

function drawPath({ nodes, site, isAstray }: TierPath, places: Places, shift: number): Element[] {
  const where = nodes.map((name) => places.get(name)!);
  let d = "";
  let arrow: { readonly from: Pixel; readonly to: Pixel } | undefined;
  where.forEach(({ point: [x, y], tier }, i) => {
    const to: Pixel = [x + shift, y];
    if (i === 0) d += `M${to[0]},${to[1] + 14}`;
    else {
      const { point, tier: before } = where[i - 1];
      const from: Pixel = [point[0] + shift, point[1]];
      if (before === tier) {
        // Above the tier, where only cables are.
        const high = y - 54;
        d += `M${from[0]},${from[1] - RADIUS - 2}C${from[0]},${high} ${to[0]},${high} ${to[0]},${to[1] - RADIUS - 8}`;
        arrow = { from: [to[0], high], to: [to[0], to[1] - RADIUS - 1] };
      } else {
        const stop = pulledBack(from, to, i === where.length - 1 ? RADIUS + 8 : 0);
        d += `L${stop[0]},${stop[1]}`;
        arrow = { from, to: pulledBack(from, to, RADIUS + 2) };
      }
    }
  });
  const look = classes(site ? siteClass(site) : false, isAstray && "ak-astray");
  return [
    svgElement("path", { class: classes("ak-journey", look), d }),
    ...(arrow ? [svgElement("path", { class: classes("ak-journey-head", look), d: head(arrow.from, arrow.to) })] : []),
  ];
}

function pulledBack([x1, y1]: Pixel, [x2, y2]: Pixel, by: number): Pixel {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  return [x2 - ((x2 - x1) / length) * by, y2 - ((y2 - y1) / length) * by];
}

/** A filled arrowhead whose tip is at `to`. */
function head([x1, y1]: Pixel, [x2, y2]: Pixel): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const corner = (side: number) => `${x2 - 10 * ux - side * 5.5 * uy},${y2 - 10 * uy + side * 5.5 * ux}`;
  return `M${x2},${y2}L${corner(1)}L${corner(-1)}Z`;
}

export const journeyIcon = (isAstray: boolean, site?: string) =>
  legendIcon(`<path class="${classes("ak-journey", site && siteClass(site), isAstray && "ak-astray")}" d="M-7,0H7"/>`);
