// The layers of a map: land below, lines, marks, and the names on top.
import { type Pixel } from "../core/index.js";
import {
  at,
  classes,
  cross,
  group,
  hitLayer,
  hitLine,
  hitSpot,
  markRadius,
  picture,
  siteClass,
  siteGlyph,
  svgElement,
} from "../svg/index.js";
import type { Coordinates } from "../../geo/index.js";
import type { WhichLabels } from "./choices.js";
import { labelSizes, mapLabels, type LabelSize, type WrittenLabel } from "./labels.js";
import { beside, pathData, projectLine } from "./lines.js";
import { isSplit, type MapModel, type Place } from "./model.js";
import { mapOutlines } from "./outlines.js";
import type { MapProjection } from "./projection.js";

export interface Drawing {
  readonly model: MapModel;
  readonly projection: MapProjection;
  readonly labels: WhichLabels;
  readonly costs: boolean;
  /** Sizes of its text. Defaults to those of a map as wide as the page, and of a phone. */
  readonly sizes?: readonly LabelSize[];
  /** Whether a pointer can press links, routers and sites. Defaults to false. */
  readonly touch?: boolean;
  /** More, drawn over the land and under the lines. */
  readonly underlay?: readonly Element[];
}

export function drawMap({ underlay = [], touch = false, ...drawing }: Drawing): Element {
  const { projection } = drawing;
  const hits = touch ? [hitsOf(drawing)] : [];
  return drawGround(projection, [group("ak-underlay", underlay), ...drawMarks(drawing), ...hits]);
}

/** Links by their place in the list, routers and lone clients by name, sites by letter; sites lie on top. */
function hitsOf({ model: { links, places }, projection }: Drawing): Element {
  const spots = (key: (place: Place) => readonly string[]) =>
    places.flatMap((place) => key(place).map((each) => hitSpot(each, projection.pixel(place))));
  return hitLayer([
    ...links.map(({ from, to }, i) => hitLine(`link:${i}`, pathData(projectLine(projection, from, to)))),
    ...spots(({ router, sites, clients }) =>
      router || sites.length > 0 ? [] : clients.map(({ name }) => `client:${name}`),
    ),
    ...spots(({ router }) => (router ? [`router:${router.id}`] : [])),
    ...spots(({ sites }) => sites.map(({ name }) => `site:${name}`)),
  ]);
}

/** The picture of a map: land, borders and the edge of the world, and these layers over them. */
export function drawGround(projection: MapProjection, layers: readonly Element[]): Element {
  const ground = mapOutlines(projection).map(([className, d]) => svgElement("path", { class: className, d }));
  const svg = picture(projection.width, projection.height, [...ground, ...layers]);
  svg.setAttribute("data-ak-ground", projection.view); // used by page-outlines.ts to find the ground
  return svg;
}

/** Everything above: links, paths, places and, for both sizes, the names. */
export function drawMarks({
  model,
  projection,
  labels,
  costs,
  sizes = labelSizes,
}: Omit<Drawing, "underlay" | "touch">): Element[] {
  const line = (from: Coordinates, to: Coordinates) => projectLine(projection, from, to);
  const linkLines = model.links.map(({ from, to }) => line(from, to));
  const strandLines = model.strands.map((strand) =>
    line(strand.from, strand.to).map((piece) => beside(piece, (strand.lane - (strand.lanes - 1) / 2) * 3.2)),
  );
  const written = sizes.map((size) => ({
    size,
    labels: mapLabels({
      model,
      projection,
      which: labels,
      costs,
      size,
      linkLines: linkLines.map((pieces) => pieces[0] ?? []),
      lines: strandLines.flat(),
    }),
  }));
  const links = model.links.map((link, i) => drawLink(link, linkLines[i]));
  const ways = model.strands.map((strand, i) => drawStrand(strand, strandLines[i]));
  const places = drawingOrder(model.places).flatMap((place) => {
    const [x, y] = projection.pixel(place);
    const isOff = x < 0 || y < 0 || x > projection.width || y > projection.height; // lines to it end at the edge
    return isOff ? [] : [drawPlace(place, [x, y])];
  });
  return [
    group("ak-links", links),
    group("ak-ways", ways),
    group("ak-places", places),
    ...written.map(({ size, labels }) => group(`ak-labels ${size.className}`, labels.map(drawLabel))),
  ];
}

