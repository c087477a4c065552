// The layers of an AS diagram: links below, then the paths of packets, boxes with attached marks, messages, labels.
import { type Pixel, declutter, type Placement, textWidth } from "../core/index.js";
import {
  at,
  classes,
  cross,
  group,
  hitBox,
  hitLayer,
  hitLine,
  markRadius,
  picture,
  siteClass,
  siteGlyph,
  svgElement,
} from "../svg/index.js";
import type { AsBox, AsGraphSize, Hanging, PlacedBoxes } from "./placed.js";
import { arrow, lineBetween, pieceOf, reversed, wedge } from "./lines.js";
import { linkEnds, type AsGraphModel, type AsMessage, type AsNodeLink } from "./model.js";
import { BESIDE, rectOf } from "./on-links.js";
import { pathData, pointAlong } from "../map/index.js";

/** Distance of a chosen route, and of a path, from the link, px. */
const ASIDE = 6;

/** With `touch`, a pointer can press links ("link:10-50", the lower ASN first) and ASes ("as:10"). */
export function drawAsGraph(model: AsGraphModel, placed: PlacedBoxes, size: AsGraphSize, touch = false): Element {
  const { boxes, boxOf, width, height } = placed;
  const lineOf = (from: number, to: number) => lineBetween(boxOf.get(from)!, boxOf.get(to)!, boxes);
  const links = model.links.map((link) => {
    // A wedge widens towards the provider, who is paid.
    const [to, from] = linkEnds(link);
    return { link, line: lineOf(from, to) };
  });
  const onPath = new Set(model.paths.flatMap(({ ases }) => ases.slice(1).map((asn, i) => `${ases[i]} ${asn}`)));
  const arrows = model.routes
    .filter(({ from, to }) => !onPath.has(`${from} ${to}`))
    .map(({ from, to, site }) => ({ site, ...arrow(lineOf(from, to), ASIDE) }));
  const paths = model.paths.flatMap(({ ases, site, state = "used" }) =>
    ases.slice(1).map((asn, i) => {
      const last = i === ases.length - 2;
      return { site, state, last, ...arrow(lineOf(ases[i], asn), ASIDE, 10) };
    }),
  );
  return picture(Math.ceil(width), Math.ceil(height), [
    group(
      "ak-links",
      links.map(({ link, line }) => drawLink(link, line)),
    ),
    group("ak-ways", [...arrows.map((each) => drawArrow(each)), ...paths.map((each) => drawArrow(each, each))]),
    group(
      "ak-places",
      boxes.flatMap((box) => [
        ...box.hanging.filter(({ side }) => side === undefined).map((each) => stem(box, each)),
        drawBox(box, size),
      ]),
    ),
    group(
      "ak-places",
      boxes.flatMap(({ hanging }) => hanging.map((each) => drawHanging(each, size))),
    ),
    group(
      "ak-messages",
      model.messages.map((message) => drawMessage(message, lineOf(message.from, message.to))),
    ),
    group(
      "ak-labels",
      drawLabels(
        links,
        placed,
        [...arrows, ...paths].map(({ line }) => line),
        size,
      ),
    ),
    ...(touch ? [hitsOf(links, boxes)] : []),
  ]);
}

type Line = readonly Pixel[];

const hitsOf = (
  links: readonly { readonly link: AsNodeLink; readonly line: Line }[],
  boxes: readonly AsBox[],
): Element =>
  hitLayer([
    ...links.map(({ link, line }) => {
      const ends = [...linkEnds(link)].sort((a, b) => a - b);
      return hitLine(`link:${ends.join("-")}`, pathData([line]));
    }),
    ...boxes.map(({ as, rect: { x, y, width, height } }) => hitBox(`as:${as.asn}`, { x, y, width, height })),
  ]);

function drawLink(link: AsNodeLink, line: Line): Element {
  if (link.down)
    return group("ak-dead", [
      svgElement("path", { class: "ak-link ak-broken", d: pathData([line]) }),
      at(pointAlong(line, 0.5), [cross(5)]),
    ]);
  if (!("peers" in link)) return svgElement("path", { class: "ak-transit", d: wedge(line) });
  return group(
    "ak-peers",
    ["ak-peer", "ak-peer-inside"].map((name) => svgElement("path", { class: name, d: pathData([line]) })),
  );
}

function drawArrow(
  { shaft, head, line, site }: { shaft: string; head: string; line: Line; site?: string },
  path?: { readonly state: "used" | "refused" | "broken"; readonly last: boolean },
): Element {
  const dashed = path?.state === "broken" || (path?.state === "refused" && path.last);
  const look = classes("ak-arrow", siteClass(site), path && "ak-path", dashed && "ak-broken");
  const parts: Element[] = [
    svgElement("path", { class: "ak-shaft", d: shaft }),
    svgElement("path", { class: "ak-head", d: head }),
  ];
  if (path?.state === "refused" && path.last)
    parts.push(at(pointAlong(line, 0.5), [svgElement("circle", { class: "ak-hole", r: 9 }), cross(5.5)]));
  return group(look, parts);
}

