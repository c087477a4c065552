// Adds one AS to a compiled graph. The result equals compiling the whole graph again, which takes seconds for the whole
// Internet.
import type { As } from "./as-graph.js";
import { PEER, PROVIDER_CUSTOMER } from "./columns.js";
import { compileNumbered } from "./compile.js";
import { findAs, type Adjacency, type CompiledAsGraph } from "./compiled.js";
import { placesOf, placeRows, type Geography, type Place, type PlaceRows } from "./geography.js";

/** A link of the new AS. */
export interface NewLink {
  /** ASN of the other end, and its relationship to the new AS. */
  readonly to: number;
  readonly is: "provider" | "peer";
  /** Cities of the graph or of the new AS where they meet. */
  readonly cities: readonly string[];
}

/**
 * The graph with a new AS and its links to existing ASes.
 * @example withAs(small, { asn: 64510, pops: [], weight: 1, routerId: 64510 }, [{ to: 30, is: "provider", cities: [] }]).links // 5
 */
export function withAs(graph: CompiledAsGraph, added: As, links: readonly NewLink[]): CompiledAsGraph {
  const { asns, customers, peers, attributes } = graph;
  const index = [...asns, added.asn].sort((one, other) => one - other).indexOf(added.asn);
  const shifted = (v: number) => (v < index ? v : v + 1);
  const insert = <T extends Uint32Array | Float64Array>(column: T, value: number): T => {
    const longer = new (column.constructor as new (length: number) => T)(column.length + 1);
    longer.set(column.subarray(0, index));
    longer[index] = value;
    longer.set(column.subarray(index), index + 1);
    return longer;
  };
  const count = graph.links + links.length;
  const [a, b, kind] = [new Int32Array(count), new Int32Array(count), new Int8Array(count)];
  // The number that each link has in the graph, in the order of the new numbers, which is the order of asGraphOf, so that
  // compile gives the same result.
  const before = new Int32Array(graph.links).fill(-1);
  let n = 0;
  const list = ({ offsets, targets, links: numbers }: Adjacency, is: number) => {
    for (let v = 0; v < asns.length; v++)
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        if (is === PEER && targets[i] < v) continue; // the same link from its other end
        [a[n], b[n], kind[n]] = [shifted(v), shifted(targets[i]), is];
        if (numbers) before[n] = numbers[i];
        n++;
      }
  };
  list(customers, PROVIDER_CUSTOMER);
  list(peers, PEER);
  for (const { to, is } of links)
    [a[n], b[n], kind[n++]] = [shifted(findAs(graph, to)), index, is === "peer" ? PEER : PROVIDER_CUSTOMER];
  const { names, countries, weights, routerIds } = attributes ?? {
    names: new Array<string>(asns.length).fill(""),
    countries: new Array<string>(asns.length).fill(""),
    weights: new Float64Array(asns.length).fill(1),
    routerIds: asns,
  };
  return {
    ...compileNumbered(insert(asns, added.asn), a, b, kind, true),
    geography: geographyWith(graph, index, added, links, before),
    attributes: {
      names: [...names.slice(0, index), added.name ?? "", ...names.slice(index)],
      countries: [...countries.slice(0, index), added.country ?? "", ...countries.slice(index)],
      weights: insert(weights, added.weight),
      routerIds: insert(routerIds, added.routerId),
    },
  };
}

/** @param before the number that each link had */
function geographyWith(
  { asns, geography }: CompiledAsGraph,
  index: number,
  { pops }: As,
  links: readonly NewLink[],
  before: Int32Array,
): Geography {
  const known: readonly Place[] = geography?.places ?? [];
  const own = pops.filter(({ city }) => known.every(({ name }) => name !== city));
  const all = [...known, ...own.map(({ city, ...rest }): Place => ({ name: city, ...rest }))];
  // Places are numbered in order of appearance: PoPs by AS, then meeting places of links.
  const numbers = new Map<number, number>();
  const renumbered = (place: number): number => {
    const number = numbers.get(place) ?? numbers.size;
    numbers.set(place, number);
    return number;
  };
  const named = (city: string) => renumbered(all.findIndex(({ name }) => name === city));
  const rowOf = (rows: PlaceRows | undefined, i: number) =>
    rows && i >= 0 ? Array.from(placesOf(rows, i), renumbered) : [];
  const popRows = Array.from({ length: asns.length + 1 }, (_none, v) =>
    v === index ? pops.map(({ city }) => named(city)) : rowOf(geography?.pops, v < index ? v : v - 1),
  );
  const meetings = Array.from(before, (number) => rowOf(geography?.meetings, number));
  meetings.push(...links.map(({ cities }) => cities.map(named)));
  return {
    places: Array.from(numbers.keys(), (place) => all[place]),
    pops: placeRows(popRows),
    meetings: placeRows(meetings),
  };
}
