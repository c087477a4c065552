// Packets per second of the event clock, and flows per second of the Monte Carlo: downloads over TCP through a leaf-spine fabric,
// packet by packet with a trace; and connections against random changes of route, counted only.
import {
  brokenFlows,
  disruption,
  fabric,
  fileServer,
  flowHashes,
  oneRouter,
  quicClient,
  quicServer,
  rendezvous,
  simulate,
  tcpClient,
  tcpServer,
} from "../../lib/kit/dist/traffic/index.js";
import { measure } from "./measure.mjs";

const SHARED = "192.0.2.80";
const address = (i) => `203.0.113.${i + 1}`;

function downloads(count) {
  const names = Array.from({ length: count }, (_none, i) => `client ${i + 1}`);
  const clients = Object.fromEntries(names.map((name, i) => [name, { address: address(i), delayMs: 10 }]));
  const servers = ["S1", "S2", "S3", "S4"];
  const network = fabric({
    address: SHARED,
    leaves: { "leaf 1": servers.slice(0, 2), "leaf 2": servers.slice(2) },
    clients,
  });
  const to = { address: SHARED, port: 80 };
  const hosts = [
    ...names.map((name, i) => ({
      name,
      role: "client",
      node: "internet",
      program: tcpClient({ address: address(i), to }),
    })),
    ...servers.map((name, i) => ({
      ...{ name, role: "site", node: i < 2 ? "leaf 1" : "leaf 2" },
      program: tcpServer({ identity: name, respond: fileServer(50_000) }),
    })),
  ];
  return simulate({ network, hosts });
}

/** One client, one site, one file of this size. */
function download(kind, bytes) {
  const client = { address: address(0), to: { address: SHARED, port: kind === "TCP" ? 80 : 443 } };
  const server = { identity: "A", respond: fileServer(bytes) };
  const network = oneRouter({
    ...{ shared: SHARED, sites: { A: { rttMs: 20, unique: "198.51.100.1" } } },
    ...{ clients: { client: { address: address(0) } }, serves: ["A"] },
  });
  const [one, other] =
    kind === "TCP" ? [tcpClient(client), tcpServer(server)] : [quicClient(client), quicServer(server)];
  const hosts = [
    { name: "client", role: "client", node: "router", program: one },
    { name: "A", role: "site", node: "router", program: other },
  ];
  return simulate({ network, hosts });
}

/** The row, and how many of something a second that is. */
const perSecond = (row, what, count) => ({ ...row, [what]: Math.round((1000 * count) / row.median) });

export function trafficRows() {
  const { events, trace } = downloads(50);
  const packets = trace.filter(({ kind }) => kind === "sent").length;
  const clock = measure("event clock: 50 downloads of 50 kB through a fabric", () => downloads(50), {
    runs: 20,
    warmUp: 5,
    events,
    packets,
  });
  const flows = 100_000;
  const routes = (seed) => brokenFlows({ flows, changesPerDay: 1, duration: { kind: "fixed", ms: 3_600_000 }, seed });
  const hashes = flowHashes(flows);
  const names = Array.from({ length: 16 }, (_none, i) => `S${i + 1}`);
  const groups = { before: rendezvous(names), after: rendezvous(names.slice(1)), hashes };
  const files = ["TCP", "QUIC"].flatMap((kind) =>
    [5, 50].map((mb) =>
      measure(`${kind} download of ${mb} MB`, () => download(kind, mb * 1e6), {
        ...{ runs: 5, warmUp: 1, ...(mb === 50 && { target: 2000 }) },
      }),
    ),
  );
  return [
    ...files,
    perSecond(perSecond(clock, "packetsPerSecond", packets), "eventsPerSecond", events),
    perSecond(
      measure("Monte Carlo: 100,000 connections, random changes of route", routes, { runs: 20, warmUp: 5 }),
      "flowsPerSecond",
      flows,
    ),
    perSecond(
      measure("100,000 flows before and after one of 16 members goes, rendezvous", () => disruption(groups), {
        runs: 20,
        warmUp: 5,
      }),
      "flowsPerSecond",
      flows,
    ),
  ];
}
