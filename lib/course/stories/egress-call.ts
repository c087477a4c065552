// A server at site A calls a web server from the shared address. The answer goes to the site whose catchment the web server is in,
// and that site either knows the owner of the address and port, or resets.
import {
  egressTable,
  type EgressTable,
  fileServer,
  handsOn,
  type Host,
  knowsConnection,
  ladder,
  type Ladder,
  oneRouter,
  type Packet,
  type Run,
  simulate,
  tcpClient,
  type TcpClientState,
  tcpServer,
} from "anycast-kit/traffic";
import { SHARED, UNIQUE } from "./moved-route.js";

export interface EgressCallOptions {
  /** The site whose catchment the web server is in. */
  readonly catchment: "A" | "B";
  /** Whether B has the owner table and forwards to the owner. Defaults to false. */
  readonly ownerTable?: boolean;
  /** The server of site A that calls, 0 to 30: its ports are that slice of the table. Defaults to 3. */
  readonly server?: number;
}

export interface EgressCallStory {
  readonly run: Run;
  readonly ladder: Ladder;
  readonly outcome: "complete" | "broken" | undefined;
  /** The smoothed round trip that A measured, ms; absent without an answer. */
  readonly roundTripMs?: number;
  readonly table: EgressTable;
  /** The shared address that the server calls from. */
  readonly address: string;
}

const WEB = "203.0.113.99";
/** @example egressCall({ catchment: "B" }).outcome // "broken" */
export function egressCall({ catchment, ownerTable = false, server = 3 }: EgressCallOptions): EgressCallStory {
  const table = egressTable({ addresses: { [SHARED]: "A" } });
  const toOwner = ({ dst, dstPort }: Packet) => (table.owner(dst, dstPort ?? 0)?.site === "A" ? [UNIQUE.A] : []);
  const call = tcpClient({ address: SHARED, port: table.slice(server).first, to: { address: WEB, port: 80 } });
  const host = (name: string, role: Host["role"], program: Host["program"]): Host => ({ name, role, node: "router", program }); // prettier-ignore
  const site = { address: UNIQUE.B, knows: knowsConnection, ...(ownerTable && { to: toOwner }) };
  const hosts = [
    host("web", "client", tcpServer({ identity: "web", respond: fileServer(1000) })),
    host("A", "site", handsOn({ program: call, address: UNIQUE.A, knows: () => true })),
    host("B", "site", handsOn({ program: tcpServer({ identity: "B" }), ...site })),
  ];
  const network = oneRouter({
    shared: SHARED,
    sites: { A: { rttMs: 20, unique: UNIQUE.A }, B: { rttMs: 60, unique: UNIQUE.B } },
    clients: { web: { address: WEB, rttMs: 10 } },
    serves: [catchment],
  });
  const run = simulate({ network, hosts });
  const { outcome, tcp } = run.states.get("A") as TcpClientState;
  // The web server stands at the edge, so that the forwarded packets from B to A do not cross its line.
  const rails = hosts.map(({ name, role }) => ({ name, role }));
  const roundTrip = outcome === "complete" ? { roundTripMs: tcp!.rto.srttMs! } : {};
  return { run, ladder: ladder({ trace: run.trace, rails, toMs: 200 }), outcome, table, address: SHARED, ...roundTrip };
}
