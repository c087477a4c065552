// An authored AS graph -> the compiled form, with its geography: one list of places, PoPs per AS, meeting places per link.
import { city as cityNamed, UnknownCityError, greatCircleKm } from "../geo/index.js";
import {
  AsGraphError,
  defineAsGraph,
  describeLink,
  endsOf,
  type As,
  type AsGraph,
  type AsLink,
  type Pop,
} from "./as-graph.js";
import { compileColumns } from "./compile.js";
import { PEER, PROVIDER_CUSTOMER } from "./columns.js";
import type { Adjacency, CompiledAsGraph } from "./compiled.js";
import { type GraphologyGraph, isGraphology } from "./graphology-input.js";
import { placeRows, placesOf, type Geography, type Place } from "./geography.js";

/**
 * Compiles an AS graph once, for any number of routing questions.
 * @example compile(defineAsGraph({ ases: [{ asn: 1 }, { asn: 2 }], links: [{ peers: [1, 2] }] })).links // 1
 * @throws AsGraphError for a link in an unknown city
 */
export function compile(graph: AsGraph): CompiledAsGraph {
  const ends = graph.links.map(endsOf);
  const columns = {
    a: Uint32Array.from(ends, ([a]) => a),
    b: Uint32Array.from(ends, ([, b]) => b),
    kind: Int8Array.from(graph.links, (link) => ("peers" in link ? PEER : PROVIDER_CUSTOMER)),
    length: graph.links.length,
  };
  const compiled = compileColumns(columns, { alone: graph.ases.map(({ asn }) => asn), numbered: true });
  const byAsn = new Map(graph.ases.map((as) => [as.asn, as]));
  const ases = Array.from(compiled.asns, (asn) => byAsn.get(asn)!);
  const attributes = {
    names: ases.map(({ name }) => name ?? ""),
    countries: ases.map(({ country }) => country ?? ""),
    weights: Float64Array.from(ases, ({ weight }) => weight),
    routerIds: Uint32Array.from(ases, ({ routerId }) => routerId),
  };
  const geography = geographyOf(
    graph,
    ases.map(({ pops }) => pops),
  );
  return geography ? { ...compiled, attributes, geography } : { ...compiled, attributes };
}

/**
 * The compiled form of a topology in any accepted form.
 * @example compiledOf(asGraphOf(small)).links // 4
 * @throws AsGraphError as defineAsGraph and compile
 */
export function compiledOf(topology: AsGraph | CompiledAsGraph | GraphologyGraph): CompiledAsGraph {
  if (isGraphology(topology)) return compile(defineAsGraph(topology));
  return "asns" in topology ? topology : compile(topology);
}

function geographyOf({ ases, links }: AsGraph, popsByIndex: readonly (readonly Pop[])[]): Geography | undefined {
  if (ases.every(({ pops }) => pops.length === 0) && links.every(({ cities }) => !cities?.length)) return undefined;
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const number = (place: Place): number => {
    const known = numbers.get(place.name);
    if (known !== undefined) return known;
    numbers.set(place.name, places.length);
    return places.push(place) - 1;
  };
  const pops = popsByIndex.map((list) => list.map(({ city, ...rest }) => number({ name: city, ...rest })));
  const popsOf = new Map(ases.map((as) => [as.asn, as.pops]));
  const meetings = links.map((link) => {
    const [a, b] = endsOf(link);
    if (!link.cities?.length) return meetingsOf(popsOf.get(a)!, popsOf.get(b)!).map((name) => numbers.get(name)!);
    return link.cities.map((name) => numbers.get(name) ?? number(placeNamed(name, link)));
  });
  return { places, pops: placeRows(pops), meetings: placeRows(meetings) };
}

/**
 * The inverse of compile: a compiled graph as its author would have written it. Meant for graphs of up to a few thousand ASes.
 * @example asGraphOf(small).links[0] // { provider: 10, customer: 30 }
 */
export function asGraphOf({ asns, customers, peers, geography, attributes }: CompiledAsGraph): AsGraph {
  const nameAt = (place: number) => geography!.places[place].name;
  const ases = Array.from(asns, (asn, v): As => {
    const pops = geography ? Array.from(placesOf(geography.pops, v), (place) => popAt(geography.places[place])) : [];
    const name = attributes?.names[v];
    const country = attributes?.countries[v];
    const weight = attributes?.weights[v] ?? 1;
    return {
      asn,
      ...(name && { name }),
      ...(country && { country }),
      pops,
      weight,
      routerId: attributes?.routerIds[v] ?? asn,
    };
  });
  const links: AsLink[] = [];
  const add = ({ offsets, targets, links: numbers }: Adjacency, make: (a: number, b: number) => AsLink | undefined) => {
    asns.forEach((asn, v) => {
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        const link = make(asn, asns[targets[i]]);
        const meetings = geography && numbers ? Array.from(placesOf(geography.meetings, numbers[i]), nameAt) : [];
        if (link) links.push(meetings.length > 0 ? { ...link, cities: meetings } : link);
      }
    });
  };
  add(customers, (provider, customer) => ({ provider, customer }));
  add(peers, (a, b) => (a < b ? { peers: [a, b] } : undefined));
  return { ases, links };
}

const popAt = ({ name, ...rest }: Place): Pop => ({ city: name, ...rest });

/**
 * The default meeting places of two ASes with these PoPs: every city they share, otherwise where they are closest.
 * @example meetingsOf([{ city: "Paris", ...city("Paris") }], [{ city: "Tokyo", ...city("Tokyo") }, { city: "Paris", ...city("Paris") }]) // ["Paris"]
 */
export function meetingsOf(a: readonly Pop[], b: readonly Pop[]): string[] {
  const shared = a.filter(({ city }) => b.some((pop) => pop.city === city)).map(({ city }) => city);
  if (shared.length > 0 || a.length === 0 || b.length === 0) return shared;
  const pairs = a.flatMap((one) => b.map((other) => ({ city: one.city, km: greatCircleKm(one, other) })));
  return [pairs.reduce((best, pair) => (pair.km < best.km ? pair : best)).city];
}

function placeNamed(name: string, link: AsLink): Place {
  try {
    const { name: found, lat, lon } = cityNamed(name);
    return { name: found, lat, lon };
  } catch (error) {
    if (error instanceof UnknownCityError)
      throw new AsGraphError(`${describeLink(link)}: ${error.message}`, { ends: endsOf(link) });
    throw error;
  }
}
