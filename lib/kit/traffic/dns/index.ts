// DNS: stub, recursive resolver, server, over UDP and TCP.
export { queryBytes, type DnsMessage, type DnsReply } from "./message.js";
export { recursiveResolver, type RecursiveOptions, type RecursiveState } from "./recursive.js";
export { dnsServer, type DnsServerOptions, type DnsServerState } from "./server.js";
export {
  glibcWaitMs,
  lookupsEvery,
  stubResolver,
  type Lookup,
  type LookupOutcome,
  type StubOptions,
  type StubState,
} from "./stub.js";
export { dnsOverTcp } from "./tcp.js";
