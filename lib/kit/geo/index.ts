// Cities, great circles, light in fibre.
export { UnknownCityError, cities, city, cityTitle, findCity, type City } from "./cities.js";
export { EARTH_RADIUS_KM, checkCoordinates, greatCircleKm, type Coordinates } from "./coordinates.js";
export {
  FIBRE_KM_PER_MS,
  TYPICAL_INFLATION,
  expectedRttMs,
  fibreDelayMs,
  inflationOf,
  minRttMs,
  reachKm,
} from "./fibre.js";
export { MOST_CITIES, manyCities } from "./more-cities.js";
export { tableRows } from "./table-rows.js";
export { worldRegion, worldRegionNames, worldRegions, type WorldRegion } from "./world-region.js";
