// A diagram of ASes: providers above their customers, the sites at their origins, and the routes that ASes have chosen.
import { placeBoxes, asGraphSizes } from "./boxes.js";
import { drawAsGraph } from "./drawing.js";
import { asGraphModel, linkEnds, type AsGraphContents, type AsGraphModel } from "./model.js";
import {
  type Figure,
  type FigureData,
  frame,
  type FigureText,
  type Pixel,
  escapeHtml,
  legendIcon,
  legendList,
  shareText,
  siteBadge,
  sizesDrawn,
} from "../core/index.js";
import { svgPicture } from "../svg/index.js";
import { leave, lineBetween } from "./lines.js";

export interface AsGraphFigureOptions extends FigureText, AsGraphContents {
  /** Whether a pointer can press ASes and links, in an explorer. Defaults to false. */
  readonly touch?: boolean;
}

/**
 * Draws an AS graph of up to about 15 ASes (40 at most). Every AS is below all its providers, and peers are side by side where
 * possible; x and y override the layout.
 * @example asGraphFigure({ name: "three", title: "Who pays whom", ases: [{ asn: 1 }, { asn: 2 }, { asn: 3 }],
 *   links: [{ provider: 1, customer: 3 }, { peers: [1, 2] }], sites: [{ name: "A", origin: 3, place: "Seattle" }] })
 * @throws FigureError for an ASN that is not drawn, a route or path without a link, or a cycle of providers
 */
export function asGraphFigure(options: AsGraphFigureOptions): Figure {
  const { name, title, subtitle } = options;
  const model = asGraphModel(name, options);
  const description = options.description ?? describe(model, options.fidelity);
  const pictures = sizesDrawn(asGraphSizes).map((size) =>
    svgPicture(drawAsGraph(model, placeBoxes(model, size), size, options.touch), {
      name: `${name}-${size.className}`,
      label: `AS graph: ${title}`,
      description,
      className: size.className,
    }),
  );
  return frame({
    kind: "as-graph",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data: asGraphData(model),
    picture: pictures.join(""),
    legend: legendOf(model),
  });
}

/** The pictures of an AS graph without their frame, and where its ASes ("AS10"), sites and clients are. @throws FigureError */
export function drawnAsGraphs(name: string, contents: AsGraphContents) {
  const model = asGraphModel(name, contents);
  const pictures = asGraphSizes.map((size) => {
    const placed = placeBoxes(model, size);
    const { boxes, boxOf } = placed;
    const hanging = boxes.flatMap((box) =>
      box.hanging.map(({ at, site, client }) => ({ name: site?.name ?? client?.name ?? "", at, box })),
    );
    const boxNamed = (place: string) => boxOf.get(Number(/^AS(\d+)$/.exec(place)?.[1]));
    const hung = (place: string) => hanging.find((each) => each.name === place);
    const at = (place: string): Pixel | undefined => boxNamed(place)?.centre ?? hung(place)?.at;
    const line = (from: string, to: string): readonly (readonly Pixel[])[] => {
      const [a, b] = [boxNamed(from), boxNamed(to)];
      if (a && b) return [lineBetween(a, b, boxes)];
      // From the border of the one box, so that a packet does not cover its name.
      const end = (box: typeof a, place: string, other: string) =>
        box ? leave(box.rect, box.centre, at(other)!) : at(place)!;
      return [[end(a, from, to), end(b, to, from)]];
    };
    const reach = (place: string): Pixel => {
      const rect = boxNamed(place)?.rect;
      return rect ? [rect.width / 2, rect.height / 2] : [12, 12];
    };
    /** Its element; an object, because a kernel compiles these declarations without the DOM's. */
    const svg: object = drawAsGraph(model, placed, size);
    return { size, svg, width: Math.ceil(placed.width), height: Math.ceil(placed.height), at, reach, line };
  });
  return { pictures, description: describe(model, contents.fidelity), legend: legendOf(model) };
}

