// Stories as motions for the player.
export { citiesAsk, type CitiesAskOptions } from "./cities-ask.js";
export { fourCasts, type FourCastsOptions } from "./four-casts.js";
export { curedConnection, movedConnection, type MovedConnectionOptions } from "./moved-connection.js";
export { packetsTravel, type PacketsTravelOptions } from "./packets-travel.js";
export { regionDesigns, regionFails, type RegionDesign, type RegionFailsOptions } from "./region-fails.js";
export { retryElsewhere, type RetryElsewhereOptions } from "./retry-elsewhere.js";
export { routesSpread, type RoutesSpreadOptions } from "./routes-spread.js";
export { serverLeaves, type ServerLeavesOptions } from "./server-leaves.js";
export { sitesDisagree, type SitesDisagreeOptions } from "./sites-disagree.js";
export { splitPackets, type SplitCaseName, type SplitPacketsOptions } from "./split-packets.js";
export { withdrawalHunt, type WithdrawalHuntOptions } from "./withdrawal-hunt.js";
