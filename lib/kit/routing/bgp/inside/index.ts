// The inside of an AS: its iBGP sessions, route reflectors and IGP costs, and what its routers use.
export { resolveInside, type IbgpTopology, type ResolvedInside } from "./ibgp-topology.js";
export { settleInside, type Offer } from "./settle-inside.js";
