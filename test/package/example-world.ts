// The names that examples in doc comments use without defining them. The comments stay one line; the test stays real.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as Plot from "@observablehq/plot";
import { providePlotWindow } from "../../lib/kit/figures/index.js";
import * as kit from "../../lib/kit/index.js";
import { planRouters } from "../../lib/kit/routers/index.js";
import { graphSchema } from "../../lib/kit/routing/scenario/index.js";
import { safeParseLong } from "../../lib/kit/topology/index.js";
import { repository } from "../needs.js";
import { publicPaths } from "./doc-examples.js";

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

/** Sites A and B behind the two customers of one provider, with numbers for documentation. */
const scenario = kit.readScenario(
  JSON.stringify({
    format: "anycast-scenario",
    version: 1,
    ases: [64496, 64497, 64498].map((asn) => ({ asn })),
    links: [64497, 64498].map((customer) => ({ provider: 64496, customer })),
    announcements: [
      { site: "A", origin: 64497 },
      { site: "B", origin: 64498 },
    ],
  }),
);
/** Two providers of one site, each of which prefers the route of the other. */
const disagreement = kit.readScenario(
  JSON.stringify({
    format: "anycast-scenario",
    version: 1,
    ases: [64496, 64497, 64498].map((asn) => ({ asn })),
    links: [...[64496, 64497].map((provider) => ({ provider, customer: 64498 })), { peers: [64496, 64497] }],
    announcements: [{ site: "A", origin: 64498 }],
    policies: { ases: { 64496: { localPref: { 64497: 300 } }, 64497: { localPref: { 64496: 300 } } } },
  }),
);

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

const parsed = safeParseLong(graphSchema, { ases: [], links: 5 });
const run = kit.simulate({ network: lan, hosts: [client, server] });

/** For examples that write files. The test removes it. */
export const folder = mkdtempSync(join(tmpdir(), "anycast-examples-"));
const asRelFile = join(folder, "20200101.as-rel.txt");
writeFileSync(asRelFile, "1|2|-1\n2|3|0\n");

type Names = Readonly<Record<string, unknown>>;
const modules = await Promise.all(
  [...publicPaths().values()].map((file) => import(pathToFileURL(file).href) as Promise<Names>),
);

/** What examples use besides the package's own names. */
export const fixtures = {
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
  folder,
  asRelFile,
  spawn,
  comparison: kit.readDesignComparison(
    JSON.stringify({
      format: "anycast-comparison",
      version: 1,
      ases: 300,
      seeds: [1],
      demand: 100,
      sites: { A: { city: "London", capacity: 60 }, B: { city: "Tokyo", capacity: 60 } },
      designs: { global: { kind: "global" }, regional: { kind: "geodns" } },
    }),
  ),
  rows: [
    { km: 100, ms: 1 },
    { km: 9000, ms: 120 },
  ],
  sites: [
    { ...kit.city("Seattle"), name: "A" },
    { ...kit.city("Frankfurt"), name: "B" },
  ],
  rails: [
    { name: "client", role: "client" as const },
    { name: "A", role: "site" as const },
  ],
  slow: stream,
  fast: stream,
  text: JSON.stringify(topoHub),
  scenario,
  plan: planRouters(scenario),
  disagreement,
  /** What is wrong in { ases: [], links: 5 }. */
  issue: parsed.success ? undefined : parsed.error.issues[0],
  questionText: readFileSync(join(repository, "data/questions/drain.json"), "utf8"),
  lan,
  server,
  client,
  flow,
  run,
  trace: run.trace,
  packet: { id: 1, ttl: 64, ...kit.datagram(flow, { kind: "data", label: "a file" }, 2000) },
  evaluation: kit.evaluate({ deployment: worldwide, design: { kind: "global" } }),
  fibs: kit.igpFibs(network, deployment.announcements),
  state: kit.steadyState({ topology: small, announcements }),
  result: kit.catchment({ network, deployment }),
  before: kit.internetCatchment({ deployment: worldwide }),
  after: kit.internetCatchment({ deployment: kit.withdraw(worldwide, "A") }),
};

/** All names of the package, and the fixtures. */
export const world: Names = Object.assign({}, ...modules, fixtures) as Names;
