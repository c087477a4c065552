// The paths on a map, bundled: one strand per segment and site, with a width by the number of paths, side by side.
import type { Coordinates } from "../../geo/index.js";
import { FigureError } from "../core/index.js";

export interface MapPath {
  /** Two or more stops: ids of routers, names of clients, letters of sites, or coordinates. */
  readonly stops: readonly (string | Coordinates)[];
  /** Letter of the site whose colour it has. */
  readonly site?: string | null;
  /** A flow that does not arrive: drawn dashed. */
  readonly broken?: boolean;
}

/** A segment shared by flows to one site. */
export interface Strand {
  readonly from: Coordinates;
  readonly to: Coordinates;
  readonly site?: string;
  readonly broken: boolean;
  /** Number of paths. */
  readonly paths: number;
  /** Its number among the strands of this segment, and their total. */
  readonly lane: number;
  readonly lanes: number;
}

/** Places nearer than about a kilometre are one. */
export const spot = ({ lat, lon }: Coordinates) => `${lat.toFixed(2)},${lon.toFixed(2)}`;

/** @throws FigureError for an unknown site */
export function checkSite(site: string | null | undefined, known: ReadonlyMap<string, unknown>, who: string): void {
  if (site === undefined || site === null || known.has(site)) return;
  const there = known.size ? `The map has ${[...known.keys()].join(", ")}.` : "The map has none: give sites.";
  throw new FigureError(`${who}: unknown site "${site}". ${there}`);
}

/** @throws FigureError for an unknown stop or site */
export function strandsOf(
  paths: readonly MapPath[],
  named: ReadonlyMap<string, Coordinates>,
  sites: ReadonlyMap<string, unknown>,
): Strand[] {
  const stretches = new Map<string, Map<string, Strand>>();
  for (const { stops, site, broken = false } of paths) {
    const way = stops.map((stop) => (typeof stop === "string" ? stop : spot(stop))).join(" - ");
    checkSite(site, sites, `Path ${way}`);
    const points = stops.map((stop) => {
      const found = typeof stop === "string" ? named.get(stop) : stop;
      if (found) return found;
      throw new FigureError(`Path ${way}: there is no router, client or site "${stop as string}" on the map.`);
    });
    for (let i = 1; i < points.length; i++) {
      const [from, to] = [points[i - 1], points[i]];
      if (spot(from) === spot(to)) continue;
      const key = [spot(from), spot(to)].sort().join(" ");
      const lanes = stretches.get(key) ?? new Map<string, Strand>();
      stretches.set(key, lanes);
      const flow = `${site ?? ""} ${broken}`;
      const same = lanes.get(flow);
      // All strands of a segment have the direction of the first, so that their lanes are side by side.
      const [first] = [...lanes.values()];
      const ends = first ? { from: first.from, to: first.to } : { from, to };
      const strand = { ...ends, broken, paths: (same?.paths ?? 0) + 1, lane: same?.lane ?? lanes.size, lanes: 1 };
      lanes.set(flow, site ? { ...strand, site } : strand);
    }
  }
  return [...stretches.values()].flatMap((lanes) =>
    [...lanes.values()].map((each) => ({ ...each, lanes: lanes.size })),
  );
}
