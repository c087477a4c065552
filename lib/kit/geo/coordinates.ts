// Points on the globe and the great circle between them.

/** A point on the Earth's surface, in degrees: latitude north positive, longitude east positive. */
export interface Coordinates {
  readonly lat: number;
  readonly lon: number;
}

/** Mean radius of the Earth in km (IUGG 1980, R1). */
export const EARTH_RADIUS_KM = 6371.0088;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Great-circle distance in km between two points (haversine formula: exact for near points too).
 * @example Math.round(greatCircleKm(city("London"), city("New York"))) // 5570
 * @throws RangeError if a coordinate is not a number or lies outside -90..90 / -180..180 degrees
 */
export function greatCircleKm(a: Coordinates, b: Coordinates): number {
  for (const point of [a, b]) checkCoordinates(point);
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Checks that a point is on the globe: latitude -90..90 degrees, longitude -180..180 degrees.
 * @example checkCoordinates({ lat: 91, lon: 0 }) // throws RangeError
 * @throws RangeError naming the value when the point is not on the globe
 */
export function checkCoordinates({ lat, lon }: Coordinates): void {
  if (!(Math.abs(lat) <= 90)) throw new RangeError(`Latitude must be between -90 and 90 degrees (got ${lat}).`);
  if (!(Math.abs(lon) <= 180)) throw new RangeError(`Longitude must be between -180 and 180 degrees (got ${lon}).`);
}
