// A scenario's events on real routers, and what clients saw beside the model's timeline.
export { comparePlay, tolerancesOf, type PlayRow, type Stretch, type Tolerance } from "./compare-play.js";
export { preparePlay, type Play } from "./play.js";
export { runPlay, type Played, type PlayOptions } from "./run-play.js";
export { QUIET_MS } from "./stream.js";
