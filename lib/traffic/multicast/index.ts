export * from "./first-hop.js";
export * from "./last-hop.js";
export { streamKey, type MsdpMessage, type PimMessage, type Stream, type StreamPacket } from "./message.js";
export * from "./rendezvous-point.js";
export { MSDP_TIMERS, PIM_TIMERS } from "./timers.js";
