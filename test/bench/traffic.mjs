// Packets per second of the event clock, and flows per second of the Monte Carlo: downloads over TCP through a leaf-spine fabric,
// packet by packet with a trace; and connections against random changes of route, counted only.
import {
  brokenFlows,
  disruption,
  fabric,
  fileServer,
  flowHashes,
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
  return [
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
