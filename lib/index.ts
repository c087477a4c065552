// The library as lessons import it: everything public, layer by layer.
export * from "./geo/index.js";
export * from "./topology/index.js";
export * from "./routing/index.js";
export * from "./routing/bgp/index.js";
export * from "./routing/convergence/index.js";
export * from "./routing/scenario/index.js";
export * from "./routing/readers/index.js";
export * from "./traffic/index.js";
export * from "./anycast/index.js";
export * from "./figures/index.js";
export * from "./lesson/index.js";
