// Anycast detection by round-trip times, as a map: around every probe the disk from which its answer can have come. Disjoint
// disks mean different machines (Cicalese et al. 2015).
import { geoCircle, geoPath } from "d3";
import { separateProbes, type Probe } from "../../anycast/index.js";
import { type Coordinates, EARTH_RADIUS_KM, reachKm } from "../../geo/index.js";
import { type Figure, FigureError, frame, type FigureText, legendList, legendIcon } from "../core/index.js";
import { classes, hitLayer, hitSpot, svgElement, svgPicture } from "../svg/index.js";
import { drawMap } from "./drawing.js";
import { mapModel } from "./model.js";
import { mapProjection } from "./projection.js";
import type { Region } from "./choices.js";

export interface LightDisksOptions extends FigureText {
  /** Defaults to "fit": the disjoint disks, or all probes if there are none. */
  readonly region?: Region;
  /** Places that a pointer can press or drag, each with its key; drawn as small dots. For explorers. */
  readonly spots?: readonly ({ readonly key: string } & Coordinates)[];
}

/**
 * Draws around each probe the disk from which an answer can have come in its round-trip time (Cicalese et al. 2015).
 * @example lightDisksFigure([{ name: "London", ...city("London"), rttMs: 5 }], { name: "disks", title: "How far can 5 ms go?" })
 * @throws FigureError for no probe; RangeError for invalid coordinates or a negative time
 */
export function lightDisksFigure(probes: readonly Probe[], options: LightDisksOptions): Figure {
  const { name, title, subtitle, region = "fit", spots = [] } = options;
  if (probes.length === 0)
    throw new FigureError(`Figure ${name} must have at least one probe with lat, lon and rttMs.`);
  const separate = new Set(separateProbes(probes));
  const proven = separate.size > 1;
  const disks = probes.map((probe) => ({ probe, shape: disk(probe), separate: proven && separate.has(probe) }));
  const clients = probes.map(({ name, lat, lon, rttMs }) => ({ name: `${name} ${ms(rttMs)}`, lat, lon }));
  const model = mapModel({ clients });
  const shown = disks.some((each) => each.separate) ? disks.filter((each) => each.separate) : disks;
  const corners = shown.flatMap(({ shape }) => shape.coordinates[0].map(([lon, lat]) => ({ lat, lon })));
  const projection = mapProjection(region, [...probes, ...corners]);
  const description = options.description ?? describe(probes, separate);
  const path = geoPath(projection);
  const underlay = disks.map(({ shape, separate }) =>
    svgElement("path", { class: classes("ak-disk", separate && "ak-strong"), d: path(shape) ?? "" }),
  );
  const dots = spots.map((spot) => {
    const [cx, cy] = projection.pixel(spot);
    return svgElement("circle", { class: "ak-quiet-spot", cx: cx.toFixed(1), cy: cy.toFixed(1), r: 2 });
  });
  const svg = drawMap({ model, projection, labels: "all", costs: false, underlay: [...underlay, ...dots] });
  if (spots.length > 0) svg.append(hitLayer(spots.map((spot) => hitSpot(spot.key, projection.pixel(spot)))));
  const legend = [
    `${legendIcon('<circle class="ak-disk ak-strong" r="7"/>')} where an answer came from: these disks do not touch`,
    `${legendIcon('<circle class="ak-disk" r="7"/>')} a disk that overlaps one of them`,
  ];
  return frame({
    kind: "map",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data: {
      columns: ["probe", "round trip (ms)", "reach (km)", "proof"],
      rows: probes.map((probe) => [
        probe.name,
        probe.rttMs,
        Math.round(reachKm(probe.rttMs)),
        proven && separate.has(probe) ? "another machine" : "",
      ]),
    },
    picture: svgPicture(svg, { name, label: `Map: ${title}`, description }),
    legend: legendList(proven ? legend.slice(0, separate.size < probes.length ? 2 : 1) : []),
  });
}

const ms = (rtt: number) => `${Number(rtt.toFixed(1))} ms`;

function disk({ lat, lon, rttMs }: Probe) {
  const degrees = ((reachKm(rttMs) / EARTH_RADIUS_KM) * 180) / Math.PI;
  return geoCircle().center([lon, lat]).radius(Math.min(degrees, 179.9)).precision(4)();
}

function describe(probes: readonly Probe[], separate: ReadonlySet<Probe>): string {
  const each = probes
    .map((probe) => `${probe.name} ${ms(probe.rttMs)}, ${Math.round(reachKm(probe.rttMs))} km`)
    .join("; ");
  const names = [...separate].map((probe) => probe.name);
  const verdict =
    names.length > 1
      ? `The disks of ${names.join(", ")} do not touch: at least ${names.length} machines answer.`
      : "One machine could have answered all of them.";
  return `Disks that light in fibre can reach in half the round-trip time: ${each}. ${verdict}`;
}
