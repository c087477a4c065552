// BGP as messages over time: played, recorded, scrubbed.
export { resolveVersions } from "./announcement-versions.js";
export { converge, type ConvergenceProblem } from "./converge.js";
export { resolveDamping, type Damping } from "./damping.js";
export { describeEnding } from "./replay/describe-ending.js";
export {
  ConvergenceError,
  DETECTION,
  describeEvent,
  dePreferOf,
  detectionMs,
  type AnnouncementChange,
  type Between,
  type Detection,
  type Health,
  type HealthCheck,
  type RoutingEvent,
} from "./events.js";
export { badGadget, bystander, clique, disagree, medOscillation, wedgie } from "./gadgets.js";
export {
  convergenceFidelity,
  valueAt,
  type Ending,
  type History,
  type LogEntry,
  type Timeline,
} from "./replay/history.js";
export type { HeldRoute } from "./loc-rib.js";
export type { MessageOrder, PendingMessage } from "./message-order.js";
export { queryStream, type QueryInterval, type QueryStream, type QueryStreamOptions } from "./replay/query-stream.js";
export { seededRandom, type Random } from "./random.js";
export {
  describeEntry,
  entriesBetween,
  forwardingAt,
  heardAt,
  inFlightAt,
  momentAfter,
  momentAt,
  stepBack,
  stepForward,
  type Forwarding,
  type Moment,
} from "./replay/scrub.js";
export type { Channel, Speaker, Wire, Wiring } from "./speakers.js";
export { resolveTiming, type Mrai, type Timing } from "./timing.js";
export { fatesAt, hopAt, longestFirst, walkAt, type Fate, type WalkAt, type WalkAtOptions } from "./replay/walk-at.js";
export { wire } from "./wiring.js";
