// Where the links of a site's AS meet: a site has sessions only over links that meet in its city.
import { placesOf, type Adjacency, type CompiledAsGraph } from "../../topology/index.js";

/** A neighbour of an AS, and the places where the two meet; none when unknown. */
interface Met {
  readonly neighbour: number;
  readonly places: Int32Array;
}

function meetingsOfAs({ providers, customers, peers, geography }: CompiledAsGraph, index: number): Met[] {
  if (!geography) return [];
  return [providers, customers, peers].flatMap(({ offsets, targets, links }: Adjacency) =>
    Array.from({ length: offsets[index + 1] - offsets[index] }, (_each, i): Met => {
      const entry = offsets[index] + i;
      const places = links ? placesOf(geography.meetings, links[entry]) : new Int32Array(0);
      return { neighbour: targets[entry], places };
    }),
  );
}

/** Topology -> "AS index:place" -> the answer: thousands of sites need the same one. */
const known = new WeakMap<CompiledAsGraph, Map<string, Int32Array>>();

/**
 * The neighbours of an AS with a link that meets at a place, or with a link whose meeting place is unknown. All neighbours
 * where the place is unknown (-1), or where no link meets there.
 * @param index the AS; neighbours are indexes too, in ascending order
 */
export function neighboursMetAt(
  topology: CompiledAsGraph,
  index: number,
  place: number,
  neighbours: Int32Array,
): Int32Array {
  if (place < 0) return neighbours;
  let ofGraph = known.get(topology);
  if (!ofGraph) known.set(topology, (ofGraph = new Map<string, Int32Array>()));
  const key = `${index}:${place}`;
  let found = ofGraph.get(key);
  if (!found) {
    const elsewhere = new Set(
      meetingsOfAs(topology, index)
        .filter(({ places }) => places.length > 0 && !places.includes(place))
        .map(({ neighbour }) => neighbour),
    );
    const here = elsewhere.size === 0 ? neighbours : neighbours.filter((neighbour) => !elsewhere.has(neighbour));
    ofGraph.set(key, (found = here.length > 0 ? here : neighbours));
  }
  return found;
}
