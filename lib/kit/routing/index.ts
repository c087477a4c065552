// Routing: addresses and prefixes, one provider's network (SPF, ECMP), BGP between ASes, convergence, scenarios.
export { AddressError, addressFromBits, parseAddress, type Address } from "./address.js";
export {
  AnnouncementError,
  DEFAULT_PREFIX,
  type BgpAnnouncement,
  type Community,
  type OriginCode,
  type Target,
} from "./bgp/announcement.js";
export { arrivals, type Arrival, type BgpClient } from "./bgp/arrivals.js";
export { decide, type Decision, type Elimination } from "./bgp/decision.js";
export { NoSteadyStateError, type Engine, type Solution } from "./bgp/engine.js";
export type { Refusal } from "./bgp/exchange.js";
export { describeCandidate, explain, type Candidate, type Explanation, type Refused } from "./bgp/explain.js";
export { fastEngine } from "./bgp/fast/index.js";
export { walkAsPath, type AsHop, type AsWalk, type AsWalkOptions } from "./bgp/forwarding/forward.js";
export {
  DEFAULT_LOCAL_PREF,
  GRACEFUL_SHUTDOWN_LOCAL_PREF,
  mayExport,
  type AsPolicy,
  type BgpPolicies,
  type LocalPrefs,
  type Roa,
} from "./bgp/policy.js";
export type { BgpProblem, ResolvedAnnouncement, ResolvedProblem } from "./bgp/problem.js";
export { referenceEngine } from "./bgp/reference.js";
export type { Rib, RibWithReasons } from "./bgp/rib.js";
export type { BgpRoute, RouteAtRouter, Session } from "./bgp/route.js";
export { originValidity, type Validity } from "./bgp/rpki.js";
export { attributeRules, tieRules, type Rule, type RuleName, type TieBreak } from "./bgp/rules/index.js";
export {
  asPathOf,
  bgpFidelity,
  longestMatchState,
  routeOf,
  siteOf,
  siteSetsOf,
  sitesOf,
  steadyState,
  steadyStates,
  tiedRoutes,
  type SteadyState,
  type SteadyStateOptions,
} from "./bgp/steady-state.js";
export { stableStates, type StableStates } from "./bgp/stable-states.js";
export { updateState, type Update } from "./bgp/update.js";
export { forwardingPathsTo } from "./bgp/forwarding/forwarding-paths.js";
export { converge, type ConvergenceProblem } from "./convergence/converge.js";
export { describeEnding } from "./convergence/replay/describe-ending.js";
export {
  ConvergenceError,
  DETECTION,
  describeEvent,
  detectionMs,
  type AnnouncementChange,
  type Between,
  type Detection,
  type Health,
  type RoutingEvent,
} from "./convergence/events.js";
export { badGadget, bystander, clique, disagree, medOscillation, wedgie } from "./convergence/gadgets.js";
export {
  convergenceFidelity,
  valueAt,
  type Ending,
  type History,
  type LogEntry,
  type Timeline,
} from "./convergence/replay/history.js";
export type { IbgpTopology } from "./bgp/index.js";
export type { HeldRoute } from "./convergence/loc-rib.js";
export type { MessageOrder, PendingMessage } from "./convergence/message-order.js";
export {
  queryStream,
  type QueryInterval,
  type QueryStream,
  type QueryStreamOptions,
} from "./convergence/replay/query-stream.js";
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
} from "./convergence/replay/scrub.js";
export type { Channel, Speaker, Wire, Wiring } from "./convergence/speakers.js";
export type { Mrai, Timing } from "./convergence/timing.js";
export { fatesAt, walkAt, type Fate, type WalkAt, type WalkAtOptions } from "./convergence/replay/walk-at.js";
export { deliver, type Delivery, type DeliveryMode, type DeliveryOptions } from "./delivery.js";
export {
  describeNextHop,
  longestMatch,
  matches,
  type Fib,
  type Fibs,
  type NextHop,
  type Route,
  type RouteSource,
} from "./fib.js";
export { igpFibs, type IgpAnnouncement } from "./igp.js";
export { sendOnLan, type LanDelivery, type LanOptions } from "./lan.js";
export { networkGraph, networkOf } from "./network-graph.js";
export {
  NetworkError,
  defineNetwork,
  link,
  router,
  withCost,
  withoutLink,
  type Link,
  type Network,
  type Router,
} from "./network.js";
export { networkOfCities, providerNetwork, type CityLink, type NetworkName } from "./networks.js";
export { contains, hostPrefix, parsePrefix, prefixOf, type Prefix } from "./prefix.js";
export { networkRules, type NetworkFinding, type NetworkFindingKind } from "./readers/network-rules.js";
export { NetworkFileError } from "./readers/raw-network.js";
export { readNetwork, type ReadNetwork } from "./readers/read-network.js";
export { playScenario, steadyStatesOf } from "./scenario/play.js";
export { parseAsGraph, readScenario, writeScenario } from "./scenario/read.js";
export { ScenarioError, type Scenario, type ScenarioClient, type ScenarioTiming } from "./scenario/scenario.js";
export { walkPacket, type Hop, type PacketOptions, type Walk } from "./walk.js";
