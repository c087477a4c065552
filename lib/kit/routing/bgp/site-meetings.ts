// Where the links of a site's AS meet: a site has sessions only over links that meet in its city.
import { type Adjacency, type CompiledAsGraph } from "../../topology/index.js";
import { placesOf } from "../../topology/index.js";

/** A neighbour of an AS, and the places where the two meet; none where nobody says. */
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

/**
 * Of the neighbours of an AS, those that it meets at a place or that meet it nobody says where; all of them where the place is
 * unknown (-1), or where none would be left.
 * @param index the AS; neighbours are indexes too
 */
export function neighboursMetAt(
  topology: CompiledAsGraph,
  index: number,
  place: number,
  neighbours: readonly number[],
): readonly number[] {
  if (place < 0) return neighbours;
  const elsewhere = new Set(
    meetingsOfAs(topology, index)
      .filter(({ places }) => places.length > 0 && !places.includes(place))
      .map(({ neighbour }) => neighbour),
  );
  const here = neighbours.filter((neighbour) => !elsewhere.has(neighbour));
  return here.length > 0 ? here : neighbours;
}
