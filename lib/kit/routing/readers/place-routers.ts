// Places for the routers of a network file: by its coordinates, else by a city's name, else by their neighbours.
import { findCity, type Coordinates } from "../../geo/index.js";
import type { NetworkFindings } from "./network-rules.js";
import type { RawLink, RawNode } from "./raw-network.js";

/** By id; a router without a place has no entry. */
export function placeRouters(
  routers: readonly RawNode[],
  links: readonly RawLink[],
  names: ReadonlyMap<string, string>,
  findings: NetworkFindings,
): ReadonlyMap<string, Coordinates> {
  const places = new Map<string, Coordinates>();
  const nowhere = new Set<string>();
  for (const { id, lat, lon, label } of routers) {
    const found =
      lat !== undefined && lon !== undefined ? { lat, lon } : label === undefined ? undefined : cityIn(label);
    if (found) places.set(id, { lat: found.lat, lon: found.lon });
    else nowhere.add(id);
    if (found && (lat === undefined || lon === undefined)) findings.add("placed-by-name", names.get(id)!);
  }
  const neighbours = new Map([...nowhere].map((id) => [id, [] as string[]]));
  for (const { source, target } of links) {
    neighbours.get(source)?.push(target);
    neighbours.get(target)?.push(source);
  }
  // Round by round, so that a chain of unplaced routers is filled from its ends.
  let round = [...nowhere];
  while (round.length > 0) {
    const placed = round.flatMap((id) => {
      const known = neighbours.get(id)!.map((each) => places.get(each));
      const place = middle(known.filter((each) => each !== undefined));
      return place ? [[id, place] as const] : [];
    });
    for (const [id, place] of placed) {
      places.set(id, place);
      nowhere.delete(id);
      findings.add("placed-by-neighbours", names.get(id)!);
    }
    round = [...new Set(placed.flatMap(([id]) => neighbours.get(id)!.filter((each) => nowhere.has(each))))];
  }
  for (const id of nowhere) findings.add("without-place", names.get(id)!);
  return places;
}

/** The city that a label names: the whole label, or the part before a comma or a bracket ("Frankfurt (DE-CIX)"). */
function cityIn(label: string): Coordinates | undefined {
  return findCity(label) ?? findCity(label.split(/[,(;/|]/, 1)[0].trim());
}

/** Places on a circle of 5 degrees, for routers without coordinates. */
export function onCircle(routers: readonly RawNode[]): ReadonlyMap<string, Coordinates> {
  const at = (i: number) => (2 * Math.PI * i) / routers.length;
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return new Map(
    routers.map(({ id }, i) => [id, { lat: round(5 * Math.cos(at(i))), lon: round(5 * Math.sin(at(i))) }]),
  );
}

const RADIAN = Math.PI / 180;

/** The middle of places on a sphere: the mean of their vectors. */
function middle(places: readonly Coordinates[]): Coordinates | undefined {
  if (places.length === 0) return undefined;
  let [x, y, z] = [0, 0, 0];
  for (const { lat, lon } of places) {
    x += Math.cos(lat * RADIAN) * Math.cos(lon * RADIAN);
    y += Math.cos(lat * RADIAN) * Math.sin(lon * RADIAN);
    z += Math.sin(lat * RADIAN);
  }
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return { lat: round(Math.atan2(z, Math.hypot(x, y)) / RADIAN), lon: round(Math.atan2(y, x) / RADIAN) };
}
