// Layer-4 load balancers.
export { l4Balancer, type BalancerOptions, type BalancerState } from "./l4.js";
export {
  brokenShare,
  daisyChainTable,
  plainTable,
  secondChanceTable,
  type ServerState,
  type ServerTable,
} from "./table.js";
