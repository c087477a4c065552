// The picture of the scenario, and what a click in it means: the AS, the site or the link that is nearest to the pointer.
import {
  asGraphFigure,
  escapeHtml,
  asGraphStage,
  mapFigure,
  mapStage,
  type AsGraphContents,
  type Stage,
} from "anycast-kit/figures";
import type { Look, OnMap } from "../protocol.js";

/** What is chosen: "as 10", "link 10 20", "site A" by the site's own name. */
export type Chosen =
  | { readonly kind: "as"; readonly asn: number }
  | { readonly kind: "link"; readonly ends: readonly [number, number] }
  | { readonly kind: "site"; readonly site: string };

/** How near to a link a click must be, px of the picture. */
const REACH = 12;

export interface Picture {
  readonly html: string;
  /** The place in the picture that a pointer is at; sites by their letters. */
  at(event: MouseEvent): Chosen | undefined;
  /** Draws what is chosen stronger; call after `html` is in the page. */
  mark(box: Element, chosen: Chosen | undefined): void;
}

const ends = (link: AsGraphContents["links"][number]): readonly [number, number] =>
  "peers" in link ? link.peers : [link.provider, link.customer];

export type ViewName = "graph" | "map";

/** What is where: a figure, its stage (drawn when first needed), and what its places and links stand for. */
interface Scene {
  readonly html: string;
  readonly stage: () => Stage;
  readonly places: readonly (readonly [place: string, chosen: Chosen])[];
  readonly links: readonly (readonly [number, number])[];
}

function graphScene({ drawn }: Look, title: string): Scene {
  let stage: Stage | undefined;
  return {
    html: asGraphFigure({ ...drawn, name: "playground", title }).html,
    stage: () => (stage ??= asGraphStage(drawn)),
    places: [
      ...drawn.ases.map(({ asn }) => [`AS${asn}`, { kind: "as", asn }] as const),
      ...(drawn.sites ?? []).map(({ name }) => [name, { kind: "site", site: name }] as const),
    ],
    links: drawn.links.map(ends),
  };
}

function mapScene({ sites, clients }: OnMap, title: string): Scene {
  let stage: Stage | undefined;
  return {
    html: mapFigure({ sites, clients, name: "playground", title }).html,
    stage: () => (stage ??= mapStage({ sites, clients })),
    places: [
      ...sites.map(({ name }) => [name, { kind: "site", site: name }] as const),
      ...clients.map(({ name, asn }) => [name, { kind: "as", asn }] as const),
    ],
    links: [],
  };
}

/** @throws FigureError for contents that cannot be drawn */
export function drawPicture(look: Look, view: ViewName, title: string): Picture {
  const { html, stage, places, links } = look.map && view === "map" ? mapScene(look.map, title) : graphScene(look, title); // prettier-ignore
  const pictureOf = (svg: Element) =>
    stage().pictures.find(({ className }) => className === "" || svg.classList.contains(className));
  return {
    html,
    at(event) {
      const svg = (event.target as Element).closest?.("svg");
      const picture = svg && pictureOf(svg);
      if (!svg || !picture) return undefined;
      const box = svg.getBoundingClientRect();
      const scale = picture.width / box.width;
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      // Of several places at one spot the nearest one.
      const covered = places.flatMap(([place, chosen]) => {
        const centre = picture.at(place);
        const [w, h] = picture.reach(place);
        if (!centre || Math.abs(x - centre[0]) > w + 3 || Math.abs(y - centre[1]) > h + 3) return [];
        return [{ chosen, far: Math.hypot(x - centre[0], y - centre[1]) }];
      });
      const [hit] = covered.sort((one, other) => one.far - other.far);
      if (hit) return hit.chosen;
      const near = links
        .map(([a, b]) => ({ ends: [a, b] as const, far: distance([x, y], picture.line(`AS${a}`, `AS${b}`).flat()) }))
        .sort((one, other) => one.far - other.far)[0];
      return near && near.far <= REACH ? { kind: "link", ends: near.ends } : undefined;
    },
    mark(box, chosen) {
      for (const svg of box.querySelectorAll(".ak-picture")) {
        svg.querySelector(".pg-chosen")?.remove();
        if (!chosen) continue;
        const shape = drawnShape(svg, chosen, links) ?? shapeOf(chosen, places, pictureOf(svg));
        if (!shape) continue;
        const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
        group.setAttribute("class", "pg-chosen");
        group.innerHTML = shape; // numbers only
        svg.append(group);
      }
    },
  };
}

type Point = readonly [number, number];

/** What is chosen as the diagram has drawn it: a box, or a line. A stage would have to be drawn first, in two widths. */
function drawnShape(svg: Element, chosen: Chosen, links: Scene["links"]): string | undefined {
  if (chosen.kind === "link") {
    const i = links.findIndex((pair) => pair.includes(chosen.ends[0]) && pair.includes(chosen.ends[1]));
    const drawn = svg.querySelector(":scope > .ak-links")?.children[i];
    const d = (drawn?.matches("path") ? drawn : drawn?.querySelector("path"))?.getAttribute("d");
    return d ? `<path d="${escapeHtml(d)}"/>` : undefined;
  }
  if (chosen.kind !== "as") return undefined;
  const asn = [...svg.querySelectorAll(".ak-asn")].find((text) => text.textContent === `AS${chosen.asn}`);
  const frame = asn?.parentElement?.querySelector(".ak-frame");
  if (!frame) return undefined;
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(frame.getAttribute(name)));
  return `<rect x="${x - 5}" y="${y - 5}" width="${width + 10}" height="${height + 10}" rx="6"/>`;
}

function shapeOf(
  chosen: Chosen,
  places: Scene["places"],
  picture: Stage["pictures"][number] | undefined,
): string | undefined {
  if (!picture || chosen.kind === "link") return undefined;
  const { at, reach } = picture;
  const same = places.filter(
    ([, each]) => each.kind === chosen.kind && JSON.stringify(each) === JSON.stringify(chosen),
  );
  return same
    .map(([place]) => {
      const centre = at(place);
      if (!centre) return "";
      const [w, h] = reach(place).map((half) => half + 5);
      const [x, y] = [centre[0] - w, centre[1] - h];
      return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(2 * w).toFixed(1)}" height="${(2 * h).toFixed(1)}" rx="6"/>`;
    })
    .join("");
}

/** From a point to a line of several pieces. */
function distance([x, y]: Point, line: readonly Point[]): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i - 1], line[i]];
    const square = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const part = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
    least = Math.min(least, Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay)));
  }
  return least;
}
