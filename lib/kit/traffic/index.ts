// What happens to a request: clock, packets, hosts, networks, protocols, traces.
export { l4Balancer, type BalancerOptions, type BalancerState } from "./balancer/l4.js";
export {
  brokenShare,
  daisyChainTable,
  plainTable,
  secondChanceTable,
  type ServerState,
  type ServerTable,
} from "./balancer/table.js";
export { discoverThenDownload, type DiscoveryOptions, type DiscoveryState } from "./between/discovery.js";
export { egressTable, type EgressOptions, type EgressTable } from "./between/egress.js";
export { handsOn, rebroadcastsErrors, type HandsOnOptions, type RebroadcastOptions } from "./between/hands-on.js";
export {
  breakProbability,
  cacheMissRatio,
  icmpReachesServer,
  lostWhileUnnoticed,
  perPacketSurvival,
  portSlices,
  stubPenaltyMs,
} from "./closed-forms.js";
export { describePacket, timerText, traceText } from "./describe.js";
export type { DnsMessage, DnsReply } from "./dns/message.js";
export { recursiveResolver, type RecursiveOptions, type RecursiveState } from "./dns/recursive.js";
export { dnsServer, type DnsServerOptions, type DnsServerState } from "./dns/server.js";
export {
  lookupsEvery,
  stubResolver,
  type Lookup,
  type LookupOutcome,
  type StubOptions,
  type StubState,
} from "./dns/stub.js";
export { dnsOverTcp } from "./dns/tcp.js";
export { fileBytes, fileServer, type Respond } from "./download.js";
export {
  compareSchemes,
  groupsAround,
  groupsThrough,
  membersAfter,
  schemeNames,
  schemes,
  textbookShare,
  type GroupChange,
  type GroupMaking,
  type SchemeName,
  type SchemeUnderChange,
  type TextbookShare,
} from "./ecmp/compare-schemes.js";
export {
  disruption,
  disruptionThrough,
  expectedDisruption,
  flowHashes,
  type Disruption,
  type DisruptionThrough,
} from "./ecmp/disruption.js";
export type { Member, NextHopGroup, Scheme } from "./ecmp/group.js";
export { hashThreshold, hashThresholdDisruption } from "./ecmp/hash-threshold.js";
export { hash32, hashFlow, hashPacket, type HashPolicy } from "./ecmp/hash.js";
export { maglev, maglevWith } from "./ecmp/maglev.js";
export { modulo } from "./ecmp/modulo.js";
export { rendezvous } from "./ecmp/rendezvous.js";
export {
  bucketOf,
  replaceMembers,
  resilientGroup,
  rebalance,
  useBucket,
  type Bucket,
  type ResilientGroup,
  type ResilientOptions,
} from "./ecmp/resilient.js";
export { ring, ringWith } from "./ecmp/ring.js";
export type { Action, Host, Input, Program, Reaction } from "./endpoint.js";
export { TrafficError, checkTime, checkMtu } from "./error.js";
export { trafficFidelity } from "./fidelity.js";
export { fragments, type Reassembly } from "./fragment.js";
export { ladder, type Ladder, type LadderOptions, type Remark, type Rung } from "./ladder.js";
export { drainConnections, type Drain, type DrainOptions } from "./montecarlo/drain.js";
export {
  brokenFlows,
  perPacketFlows,
  stabilitySurvey,
  type BrokenFlowsOptions,
  type Duration,
  type PerPacketOptions,
  type Survey,
  type SurveyOptions,
} from "./montecarlo/flows.js";
export { monteCarlo, type TrialsOptions } from "./montecarlo/trials.js";
export { wilson, type Estimate } from "./montecarlo/wilson.js";
export { multicastFidelity } from "./multicast/fidelity.js";
export { firstHopRouter, type FirstHopOptions, type FirstHopState } from "./multicast/first-hop.js";
export {
  ROUTE_CHANGED,
  lastHopRouter,
  type HeardPacket,
  type LastHopOptions,
  type LastHopState,
} from "./multicast/last-hop.js";
export { type MsdpMessage, type PimMessage, type Stream, type StreamPacket } from "./multicast/message.js";
export {
  rendezvousPoint,
  type RendezvousPointOptions,
  type RendezvousPointState,
} from "./multicast/rendezvous-point.js";
export { rendezvousRoutes } from "./multicast/routes.js";
export { MSDP_TIMERS, PIM_TIMERS } from "./multicast/timers.js";
export type { Forwarder, ForwardingStep, NetworkChange, TrafficNetwork } from "./network.js";
export { convergingNetwork, type ConvergingOptions } from "./networks/converging.js";
export { fabric, type FabricOptions, type Leaves } from "./networks/fabric.js";
export { oneRouter, type OneRouterOptions } from "./networks/one-router.js";
export { staticNetwork, type FibChange, type StaticNetworkOptions } from "./networks/static.js";
export { ETHERNET_MTU, datagram, type FlowKey, type Packet, type PacketDraft, type Payload } from "./packet.js";
export { quicClient, type QuicClientOptions, type QuicClientState } from "./quic/client.js";
export { type QuicConnection, type QuicEnd } from "./quic/connection.js";
export { type QuicPacket } from "./quic/packet.js";
export { knowsQuicConnection, quicServer, type QuicServerOptions, type QuicServerState } from "./quic/server.js";
export {
  radiusClient,
  radiusServer,
  type Login,
  type RadiusClientOptions,
  type RadiusServerOptions,
} from "./radius/eap.js";
export { reach, type Reach } from "./reach.js";
export { sceneAt, turnScene, type Flying, type Scene } from "./replay.js";
export { simulate, stateOf, type HostEvent, type Run, type SimulationOptions } from "./simulate.js";
export { tcpClient, type Attempt, type TcpClientOptions, type TcpClientState } from "./tcp/client.js";
export {
  TCP_DEFAULTS,
  type SocketAddress,
  type TcpConnection,
  type TcpEnd,
  type TcpOptions,
  type TcpReaction,
  type TcpState,
} from "./tcp/connection.js";
export { LINUX_RTO, RFC_6298, givesUpAfterMs, type Rto, type RtoLimits } from "./tcp/rto.js";
export { segmentLength, type TcpSegment } from "./tcp/segment.js";
export { knowsConnection, tcpServer, type Served, type TcpServerOptions, type TcpServerState } from "./tcp/server.js";
export { combinePrograms } from "./combine-programs.js";
export { countersOf, fatesOf, type Counters, type PacketFate, type Trace, type TraceEntry } from "./trace.js";