const list = (names: readonly (string | number)[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

function describe(model: AsGraphModel, fidelity?: AsGraphContents["fidelity"]): string {
  const { ases, links, sites, routes, paths } = model;
  const as = (asn: number) => `AS${asn}`;
  const sentences = [`${ases.length} ${ases.length === 1 ? "AS" : "ASes"}, providers above their customers.`];
  for (const { asn } of ases) {
    const customers = links.flatMap((link) => ("provider" in link && link.provider === asn ? [as(link.customer)] : []));
    if (customers.length) sentences.push(`${as(asn)} sells transit to ${list(customers)}.`);
  }
  const peers = links.flatMap((link) => ("peers" in link ? [link.peers.map(as).join(" with ")] : []));
  if (peers.length) sentences.push(`Peers: ${list(peers)}.`);
  for (const { name, origin, neighbour, place, dead } of sites) {
    const to = neighbour === undefined ? "" : `, announced to ${as(neighbour)}`;
    sentences.push(`Site ${name}${place ? ` (${place})` : ""} is at ${as(origin)}${to}${dead ? " and is dead" : ""}.`);
  }
  for (const { name } of sites) {
    const own = ases.filter((each) => each.site === name && !sites.some(({ origin }) => origin === each.asn));
    if (own.length)
      sentences.push(`${list(own.map(({ asn }) => as(asn)))} ${own.length === 1 ? "reaches" : "reach"} site ${name}.`);
  }
  const loops = ases.filter(({ loop }) => loop);
  if (loops.length) sentences.push(`Packets of ${list(loops.map(({ asn }) => as(asn)))} circle.`);
  const lost = ases.filter(({ site, loop, split }) => site === null && !loop && !split);
  if (lost.length)
    sentences.push(`${list(lost.map(({ asn }) => as(asn)))} ${lost.length === 1 ? "reaches" : "reach"} no site.`);
  if (routes.length) sentences.push("Arrows lead from an AS to its next hop.");
  for (const { ases: way, state = "used", site } of paths)
    sentences.push(`Path ${way.join(" ")}${site ? ` to site ${site}` : ""}${state === "used" ? "" : ` is ${state}`}.`);
  const down = links.filter((link) => link.down).map((link) => linkEnds(link).map(as).join(" - "));
  if (down.length) sentences.push(`Links down: ${list(down)}.`);
  if (fidelity)
    sentences.push(`Modelled: ${fidelity.modelled.join("; ")}. Not modelled: ${fidelity.notModelled.join("; ")}.`);
  return sentences.join(" ");
}

function asGraphData({ ases, links, sites, routes }: AsGraphModel): FigureData {
  const named = ases.some((as) => as.name);
  const asked = ases.some((as) => as.site !== undefined || as.split || as.loop);
  const noted = ases.some((as) => as.note);
  const column = (asn: number, what: "provider" | "peer") =>
    links
      .flatMap((link) => {
        if ("peers" in link)
          return what === "peer" && link.peers.includes(asn) ? link.peers.filter((end) => end !== asn) : [];
        return what === "provider" && link.customer === asn ? [link.provider] : [];
      })
      .join(", ");
  const reached = ({ site, split, loop }: AsGraphModel["ases"][number]) => {
    if (loop) return "loop";
    if (split) return split.map((each) => `${each.site} ${shareText(each.share)}`).join(", ");
    return site === undefined ? "" : (site ?? "none");
  };
  return {
    columns: [
      "AS",
      ...(named ? ["name"] : []),
      "providers",
      "peers",
      ...(sites.length ? ["announces"] : []),
      ...(asked ? ["reaches site"] : []),
      ...(routes.length ? ["next hop"] : []),
      ...(noted ? ["note"] : []),
    ],
    rows: ases.map((as) => [
      `AS${as.asn}`,
      ...(named ? [as.name ?? ""] : []),
      column(as.asn, "provider"),
      column(as.asn, "peer"),
      ...(sites.length
        ? [
            sites
              .filter(({ origin }) => origin === as.asn)
              .map((site) => site.name)
              .join(", "),
          ]
        : []),
      ...(asked ? [reached(as)] : []),
      ...(routes.length
        ? [
            routes
              .filter(({ from }) => from === as.asn)
              .map(({ to }) => `AS${to}`)
              .join(", "),
          ]
        : []),
      ...(noted ? [as.note ?? ""] : []),
    ]),
  };
}

/** Explains only marks that are drawn. */
function legendOf(model: AsGraphModel): string {
  const { ases, links, sites, clients, routes, paths, messages } = model;
  const arrow = (look: string) =>
    legendIcon(
      `<g class="ak-arrow ak-no-site ${look}"><path class="ak-shaft" d="M-8,0L2,0"/><path class="ak-head" d="M8,0L0,4L0,-4Z"/></g>`,
    );
  const box = (look: string) =>
    legendIcon(
      `<g class="ak-as ${look}"><rect class="ak-ground" x="-7" y="-6" width="14" height="12"/><rect class="ak-frame" x="-7" y="-6" width="14" height="12"/></g>`,
    );
  const envelope = (look: string, flap: string) =>
    legendIcon(
      `<g class="ak-message ak-no-site ${look}"><path d="M-8,-5H8V5H-8Z"/><path class="ak-flap" d="${flap}"/></g>`,
    );
  const items = sites.map(
    ({ name, place, origin, neighbour, dead }) =>
      `${siteBadge(name)} ${escapeHtml(place ?? `site ${name}, AS${origin}`)}${neighbour === undefined ? "" : `, announced to AS${neighbour}`}${dead ? " (failed)" : ""}`,
  );
  const has = (shown: boolean, icon: string, words: string) => {
    if (shown) items.push(`${icon} ${words}`);
  };
  const used = paths.some(({ state = "used" }) => state === "used");
  has(
    links.some((link) => "provider" in link && !link.down),
    legendIcon('<path class="ak-transit" d="M-8,-.6L8,-3.2V3.2L-8,.6Z"/>'),
    "transit: the customer pays the provider, who is above, at the thick end",
  );
  has(
    links.some((link) => "peers" in link && !link.down),
    legendIcon('<path class="ak-peer" d="M-8,0H8"/><path class="ak-peer-inside" d="M-8,0H8"/>'),
    "peers: nobody pays",
  );
  has(
    ases.some((as) => as.site ?? as.split),
    box("ak-no-site"),
    "AS, in the colour and with the letter of the site it reaches",
  );
  has(routes.length > 0, arrow(""), "next hop: where an AS sends packets");
  has(used, arrow("ak-path"), "path");
  has(
    paths.some(({ state }) => state === "refused"),
    legendIcon('<path class="ak-cross" d="M-5,-5L5,5M-5,5L5,-5"/>'),
    "route that is not exported, or not accepted",
  );
  has(
    paths.some(({ state }) => state === "broken"),
    arrow("ak-path ak-broken"),
    "flow that does not arrive",
  );
  has(
    ases.some(({ site, loop, split }) => site === null && !loop && !split),
    legendIcon(
      '<g class="ak-no-site"><circle class="ak-hole" r="7"/><path class="ak-cross" d="M-3,-3L3,3M-3,3L3,-3"/></g>',
    ),
    "AS whose packets reach no site",
  );
  has(
    ases.some(({ loop }) => loop),
    legendIcon(
      '<g class="ak-turning"><path d="M4.2,1.8A4.6,4.6 0 1 1 3.2,-3.3"/><path class="ak-head" d="M5.6,-0.4L1,-3.2L6,-5.6Z"/></g>',
    ),
    "AS whose packets circle",
  );
  has(
    links.some((link) => link.down),
    legendIcon('<g class="ak-dead"><path class="ak-cross" d="M-5,-5L5,5M-5,5L5,-5"/></g>'),
    "link that is down",
  );
  has(
    clients.length > 0,
    legendIcon('<circle class="ak-client" r="5"/>'),
    "client, in the colour of the site that answers",
  );
  has(
    messages.some(({ kind }) => kind === "update"),
    envelope("", "M-8,-5L0,1.5L8,-5"),
    "UPDATE with a route",
  );
  has(
    messages.some(({ kind }) => kind === "withdrawal"),
    envelope("ak-gone", "M-8,-5L8,5M-8,5L8,-5"),
    "UPDATE that withdraws it",
  );
  return legendList(items);
}
