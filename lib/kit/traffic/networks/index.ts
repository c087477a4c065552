// Networks that carry packets: static, converging, a leaf-spine fabric, one router.
export { convergingNetwork, type ConvergingOptions } from "./converging.js";
export { fabric, type FabricOptions, type Leaves } from "./fabric.js";
export { oneRouter, type OneRouterOptions } from "./one-router.js";
export { staticNetwork, type FibChange, type StaticNetworkOptions } from "./static.js";
