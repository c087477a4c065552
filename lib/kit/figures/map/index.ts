// Maps of sites, clients, links and catchments.
export { catchmentMap, type CatchmentMapOptions, type InternetMapOptions } from "./catchment-map.js";
export { changeMap, changeMapParts, type ChangeMapOptions, type CityChange } from "./change-map.js";
export type { Box, Region, WhichLabels } from "./choices.js";
export { cityMap, cityMapParts, type CityMapOptions, type CityUsers } from "./city-map.js";
export { lightDisksFigure, type LightDisksOptions } from "./light-disks.js";
export { beside, pathData, pointAlong } from "./lines.js";
export { drawnMap, mapFigure, type MapOptions, type MapStageOptions } from "./map.js";
export type { MapClient, MapContents, MapLink, MapModel, MapNetwork, MapRouter, MapSite } from "./model.js";
export type { MapPath } from "./strands.js";
