// The classic risk of anycast, ready to run: a client, two sites, and a route that moves during the conversation. The same
// change under DNS, TCP and QUIC, as traces and ladders side by side.
import {
  dnsServer,
  stubResolver,
  type StubState,
  fileServer,
  type Program,
  quicClient,
  type QuicClientState,
  quicServer,
  tcpClient,
  type TcpClientOptions,
  type TcpClientState,
  tcpServer,
} from "anycast-kit/traffic";
import {
  CLIENT,
  movedRoute,
  SHARED,
  UNIQUE,
  type MovedRouteStory,
  type RouteMoves,
  type SiteName,
} from "./moved-route.js";

export interface RouteChangeOptions extends RouteMoves {
  readonly protocol: "dns" | "tcp" | "quic";
  /** How site B treats packets of unknown connections. Defaults to "reset". */
  readonly strangers?: "reset" | "silence";
  /** TCP: how the application reacts when its connection breaks. */
  readonly onBreak?: TcpClientOptions["onBreak"];
  readonly patienceMs?: number;
  /** QUIC: whether servers offer a preferred unicast address. */
  readonly preferredAddress?: boolean;
}

export interface RouteChangeStory extends MovedRouteStory {
  /** The effect on the user. */
  readonly noticed: "nothing" | "a delay" | "a broken connection" | "waits still";
  /** The sites that answered, in order. */
  readonly answeredBy: readonly string[];
  /** When the user had the complete answer, or an error, ms; absent if still waiting. */
  readonly endedMs?: number;
  /** Delay compared with no route change, ms. */
  readonly lateMs: number;
}

/** A kilobyte every 0.1 s: a download that lasts 0.8 s. */
const SLOW = { respond: fileServer(8000), drip: { bytes: 1000, everyMs: 100 } };

/** Threshold from which a user notices a delay, ms. */
const NOTICED_MS = 100;

/** @throws TrafficError for invalid times */
export function routeChange(options: RouteChangeOptions): RouteChangeStory {
  const story = play(options);
  const undisturbed = play({ ...options, movesAtMs: Infinity, movesBackAtMs: undefined });
  const lateMs = Math.max(0, (story.endedMs ?? 0) - (undisturbed.endedMs ?? 0));
  const isLate = story.noticed === "nothing" && lateMs >= NOTICED_MS;
  return { ...story, lateMs, ...(isLate && { noticed: "a delay" as const }) };
}

function play(options: RouteChangeOptions): Omit<RouteChangeStory, "lateMs"> {
  const told = movedRoute({ ...options, client: clientOf(options), server: (name) => serverOf(options, name) });
  return { ...told, ...noticedBy(options.protocol, told.run.states.get("client")) };
}

function clientOf({ protocol, onBreak, patienceMs }: RouteChangeOptions): Program {
  const to = { address: SHARED, port: protocol === "tcp" ? 80 : 443 };
  if (protocol === "tcp") return tcpClient({ address: CLIENT, to, onBreak, patienceMs });
  if (protocol === "quic") return quicClient({ address: CLIENT, to });
  const lookups = [0, 200, 400, 600, 800].map((atMs, i) => ({ atMs, question: `q${i + 1}.example` }));
  return stubResolver({ address: CLIENT, servers: [SHARED], lookups });
}

function serverOf({ protocol, strangers, preferredAddress }: RouteChangeOptions, name: SiteName): Program {
  if (protocol === "dns") return dnsServer({ identity: name });
  if (protocol === "tcp") return tcpServer({ identity: name, strangers, ...SLOW });
  const preferred = preferredAddress ? { preferredAddress: UNIQUE[name] } : {};
  return quicServer({ identity: name, strangers, ...preferred, ...SLOW });
}

type Noticed = Pick<RouteChangeStory, "noticed" | "answeredBy" | "endedMs">;

function noticedBy(protocol: RouteChangeOptions["protocol"], state: unknown): Noticed {
  if (protocol === "dns") {
    const { outcomes } = state as StubState;
    const answeredBy = outcomes.flatMap((each) => each?.reply?.server ?? []);
    if (outcomes.some((each) => each === undefined)) return { noticed: "waits still", answeredBy };
    const endedMs = Math.max(...outcomes.map((each) => each!.atMs + each!.tookMs));
    if (answeredBy.length < outcomes.length) return { noticed: "a broken connection", answeredBy, endedMs };
    return { noticed: outcomes.some((each) => each!.tries > 1) ? "a delay" : "nothing", answeredBy, endedMs };
  }
  if (protocol === "quic") {
    const { outcome, server, endedMs } = state as QuicClientState;
    const noticed = outcome === undefined ? "waits still" : outcome === "complete" ? "nothing" : "a broken connection";
    return { noticed, answeredBy: server === undefined ? [] : [server], endedMs };
  }
  const { outcome, attempts, tcp, endedMs } = state as TcpClientState;
  const answeredBy = attempts.flatMap(({ server }) => server ?? []);
  if (outcome === undefined)
    return { noticed: "waits still", answeredBy: tcp?.received ? [tcp.received.split(" ")[0]] : [] };
  const noticed = outcome === "broken" ? "a broken connection" : attempts.length > 1 ? "a delay" : "nothing";
  return { noticed, answeredBy, endedMs };
}
