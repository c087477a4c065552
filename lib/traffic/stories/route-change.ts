// The one story that everybody warns about, ready to run: a client, two sites, and a route that moves in mid-conversation. The same
// change under DNS, TCP and QUIC, as traces and ladders side by side.
import { TrafficError } from "../error.js";
import { dnsServer } from "../dns/server.js";
import { stubResolver, type StubState } from "../dns/stub.js";
import { fileServer } from "../download.js";
import type { Host, Program } from "../endpoint.js";
import { ladder, type Ladder } from "../ladder.js";
import { oneRouter } from "../networks/one-router.js";
import { quicClient, type QuicClientState } from "../quic/client.js";
import { quicServer } from "../quic/server.js";
import { simulate, type Run } from "../simulate.js";
import { tcpClient, type TcpClientOptions, type TcpClientState } from "../tcp/client.js";
import { tcpServer } from "../tcp/server.js";

export interface RouteChangeOptions {
  readonly protocol: "dns" | "tcp" | "quic";
  /** When the route moves from A to B, ms; 450 unless given, never for Infinity. */
  readonly movesAtMs?: number;
  /** And back again; never unless given. */
  readonly movesBackAtMs?: number;
  /** Round-trip times from the client, ms; 20 and 60 unless given. */
  readonly rttMs?: { readonly A: number; readonly B: number };
  /** What site B does with packets of connections it does not know; "reset" unless given. */
  readonly strangers?: "reset" | "silence";
  /** TCP: what the application does when its connection breaks. */
  readonly onBreak?: TcpClientOptions["onBreak"];
  readonly patienceMs?: number;
  /** QUIC: whether servers offer a unicast address of their own. */
  readonly preferredAddress?: boolean;
  /** How long the story is told, ms; 1500 unless given. Longer to see who gives up. */
  readonly untilMs?: number;
}

export interface RouteChangeStory {
  readonly run: Run;
  readonly ladder: Ladder;
  /** What the user noticed. */
  readonly noticed: "nothing" | "a delay" | "a broken connection" | "waits still";
  /** The sites that answered, in order. */
  readonly answeredBy: readonly string[];
}

const SHARED = "192.0.2.53";
const CLIENT = "203.0.113.7";
const UNIQUE = { A: "198.51.100.1", B: "198.51.100.2" } as const;
/** A kilobyte each tenth of a second: a download that lasts 0.8 s. */
const SLOW = { respond: fileServer(8000), drip: { bytes: 1000, everyMs: 100 } };
type Name = keyof typeof UNIQUE;

/** @throws TrafficError for times that cannot be */
export function routeChange(options: RouteChangeOptions): RouteChangeStory {
  const { movesAtMs = 450, movesBackAtMs, rttMs = { A: 20, B: 60 }, untilMs = 1500 } = options;
  if (movesBackAtMs !== undefined && !(movesBackAtMs > movesAtMs))
    throw new TrafficError(
      `The route moves back at ${movesBackAtMs} ms: that must be after ${movesAtMs} ms, when it moves.`,
    );
  const changes = [
    ...(movesAtMs === Infinity ? [] : [{ atMs: movesAtMs, label: "the route moves to B", serves: ["B"] }]),
    ...(movesBackAtMs === undefined
      ? []
      : [{ atMs: movesBackAtMs, label: "the route moves back to A", serves: ["A"] }]),
  ];
  const network = oneRouter({
    shared: SHARED,
    sites: { A: { rttMs: rttMs.A, unique: UNIQUE.A }, B: { rttMs: rttMs.B, unique: UNIQUE.B } },
    clients: { client: { address: CLIENT } },
    serves: ["A"],
    changes,
  });
  const host = (name: string, role: Host["role"], program: Program): Host => ({ name, role, node: "router", program });
  const hosts = [
    host("client", "client", clientOf(options)),
    ...(["A", "B"] as const).map((name) => host(name, "site", serverOf(options, name))),
  ];
  const run = simulate({ network, hosts, untilMs });
  const rails = hosts.map(({ name, role }) => ({ name, role }));
  return { run, ladder: ladder({ trace: run.trace, rails }), ...told(options.protocol, run.states.get("client")) };
}

function clientOf({ protocol, onBreak, patienceMs }: RouteChangeOptions): Program {
  const to = { address: SHARED, port: protocol === "tcp" ? 80 : 443 };
  if (protocol === "tcp") return tcpClient({ address: CLIENT, to, onBreak, patienceMs });
  if (protocol === "quic") return quicClient({ address: CLIENT, to });
  const lookups = [0, 200, 400, 600, 800].map((atMs, i) => ({ atMs, question: `q${i + 1}.example` }));
  return stubResolver({ address: CLIENT, servers: [SHARED], lookups });
}

function serverOf({ protocol, strangers, preferredAddress }: RouteChangeOptions, name: Name): Program {
  if (protocol === "dns") return dnsServer({ identity: name });
  if (protocol === "tcp") return tcpServer({ identity: name, strangers, ...SLOW });
  const preferred = preferredAddress ? { preferredAddress: UNIQUE[name] } : {};
  return quicServer({ identity: name, strangers, ...preferred, ...SLOW });
}

function told(
  protocol: RouteChangeOptions["protocol"],
  state: unknown,
): Pick<RouteChangeStory, "noticed" | "answeredBy"> {
  if (protocol === "dns") {
    const { outcomes } = state as StubState;
    const answeredBy = outcomes.flatMap((each) => each?.reply?.server ?? []);
    if (outcomes.some((each) => each === undefined)) return { noticed: "waits still", answeredBy };
    if (answeredBy.length < outcomes.length) return { noticed: "a broken connection", answeredBy };
    return { noticed: outcomes.some((each) => each!.tries > 1) ? "a delay" : "nothing", answeredBy };
  }
  if (protocol === "quic") {
    const { outcome, server } = state as QuicClientState;
    const noticed = outcome === undefined ? "waits still" : outcome === "complete" ? "nothing" : "a broken connection";
    return { noticed, answeredBy: server === undefined ? [] : [server] };
  }
  const { outcome, attempts, tcp } = state as TcpClientState;
  const answeredBy = attempts.flatMap(({ server }) => server ?? []);
  if (outcome === undefined)
    return { noticed: "waits still", answeredBy: tcp?.received ? [tcp.received.split(" ")[0]] : [] };
  return {
    noticed: outcome === "broken" ? "a broken connection" : attempts.length > 1 ? "a delay" : "nothing",
    answeredBy,
  };
}
