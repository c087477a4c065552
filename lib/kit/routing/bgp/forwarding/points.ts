// Where packets can be: every AS at each of its PoPs and at each place where it meets a neighbour, numbered once per topology.
import { entryOf, type CompiledAsGraph, placesOf } from "../../../topology/index.js";

/** The number of a point, by AS index and place number, -1 for an unknown place. Any other pair gets a number on first use. */
export type NumberPoint = (index: number, place: number) => number;

const known = new WeakMap<CompiledAsGraph, { readonly number: NumberPoint; readonly count: () => number }>();

export function pointsOf(topology: CompiledAsGraph) {
  const found = known.get(topology) ?? numberPoints(topology);
  known.set(topology, found);
  return found;
}

function numberPoints(topology: CompiledAsGraph) {
  const { asns, geography, providers, customers, peers } = topology;
  const offsets = new Int32Array(asns.length + 1);
  const places: number[] = [];
  asns.forEach((_asn, index) => {
    const here = new Set(geography ? placesOf(geography.pops, index) : [-1]);
    for (const { offsets: rows, links } of geography ? [providers, customers, peers] : [])
      for (let i = rows[index]; links && i < rows[index + 1]; i++)
        for (const place of placesOf(geography!.meetings, links[i])) here.add(place);
    places.push(...[...here].sort((a, b) => a - b));
    offsets[index + 1] = places.length;
  });
  const points = { offsets, targets: Int32Array.from(places) };
  const others = new Map<number, number>();
  const number: NumberPoint = (index, place) => {
    const entry = entryOf(points, index, place);
    if (entry >= 0) return entry;
    const key = (place + 1) * asns.length + index;
    const other = others.get(key) ?? places.length + others.size;
    others.set(key, other);
    return other;
  };
  return { number, count: () => places.length + others.size };
}
