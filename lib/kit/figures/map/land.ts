// Land and country borders of the maps: Natural Earth 1:50m (public domain), simplified, through world-atlas, in data/land.json.
import type { MultiLineString, MultiPolygon } from "geojson";
import { feature } from "topojson-client";
import type * as Topo from "topojson-specification";
import landJson from "../../generated/land.js";

type Atlas = Topo.Topology<{ land: Topo.MultiPolygon; borders: Topo.MultiLineString }>;

let decoded: { readonly land: MultiPolygon; readonly borders: MultiLineString } | undefined;

/** Decoded when the first map is drawn, not on import. */
function atlas() {
  if (decoded) return decoded;
  const topology = JSON.parse(landJson) as Atlas;
  const { land, borders } = topology.objects;
  decoded = {
    land: feature(topology, land).geometry,
    borders: feature(topology, borders).geometry,
  };
  return decoded;
}

/** All land but Antarctica, in degrees. */
export const land = (): MultiPolygon => atlas().land;

/** The lines between countries, coasts left out. */
export const borders = (): MultiLineString => atlas().borders;
