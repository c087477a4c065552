export { behindBalancer, l4Balancer, type BalancerOptions, type BalancerState, type BehindOptions } from "./l4.js";
export * from "./table.js";
