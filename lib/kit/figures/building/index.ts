// The data centre, drawn: tiers and paths, a hash ring, Maglev's table.
export { maglevFigure, type MaglevOptions } from "./maglev.js";
export { ringFigure, type RingOptions } from "./ring.js";
export { tiersFigure, type Tier, type TierNode, type TierPath, type TiersOptions } from "./tiers.js";
