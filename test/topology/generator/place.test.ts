// Cities for an AS graph without any: links stay, networks get places that hang together, everything follows from the seed.
import { describe, expect, it } from "vitest";
import { greatCircleKm } from "../../../lib/kit/geo/coordinates.js";
import { parseAsRel } from "../../../lib/kit/topology/caida/read.js";
import { encodeAsRel } from "../../../lib/kit/topology/caida/write.js";
import { findAs, neighbourIndices, type CompiledAsGraph } from "../../../lib/kit/topology/compiled.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { placeAsGraph } from "../../../lib/kit/topology/generator/place.js";
import { placesOf } from "../../../lib/kit/topology/geography.js";

const generated = generateInternet({ ases: 2000, seed: 4 });
const { graph: bare } = parseAsRel(encodeAsRel(generated.graph, generated.clique));
const placed = placeAsGraph(bare, { seed: 1 });
const { places, pops, meetings } = placed.geography!;

const neighbours = ({ providers, customers, peers, asns }: CompiledAsGraph) =>
  Array.from(asns, (_asn, as) => [providers, customers, peers].map((rows) => [...neighbourIndices(rows, as)]));

describe("an AS graph that is given cities", () => {
  it("keeps its ASes and links", () => {
    expect(bare.geography).toBeUndefined();
    expect(placed.asns).toEqual(bare.asns);
    expect(placed.links).toBe(bare.links);
    expect(neighbours(placed)).toEqual(neighbours(bare));
  });

  it("has each network in a city, and each link in a city where one of its ends is", () => {
    placed.asns.forEach((_asn, as) => expect(placesOf(pops, as).length).toBeGreaterThan(0));
    const loose: number[] = [];
    for (const { offsets, targets, links } of [placed.customers, placed.peers])
      placed.asns.forEach((_asn, as) => {
        for (let i = offsets[as]; i < offsets[as + 1]; i++) {
          const met = [...placesOf(meetings, links![i])];
          const ends = [...placesOf(pops, as), ...placesOf(pops, targets[i])];
          if (met.length === 0 || !met.every((place) => ends.includes(place))) loose.push(links![i]);
        }
      });
    expect(loose).toEqual([]);
  });

  it("has the large in many cities, and customers nearer to their provider than to others", () => {
    const size = (as: number) => placesOf(pops, as).length;
    for (const asn of generated.clique) expect(size(findAs(placed, asn))).toBeGreaterThan(15);
    const stubs = [...placed.asns.keys()].filter((as) => neighbourIndices(placed.customers, as).length === 0);
    expect(stubs.filter((as) => size(as) === 1).length / stubs.length).toBeGreaterThan(0.5);
    const home = (as: number) => places[placesOf(pops, as)[0]];
    const nearest = (as: number, other: number) =>
      Math.min(...Array.from(placesOf(pops, other), (place) => greatCircleKm(home(as), places[place])));
    const km = stubs.map((as) =>
      Math.min(...Array.from(neighbourIndices(placed.providers, as), (seller) => nearest(as, seller))),
    );
    const others = stubs.map((as, i) =>
      nearest(stubs[(i + 100) % stubs.length], neighbourIndices(placed.providers, as)[0]),
    );
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1];
    expect(median(km)).toBeLessThan(0.5 * median(others));
  });

  it("follows from the seed alone", () => {
    expect(placeAsGraph(bare, { seed: 1 })).toEqual(placed);
    expect(placeAsGraph(bare, { seed: 2 }).geography!.pops).not.toEqual(pops);
  });

  it("has a network of a known country at home there; others are drawn as before", () => {
    const known = [...bare.asns].filter((_asn, i) => i % 2 === 0);
    const countries = new Map(known.map((asn, i) => [asn, i % 3 === 0 ? "BR" : "JP"]));
    const there = placeAsGraph(bare, { seed: 1, countries: new Map([...countries, [bare.asns[1], "XX"]]) });
    const found = there.attributes!.countries;
    const wrong = known.filter((asn) => found[findAs(there, asn)] !== countries.get(asn));
    expect(wrong).toEqual([]);
    expect(new Set(found).size).toBeGreaterThan(20);
    expect(placeAsGraph(bare, { seed: 1, countries: new Map() })).toEqual(placed);
  });

  it("may have provider cycles, and must not have cities already", () => {
    const cycle = parseAsRel("1|2|-1\n2|3|-1\n3|1|-1\n4|1|-1\n").graph;
    expect(placeAsGraph(cycle, { seed: 1 }).geography!.pops.places.length).toBeGreaterThanOrEqual(4);
    expect(() => placeAsGraph(generated.graph, { seed: 1 })).toThrow("already has places");
    expect(() => placeAsGraph(bare, { seed: 0.5 })).toThrow("seed must be an integer (got 0.5)");
  });
});
