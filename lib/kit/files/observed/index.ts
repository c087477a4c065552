// Observed catchments: RIPE Atlas, Verfploeter's tables, logs of identities; by AS and site.
export { observationsOfAtlas, readAtlas } from "./atlas.js";
export { ObservationError } from "./error.js";
export type { Observation } from "./observation.js";
export {
  readProbes,
  settleObservations,
  type ObservedSites,
  type SettledObservations,
  type SitePatterns,
} from "./sites.js";
export { observationsInTable, readObservationTable } from "./table.js";
