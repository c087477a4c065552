import type { RouteAtRouter } from "../route.js";
import type { Rule } from "./rule.js";

/** The step before the tie-breaks. Only where there is a history: convergence has one, a steady state has none. */
export const olderRoute = (isUsed: (route: RouteAtRouter) => boolean): Rule => ({
  name: "older-route",
  source:
    "RFC 5004: among external routes that are equal up to the BGP Identifier, the one in use stays (FRR without bgp bestpath compare-routerid; BIRD with prefer older)",
  compare: (a, b) => (a.heardBy === "ebgp" && b.heardBy === "ebgp" ? Number(isUsed(b)) - Number(isUsed(a)) : 0),
  because: () => "the router already uses the winner",
});

/** The rules with this step in its place. */
export function withOlderRoute(rules: readonly Rule[], isUsed: (route: RouteAtRouter) => boolean): readonly Rule[] {
  const at = rules.findIndex(({ name }) => ["lowest-asn", "router-id", "peer-address"].includes(name));
  return [...rules.slice(0, at), olderRoute(isUsed), ...rules.slice(at)];
}