function drawBox({ as, rect, lines }: AsBox, size: AsGraphSize): Element {
  const { site, split, loop } = as;
  const lost = loop || (site === null && !split);
  const frame = { x: rect.x, y: rect.y, width: rect.width, height: rect.height, rx: 3 };
  const shares = split ?? (site ? [{ site, share: 1 }] : []);
  let from = rect.x;
  const tints = shares.map(({ site: letter, share }) => {
    const tint = {
      class: `ak-tint ${siteClass(letter)}`,
      x: from,
      y: rect.y,
      width: share * rect.width,
      height: rect.height,
    };
    from += share * rect.width;
    return svgElement("rect", tint);
  });
  const only = shares.length === 1 ? siteClass(shares[0].site) : undefined;
  const x = rect.x + rect.width / 2;
  const written = 1.25 * (size.font + size.small * lines.length);
  let y = rect.y + (rect.height - written) / 2 + size.font;
  const text = [svgElement("text", { class: "ak-asn", x, y, "font-size": size.font }, [`AS${as.asn}`])];
  for (const line of lines)
    text.push(svgElement("text", { x, y: (y += size.small * 1.25), "font-size": size.small }, [line]));
  const badges: Element[] = shares.map((each) => siteGlyph(each.site, false, 8));
  if (loop) badges.push(turning());
  else if (lost) badges.push(group("ak-no-site", [svgElement("circle", { class: "ak-hole", r: 7 }), cross(3.5)]));
  return group(classes("ak-as", only, lost && "ak-lost-as", as.emphasis && "ak-strong"), [
    svgElement("rect", { class: "ak-ground", ...frame }),
    ...tints,
    svgElement("rect", { class: "ak-frame", ...frame }),
    ...text,
    ...badges.map((badge, i) => at([rect.x + rect.width - 3 - 15 * i, rect.y], [badge])),
  ]);
}

/** An arrow that returns to its start. */
function turning(): Element {
  return group("ak-turning", [
    svgElement("circle", { class: "ak-hole", r: 8 }),
    svgElement("path", { d: "M4.2,1.8A4.6,4.6 0 1 1 3.2,-3.3" }),
    svgElement("path", { class: "ak-head", d: "M5.6,-0.4L1,-3.2L6,-5.6Z" }),
  ]);
}

function stem({ rect }: AsBox, { at: [x, y], site, client }: Hanging): Element {
  const [from, letter] = [Math.min(Math.max(x, rect.x + 4), rect.x + rect.width - 4), site ? site.name : client!.site];
  return svgElement("path", {
    class: classes("ak-stem", siteClass(letter)),
    d: `M${from},${rect.y + rect.height}L${x},${y}`,
  });
}

function drawHanging({ site, client, label, at: [x, y], side }: Hanging, { small }: AsGraphSize): Element {
  const lost = client?.site === null;
  const look = classes("ak-client", siteClass(client?.site), lost && "ak-lost");
  const mark = site ? siteGlyph(site.name, site.dead) : svgElement("circle", { class: look, r: markRadius.client + 1 });
  const aside = markRadius.site + BESIDE + textWidth(label, small, true) / 2;
  const where = side === undefined ? [x, y + markRadius.site + small] : [x + side * aside, y + 0.35 * small];
  const text = label
    ? [
        svgElement(
          "text",
          { class: classes("ak-under", site && siteClass(site.name)), x: where[0], y: where[1], "font-size": small },
          [label],
        ),
      ]
    : [];
  return group("ak-hanging", [at([x, y], [mark]), ...text]);
}

/** An envelope; crossed for a withdrawal. */
function drawMessage({ kind, site, progress = 0.5 }: AsMessage, line: Line): Element {
  const gone = kind === "withdrawal";
  return svgElement("g", { class: classes("ak-message", siteClass(site), gone && "ak-gone") }, [
    at(pointAlong(line, Math.min(0.95, Math.max(0.05, progress))), [
      svgElement("path", { d: "M-9,-6H9V6H-9Z" }),
      svgElement("path", { class: "ak-flap", d: gone ? "M-9,-6L9,6M-9,6L9,-6" : "M-9,-6L0,1.5L9,-6" }),
    ]),
  ]);
}

/** Labels of links, placed off boxes and with as little overlap with lines as possible. */
function drawLabels(
  links: readonly { readonly link: AsNodeLink; readonly line: Line }[],
  { boxes, width, height }: PlacedBoxes,
  arrows: readonly Line[],
  { small }: AsGraphSize,
): Element[] {
  const marks = boxes.flatMap(({ as, rect, hanging }) => [
    { key: `AS${as.asn}`, rect },
    ...hanging.map((each) => ({ key: `AS${as.asn}`, rect: rectOf(each) })),
  ]);
  const labels = links.flatMap(({ link, line }, i) => {
    if (!link.label) return [];
    const width = textWidth(link.label, small);
    const placements = [0.5, 0.4, 0.6, 0.3, 0.7].map((part, n): Placement => {
      const [x, y] = pointAlong(pieceOf(line, 0, 1), part);
      return {
        x,
        y: y + 0.35 * small,
        anchor: "middle",
        cost: n,
        rect: { x: x - width / 2, y: y - small / 2, width, height: small },
      };
    });
    return [{ key: String(i), placements, priority: 1 }];
  });
  const bounds = { x: 0, y: 0, width, height };
  const kept = declutter(labels, { bounds, marks, lines: [...arrows, ...links.map(({ line }) => reversed(line))] });
  return [...kept].map(([key, { x, y }]) =>
    svgElement("text", { class: "ak-cost", x, y, "text-anchor": "middle", "font-size": small }, [
      links[Number(key)].link.label!,
    ]),
  );
}
