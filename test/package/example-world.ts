// The names that examples in doc comments use without defining them. The comments stay one line; the test stays real.
import * as Plot from "@observablehq/plot";
import { providePlotWindow } from "../../lib/kit/figures/index.js";
import * as kit from "../../lib/kit/index.js";

const network = kit.providerNetwork("abilene");
const deployment = kit.deploy({ network, address: "192.0.2.53", sites: { A: "Seattle", B: "New York" } });
const { graph } = kit.generateInternet({ ases: 300, seed: 1 });
const topology = kit.attachOrigin(graph, { asn: 64500, at: [{ city: "Seattle" }, { city: "Frankfurt" }] });
const worldwide = kit.deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: { A: { origin: 64500, city: "Seattle" }, B: { origin: 64500, city: "Frankfurt" } },
});
/** AS10 sells to AS30, which sells to the origin of site A; AS20, its peer, sells to that of site B. */
const small = kit.compile(
  kit.defineAsGraph({
    ases: [10, 20, 30, 64501, 64502].map((asn) => ({ asn })),
    links: [
      { provider: 10, customer: 30 },
      { provider: 30, customer: 64501 },
      { peers: [10, 20] },
      { provider: 20, customer: 64502 },
    ],
  }),
);
const announcements = [
  { site: "A", origin: 64501 },
  { site: "B", origin: 64502 },
];
const history = kit.converge({
  topology: small,
  announcements,
  start: "settled",
  events: [{ at: 1000, kind: "site-down", site: "A", detection: kit.DETECTION.bfd }],
});
const stream = kit.queryStream({ history, clients: [{ asn: 30 }], perSecond: 100, fromMs: 0, toMs: 5000 });
const demands = [
  { site: "A", legitimate: 10, attack: 200, capacity: 50 },
  { site: "C", legitimate: 5, capacity: 500 },
];

/** One client, one site, one question: a lookup of example.org. */
const lan = kit.oneRouter({
  shared: "192.0.2.53",
  sites: { A: { rttMs: 10 } },
  clients: { client: { address: "203.0.113.7" } },
});
const server: kit.Host = {
  name: "A",
  node: "router",
  role: "site",
  program: kit.dnsServer({ identity: "ns1.sea.example" }),
};
const client = {
  name: "client",
  node: "router",
  role: "client" as const,
  program: kit.stubResolver({
    address: "203.0.113.7",
    servers: ["192.0.2.53"],
    lookups: [{ atMs: 0, question: "example.org" }],
  }),
};
const flow = { src: "203.0.113.7", srcPort: 5000, dst: "192.0.2.53", dstPort: 53, protocol: "udp" as const };

/** A network as TopoHub writes it. */
const topoHub = {
  graph: { name: "two" },
  nodes: [
    { id: 0, name: "Denver", pos: [-105, 39.7] },
    { id: 1, name: "Chicago", pos: [-87.6, 41.9] },
  ],
  edges: [{ source: 0, target: 1, dist: 1480 }],
};
providePlotWindow();

export const world: Readonly<Record<string, unknown>> = {
  ...kit,
  network,
  deployment,
  graph,
  topology,
  worldwide,
  small,
  announcements,
  history,
  demands,
  Plot,
  rows: [
    { km: 100, ms: 1 },
    { km: 9000, ms: 120 },
  ],
  sites: [
    { ...kit.city("Seattle"), name: "A" },
    { ...kit.city("Frankfurt"), name: "B" },
  ],
  rails: [
    { name: "client", role: "client" },
    { name: "A", role: "site" },
  ],
  slow: stream,
  fast: stream,
  text: JSON.stringify(topoHub),
  lan,
  server,
  client,
  flow,
  run: kit.simulate({ network: lan, hosts: [client, server] }),
  evaluation: kit.evaluate({ deployment: worldwide, design: { kind: "global" } }),
  fibs: kit.igpFibs(network, deployment.announcements),
  state: kit.steadyState({ topology: small, announcements }),
  result: kit.catchment({ network, deployment }),
  before: kit.internetCatchment({ deployment: worldwide }),
  after: kit.internetCatchment({ deployment: kit.withdraw(worldwide, "A") }),
};
