// Motions: runs of the simulators as data that the player draws.
export { bgpMotion, type BgpMotionOptions } from "./bgp-motion.js";
export { moveLooks, type Counter, type Held, type Motion, type MotionEvent, type Move, type MoveLook, type Phase, type StageOptions } from "./motion.js"; // prettier-ignore
export { combineMotions } from "./combine-motions.js";
export { trafficMotion, type HeldNow, type TrafficMotionOptions } from "./traffic-motion.js";
