// Examples of ladder diagrams: a query that is asked again, and a download that meets another server.
import { ladderFigure } from "../../../lib/kit/figures/ladder/ladder.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { dnsServer } from "../../../lib/kit/traffic/dns/server.js";
import { fileServer } from "../../../lib/kit/traffic/download.js";
import { ladder, type Ladder } from "../../../lib/kit/traffic/ladder.js";
import { simulate } from "../../../lib/kit/traffic/simulate.js";
import { staticNetwork } from "../../../lib/kit/traffic/networks/static.js";
import { stubResolver } from "../../../lib/kit/traffic/dns/stub.js";
import { tcpClient } from "../../../lib/kit/traffic/tcp/client.js";
import { tcpServer } from "../../../lib/kit/traffic/tcp/server.js";
import type { Program } from "../../../lib/kit/traffic/endpoint.js";
import { CLIENT, fibs, network, SHARED } from "../../traffic/three-cities.js";

const rails: Ladder["rails"] = [
  { name: "A", role: "site" },
  { name: "client", role: "client" },
  { name: "B", role: "site" },
];
const places = { A: "Seattle", client: "Denver", B: "New York" };

function run(atMs: number, client: Program, site: (name: string) => Program, dies = false) {
  const moved = { atMs, label: "the route moves to B", fibs: fibs("B") };
  return simulate({
    network: staticNetwork({ network, fibs: fibs("A", "B"), changes: [moved] }),
    hosts: [
      { name: "client", role: "client", node: "Denver", program: client },
      { name: "A", role: "site", node: "Seattle", program: site("A") },
      { name: "B", role: "site", node: "New York", program: site("B") },
    ],
    ...(dies && { happenings: [{ kind: "down", host: "A", atMs: 50 }] }),
  }).trace;
}

const dns = (identity: string) => dnsServer({ identity });
const web = (identity: string) =>
  tcpServer({ identity, respond: fileServer(6000), drip: { bytes: 1000, everyMs: 100 } });
const lookups = [0, 100].map((atMs, i) => ({ atMs, question: `${i}.example` }));

export const ladderExamples: Readonly<Record<string, (name: string) => Figure>> = {
  "ladder-dns": (name) =>
    ladderFigure(
      ladder({ trace: run(900, stubResolver({ address: CLIENT, servers: [SHARED], lookups }), dns, true), rails }),
      { name, title: "A fails; the second query is asked again", places },
    ),
  "ladder-tcp": (name) =>
    ladderFigure(
      ladder({ trace: run(260, tcpClient({ address: CLIENT, to: { address: SHARED, port: 80 } }), web), rails }),
      { name, title: "A download meets another server", places },
    ),
};
