// data/land.json is made here: `npx vitest run --config test/vitest.config.ts test/figures/map/land.test.ts -u` writes it again.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { feature, mergeArcs, meshArcs, quantize } from "topojson-client";
import type { GeometryCollection, MultiLineString, MultiPolygon, Polygon, Topology } from "topojson-specification";
import { describe, expect, it } from "vitest";
import { borders, land } from "../../../lib/kit/figures/map/land.js";

const ANTARCTICA = "010";
/** Square degrees: a bend that spans less is straightened; a triangle of a dozen pixels where Europe fills the page. */
const AREA = 0.07;
/** Degrees from corner to corner: smaller islands are left out. */
const ISLAND = 1.2;
/** Resolution of coordinates, degrees. */
const STEP = 0.05;

type Point = number[];

/** Arcs as degrees instead of quantized differences. */
function decode({ transform, ...topology }: Topology): Topology {
  const { scale, translate } = transform!;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  return { ...topology, arcs };
}

/** Visvalingam & Whyatt 1993: the point that spans the smallest triangle with its neighbours goes, again and again. */
function simplify(line: Point[]): Point[] {
  const shrink = Math.cos((line[0][1] * Math.PI) / 180);
  const kept = [...line];
  const area = (i: number) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [kept[i - 1], kept[i], kept[i + 1]];
    return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) * shrink * 0.5;
  };
  const areas = kept.map((_, i) => (i === 0 || i === kept.length - 1 ? Infinity : area(i)));
  for (;;) {
    const least = areas.indexOf(Math.min(...areas));
    if (!(areas[least] < AREA)) return kept;
    kept.splice(least, 1);
    areas.splice(least, 1);
    for (const i of [least - 1, least]) if (i > 0 && i < kept.length - 1) areas[i] = area(i);
  }
}

/** Countries melt into land and the lines between them; unused arcs are dropped, the rest is renumbered. */
function landAndBorders(atlas: Topology) {
  const topology = decode(atlas);
  topology.arcs = topology.arcs.map((arc) => simplify(arc as Point[]) as [number, number][]);
  const countries = topology.objects.countries as GeometryCollection;
  const kept = countries.geometries.filter((country) => country.id !== ANTARCTICA) as (Polygon | MultiPolygon)[];
  const merged = mergeArcs(topology, kept) as unknown as { arcs: number[][][] };
  const lines = meshArcs(topology, { ...countries, geometries: kept }, (a, b) => a !== b);
  const size = (ring: number[]) => {
    const points = ring.flatMap((arc) => topology.arcs[arc < 0 ? ~arc : arc]);
    const extent = (axis: 0 | 1) => {
      const values = points.map((point) => point[axis]);
      return Math.max(...values) - Math.min(...values);
    };
    return points.length < 4 ? 0 : Math.hypot(extent(0), extent(1));
  };
  const polygons = merged.arcs
    .filter((polygon) => size(polygon[0]) > ISLAND)
    .map(([outer, ...holes]) => [outer, ...holes.filter((hole) => size(hole) > ISLAND)]);
  const number = new Map<number, number>();
  const renumber = (arc: number) => {
    const plain = arc < 0 ? ~arc : arc;
    if (!number.has(plain)) number.set(plain, number.size);
    return arc < 0 ? ~number.get(plain)! : number.get(plain)!;
  };
  const objects = {
    land: { type: "MultiPolygon", arcs: polygons.map((polygon) => polygon.map((ring) => ring.map(renumber))) },
    borders: {
      type: "MultiLineString",
      arcs: (lines as unknown as { arcs: number[][] }).arcs.map((line) => line.map(renumber)),
    },
  };
  const arcs = [...number.keys()].map((arc) => topology.arcs[arc]);
  const slim = { type: "Topology", objects, arcs, bbox: [-180, -90, 180, 90] };
  const { transform, ...rest } = quantize(slim as never, { scale: [STEP, STEP], translate: [-180, -90] } as never);
  return { type: rest.type, transform, objects: rest.objects, arcs: rest.arcs };
}

describe("the land on the maps", () => {
  const atlas = readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json"), "utf8");
  const text = `${JSON.stringify(landAndBorders(JSON.parse(atlas) as Topology))}\n`;

  it("is Natural Earth's 1:50m countries of world-atlas, without Antarctica, islets, names and needless points", async () => {
    await expect(text).toMatchFileSnapshot("../../../data/land.json");
  });

  it("weighs less than 23 KB compressed", () => {
    expect(gzipSync(text).length).toBeLessThan(23_000);
  });

  it("decodes to land and borders", () => {
    expect(land().type).toBe("MultiPolygon");
    expect(borders().type).toBe("MultiLineString");
    expect(land().coordinates.length).toBeGreaterThan(100);
  });

  it("decodes as topojson-client does", () => {
    const topology = JSON.parse(text) as Topology<{ land: MultiPolygon; borders: MultiLineString }>;
    expect(land()).toEqual(feature(topology, topology.objects.land).geometry);
    expect(borders()).toEqual(feature(topology, topology.objects.borders).geometry);
  });
});