function drawLink({ dead, emphasis }: MapModel["links"][number], pieces: readonly (readonly Pixel[])[]): Element {
  const path = svgElement("path", {
    class: classes("ak-link", dead && "ak-broken", emphasis && "ak-strong"),
    d: pathData(pieces),
  });
  if (!dead || pieces.length === 0) return path;
  const middle = pieces[0][Math.floor(pieces[0].length / 2)];
  const [x, y] = pieces[0].length === 2 ? midpoint(pieces[0][0], pieces[0][1]) : middle;
  return group("ak-dead", [path, at([x, y], [cross(5)])]);
}

const midpoint = (a: Pixel, b: Pixel): Pixel => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

function drawStrand(
  { site, broken, paths }: MapModel["strands"][number],
  pieces: readonly (readonly Pixel[])[],
): Element {
  return svgElement("path", {
    class: classes("ak-way", siteClass(site), broken && "ak-broken"),
    "stroke-width": Math.min(5, 1.3 + 0.5 * paths).toFixed(1),
    d: pathData(pieces),
  });
}

/** Sites over clients, clients over bare routers. */
function drawingOrder(places: readonly Place[]): Place[] {
  const weight = ({ sites, clients }: Place) => (sites.length ? 2 : clients.length ? 1 : 0);
  return [...places].sort((a, b) => weight(a) - weight(b));
}

function drawPlace({ router, sites, clients }: Place, centre: Pixel): Element {
  const parts: Element[] = [];
  const side = markRadius.router;
  if (router && sites.length === 0) {
    const box = { x: -side, y: -side, width: 2 * side, height: 2 * side };
    parts.push(
      svgElement("rect", {
        class: classes("ak-router", router.dead && "ak-dead", router.emphasis && "ak-strong"),
        ...box,
      }),
    );
    if (router.dead) parts.push(cross(side));
  }
  for (const [i, site] of sites.entries()) {
    const shift = (i - (sites.length - 1) / 2) * 2 * markRadius.site;
    parts.push(svgElement("g", shift ? { transform: `translate(${shift},0)` } : {}, [siteGlyph(site.name, site.dead)]));
  }
  const [one, other] = clients;
  if (isSplit(clients)) {
    const r = router && sites.length === 0 ? 4 : markRadius.client;
    for (const [client, sweep] of [[one, 0], [other, 1]] as const)
      parts.push(svgElement("path", { class: classes("ak-client", siteClass(client.site)), d: `M0,${-r}A${r},${r} 0 0 ${sweep} 0,${r}Z` })); // prettier-ignore
    return at(centre, parts);
  }
  for (const [i, client] of clients.entries()) {
    const beside: Pixel = sites.length ? [0.88 * markRadius.site, 0.88 * markRadius.site] : [0, 0];
    const r = router && sites.length === 0 ? 2.9 : markRadius.client;
    const shift = i * 1.6 * r;
    parts.push(
      svgElement("circle", {
        class: classes("ak-client", siteClass(client.site), client.site === null && "ak-lost"),
        cx: beside[0] + shift,
        cy: beside[1],
        r,
      }),
    );
  }
  return at(centre, parts);
}

function drawLabel({ x, y, anchor, text, letter, className }: WrittenLabel): Element {
  const children = letter
    ? [text, svgElement("tspan", { class: `ak-letter ${siteClass(letter)}`, dx: "0.3em" }, [letter])]
    : [text];
  return svgElement("text", { class: className, x, y, "text-anchor": anchor }, children);
}
