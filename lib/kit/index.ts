// anycast-kit: routes and simulates IP anycast. Pure: no file system, no clock, no unseeded randomness.
export { announce, site, withdraw } from "./anycast/announcing.js";
export { catchment, type Catchment, type Client, type ClientOutcome } from "./anycast/catchment.js";
export { cloudLatency, meanRttMs, siteChoices, type CloudLatency } from "./anycast/cloud-latency.js";
export { deploy, DeploymentError, type Deployment, type Site } from "./anycast/deployment.js";
export { breakEven } from "./anycast/designs/break-even.js";
export { capstoneBrief, type Proposal } from "./anycast/designs/capstone/capstone.js";
export { designPoints, referenceDesigns } from "./anycast/designs/capstone/reference-designs.js";
export { scoreDesign } from "./anycast/designs/capstone/score-design.js";
export { chooseGreedily, worthOfSites, type ChosenSites } from "./anycast/designs/choose-sites.js";
export { connectionsBrokenByRoutes } from "./anycast/designs/connections-broken.js";
export { servicesOf, type Design } from "./anycast/designs/design.js";
export { detours } from "./anycast/designs/detours.js";
export { compareDesigns, evaluate, type Evaluation } from "./anycast/designs/evaluate.js";
export { onlySites } from "./anycast/designs/only-sites.js";
export { pairwisePreferences, predictSites } from "./anycast/designs/preferences.js";
export { shedByDns, shedByPrepending } from "./anycast/designs/shedding.js";
export { loseSites } from "./anycast/designs/site-loss.js";
export type { DnsSteering } from "./anycast/designs/steering.js";
export { comparePair, separateProbes, type Probe } from "./anycast/detection.js";
export { attachOrigin } from "./anycast/internet/attach.js";
export { catchmentByCity } from "./anycast/internet/by-city.js";
export { internetCatchment, type InternetCatchment, type InternetOutcome } from "./anycast/internet/catchment.js";
export { updateAnnouncement, noAnnounce, prepend, drain } from "./anycast/internet/changes.js";
export { internetClients } from "./anycast/internet/clients.js";
export { compareCatchments } from "./anycast/internet/compare.js";
export { deployOnInternet, type InternetDeployment } from "./anycast/internet/deployment.js";
export { failHealthChecks, failSite } from "./anycast/internet/failure.js";
export { compareHosts } from "./anycast/internet/hosts.js";
export { inflation, type Inflation } from "./anycast/internet/inflation.js";
export { cascade, nMinusOne } from "./anycast/internet/loads.js";
export { unicastRtts, type UnicastRtts } from "./anycast/internet/unicast.js";
export { loadOf, withdrawTo, type SiteDemand } from "./anycast/load.js";
export { nearestSite } from "./anycast/nearest.js";
export { spread } from "./anycast/quantile.js";
export { rootServerSites } from "./anycast/root-sites.js";
export { shares, type Share } from "./anycast/shares.js";
export { asGraphFigure } from "./figures/as-graph/as-graph.js";
export { asGraphContents } from "./figures/as-graph/contents.js";
export type { AsNodeLink } from "./figures/as-graph/model.js";
export { curvesFigure } from "./figures/chart/curves.js";
export { distribution, distributionFigure } from "./figures/chart/distribution.js";
export { flowGridFigure } from "./figures/chart/flow-grid.js";
export { lostQueriesFigure } from "./figures/chart/queries/lost-queries.js";
export { movesFigure } from "./figures/chart/moves.js";
export { plotFigure } from "./figures/chart/plot-figure.js";
export { roundTripFigure } from "./figures/chart/round-trips.js";
export { sharesFigure } from "./figures/chart/shares.js";
export { utilisationFigure } from "./figures/chart/utilisation.js";
export { ladderFigure } from "./figures/ladder/ladder.js";
export { catchmentMap } from "./figures/map/catchment-map.js";
export { cityMap } from "./figures/map/city-map.js";
export { lightDisksFigure } from "./figures/map/light-disks.js";
export { mapFigure } from "./figures/map/map.js";
export { decisionTable } from "./figures/table/decision-table.js";
export { hostFigure } from "./figures/table/hosts.js";
export { fibTable, walkTable } from "./figures/table/routing-tables.js";
export { tableFigure } from "./figures/table/table.js";
export { city, UnknownCityError, cities, type City } from "./geo/cities.js";
export { greatCircleKm } from "./geo/coordinates.js";
export { minRttMs } from "./geo/fibre.js";
export { parseAddress, type Address } from "./routing/address.js";
export { decide } from "./routing/bgp/decision.js";
export { explain, type Explanation } from "./routing/bgp/explain.js";
export { walkAsPath } from "./routing/bgp/forwarding/forward.js";
export { mayExport, type BgpPolicies } from "./routing/bgp/policy.js";
export type { BgpRoute } from "./routing/bgp/route.js";
export { attributeRules, tieRules } from "./routing/bgp/rules/index.js";
export {
  asPathOf,
  routeOf,
  siteOf,
  sitesOf,
  steadyState,
  tiedRoutes,
  type SteadyState,
  steadyStates,
} from "./routing/bgp/steady-state.js";
export { converge } from "./routing/convergence/converge.js";
export { DETECTION, detectionMs, type Detection, type RoutingEvent } from "./routing/convergence/events.js";
export { bystander, clique } from "./routing/convergence/gadgets.js";
export type { History } from "./routing/convergence/replay/history.js";
export { queryStream } from "./routing/convergence/replay/query-stream.js";
export { deliver } from "./routing/delivery.js";
export { matches, type Fibs } from "./routing/fib.js";
export { igpFibs } from "./routing/igp.js";
export { sendOnLan } from "./routing/lan.js";
export { withCost, type Network } from "./routing/network.js";
export { networkOfCities, providerNetwork } from "./routing/networks.js";
export { contains, parsePrefix, type Prefix } from "./routing/prefix.js";
export { walkPacket } from "./routing/walk.js";
export { defineAsGraph, type AsGraph, type AsLink, AsGraphError } from "./topology/as-graph.js";
export { fromGraphology, toGraphology } from "./topology/as-graphology.js";
export { compile } from "./topology/compile-graph.js";
export { indexOfAs, relationshipTo, neighbourIndices, type CompiledAsGraph } from "./topology/compiled.js";
export { generateInternet } from "./topology/generator/index.js";
export { l4Balancer, type BalancerOptions } from "./traffic/balancer/l4.js";
export {
  brokenShare,
  daisyChainTable,
  plainTable,
  secondChanceTable,
  type ServerTable,
} from "./traffic/balancer/table.js";
export { discoverThenDownload } from "./traffic/between/discovery.js";
export { egressTable } from "./traffic/between/egress.js";
export { handsOn } from "./traffic/between/hands-on.js";
export { breakProbability, cacheMissRatio, icmpReachesServer, perPacketSurvival } from "./traffic/closed-forms.js";
export { describePacket } from "./traffic/describe.js";
export { recursiveResolver } from "./traffic/dns/recursive.js";
export { dnsServer, type DnsServerOptions } from "./traffic/dns/server.js";
export { lookupsEvery, stubResolver, type StubOptions } from "./traffic/dns/stub.js";
export { dnsOverTcp } from "./traffic/dns/tcp.js";
export { fileBytes, fileServer } from "./traffic/download.js";
export { disruption, flowHashes } from "./traffic/ecmp/disruption.js";
export { hashThreshold, hashThresholdDisruption } from "./traffic/ecmp/hash-threshold.js";
export { hash32, hashFlow, type HashPolicy } from "./traffic/ecmp/hash.js";
export { maglev, maglevWith } from "./traffic/ecmp/maglev.js";
export { modulo } from "./traffic/ecmp/modulo.js";
export { rendezvous } from "./traffic/ecmp/rendezvous.js";
export { bucketOf, replaceMembers, resilientGroup, useBucket } from "./traffic/ecmp/resilient.js";
export { ring } from "./traffic/ecmp/ring.js";
export type { Host, Program } from "./traffic/endpoint.js";
export { ladder, type Ladder } from "./traffic/ladder.js";
export { drainConnections } from "./traffic/montecarlo/drain.js";
export { brokenFlows, perPacketFlows, stabilitySurvey } from "./traffic/montecarlo/flows.js";
export { monteCarlo } from "./traffic/montecarlo/trials.js";
export { fabric, type FabricOptions } from "./traffic/networks/fabric.js";
export { oneRouter, type OneRouterOptions } from "./traffic/networks/one-router.js";
export { staticNetwork } from "./traffic/networks/static.js";
export { datagram, type Packet } from "./traffic/packet.js";
export { quicClient } from "./traffic/quic/client.js";
export { quicServer } from "./traffic/quic/server.js";
export { reach } from "./traffic/reach.js";
export { simulate, stateOf, type Run } from "./traffic/simulate.js";
export { tcpClient, type TcpClientOptions, type TcpClientState } from "./traffic/tcp/client.js";
export { givesUpAfterMs } from "./traffic/tcp/rto.js";
export { segmentLength, type TcpSegment } from "./traffic/tcp/segment.js";
export { knowsConnection, tcpServer } from "./traffic/tcp/server.js";
export { combinePrograms } from "./traffic/combine-programs.js";
export { readDesignComparison, DesignComparisonError } from "./anycast/designs/comparison/comparison.js";
export type { Figure } from "./figures/core/figure.js";
export { FigureError } from "./figures/core/figure-error.js";
export { svgFile } from "./figures/svg-file.js";
export { AnnouncementError, type BgpAnnouncement } from "./routing/bgp/announcement.js";
export { fastEngine } from "./routing/bgp/fast/index.js";
export { referenceEngine } from "./routing/bgp/reference.js";
export { NoSteadyStateError, type Engine } from "./routing/bgp/engine.js";
export { updateState } from "./routing/bgp/update.js";
export { readNetwork } from "./routing/readers/read-network.js";
export { readScenario } from "./routing/scenario/read.js";
export { steadyStatesOf } from "./routing/scenario/play.js";
export { ScenarioError, type Scenario } from "./routing/scenario/scenario.js";
export { decodeAsGraph, encodeAsGraph } from "./topology/binary.js";
export { AsRelError } from "./topology/caida/error.js";
export { parseAsRel, readAsRel } from "./topology/caida/read.js";
