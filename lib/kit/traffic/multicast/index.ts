// PIM and MSDP, limited to what Anycast RP needs.
export { multicastFidelity } from "./fidelity.js";
export { firstHopRouter, type FirstHopOptions, type FirstHopState } from "./first-hop.js";
export { ROUTE_CHANGED, lastHopRouter, type HeardPacket, type LastHopOptions, type LastHopState } from "./last-hop.js";
export { streamKey, type MsdpMessage, type PimMessage, type Stream, type StreamPacket } from "./message.js";
export { rendezvousPoint, type RendezvousPointOptions, type RendezvousPointState } from "./rendezvous-point.js";
export { rendezvousRoutes } from "./routes.js";
export { MSDP_TIMERS, PIM_TIMERS } from "./timers.js";
