// The classic risk of anycast, ready to run: a client, two sites, and a route that moves during the conversation. The same
// change under DNS, TCP and QUIC, without and with a cure, as traces and ladders.
import {
  combinePrograms,
  discoverThenDownload,
  type DiscoveryState,
  dnsServer,
  handsOn,
  knowsConnection,
  knowsQuicConnection,
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
  /** How a site treats packets of unknown connections. Defaults to "reset". */
  readonly strangers?: "reset" | "silence";
  /** Length of the file, bytes. Defaults to 8000. */
  readonly fileBytes?: number;
  /** "slow": an eighth of the file every 0.1 s; "fast": as fast as the window allows. Defaults to "slow". */
  readonly pace?: "slow" | "fast";
  /** TCP: how the application reacts when its connection breaks. */
  readonly onBreak?: TcpClientOptions["onBreak"];
  readonly patienceMs?: number;
  /** TCP: pause between the handshake and the request, ms. Defaults to 0. */
  readonly idleMs?: number;
  /** TCP: the address that the client connects to. Defaults to the shared one. */
  readonly to?: "the shared address" | "A's own address";
  /** QUIC: whether servers offer a preferred unicast address. */
  readonly preferredAddress?: boolean;
  /**
   * "forward to the owner": B sends packets of unknown connections to A. "discover, then unicast" (TCP): the client asks the shared
   * address for a site's own address first. Defaults to none.
   */
  readonly cure?: "forward to the owner" | "discover, then unicast";
}

export interface RouteChangeStory extends MovedRouteStory {
  /** The effect on the user. */
  readonly noticed: "nothing" | "a delay" | "a broken connection" | "waits still";
  /** The sites that answered, in order. */
  readonly answeredBy: readonly string[];
  /** How the first connection ended: "complete", "reset", "timed out"; absent for DNS and while it is open. */
  readonly end?: string;
  /** When the user had the complete answer, or an error, ms; absent if still waiting. */
  readonly endedMs?: number;
  /** Delay compared with no route change, ms. */
  readonly lateMs: number;
  /** Bytes of the file that arrived more than once. */
  readonly bytesTwice: number;
}

/** Threshold from which a user notices a delay, ms. */
const NOTICED_MS = 100;

/** @throws TrafficError for invalid times, or a file that is not 8 bytes to 100 MB */
export function routeChange(options: RouteChangeOptions): RouteChangeStory {
  const story = play(options);
  // Only a story with a good end is compared with an undisturbed one.
  const compares = story.noticed === "nothing" || story.noticed === "a delay";
  const lateMs = compares ? Math.max(0, (story.endedMs ?? 0) - (undisturbedEnd(options) ?? 0)) : 0;
  const isLate = story.noticed === "nothing" && lateMs >= NOTICED_MS;
  return { ...story, lateMs, ...(isLate && { noticed: "a delay" as const }) };
}

/** The ends of the last undisturbed stories. A slider that moves the route compares each of its positions with the same one. */
const undisturbed = new Map<string, number | undefined>();
const MOST_KEPT = 16;

/** When the story ends without a change, ms. It takes as long to compute as the story itself. */
function undisturbedEnd(options: RouteChangeOptions): number | undefined {
  const moves = { movesBackAtMs: undefined, movesOnAtMs: undefined, failsAtMs: undefined };
  const quiet = { ...options, movesAtMs: Infinity, ...moves };
  // Infinity has no JSON; a time that is absent is another one.
  const key = JSON.stringify(quiet, (_name, value: unknown) => (value === Infinity ? "never" : value));
  if (!undisturbed.has(key)) {
    if (undisturbed.size === MOST_KEPT) undisturbed.clear();
    undisturbed.set(key, play(quiet).endedMs);
  }
  return undisturbed.get(key);
}

function play(options: RouteChangeOptions): Omit<RouteChangeStory, "lateMs"> {
  const { fileBytes = 8000 } = options;
  const told = movedRoute({ ...options, client: clientOf(options), server: (name) => serverOf(options, name) });
  return { ...told, ...noticedBy(options.protocol, told.run.states.get("client"), fileBytes) };
}

function clientOf({ protocol, onBreak, patienceMs, idleMs, to: where, cure }: RouteChangeOptions): Program {
  const to = { address: where === "A's own address" ? UNIQUE.A : SHARED, port: protocol === "tcp" ? 80 : 443 };
  if (protocol === "tcp" && cure === "discover, then unicast")
    return discoverThenDownload({ address: CLIENT, shared: SHARED, onBreak, patienceMs, idleMs });
  if (protocol === "tcp") return tcpClient({ address: CLIENT, to, onBreak, patienceMs, idleMs });
  if (protocol === "quic") return quicClient({ address: CLIENT, to });
  const lookups = [0, 200, 400, 600, 800].map((atMs, i) => ({ atMs, question: `q${i + 1}.example` }));
  return stubResolver({ address: CLIENT, servers: [SHARED], lookups });
}

function serverOf(options: RouteChangeOptions, name: SiteName): Program {
  const { protocol, strangers, preferredAddress, fileBytes = 8000, pace = "slow", cure } = options;
  if (protocol === "dns") return dnsServer({ identity: name });
  const drip = pace === "slow" ? { drip: { bytes: Math.ceil(fileBytes / 8), everyMs: 100 } } : {};
  const served = { identity: name, strangers, respond: fileServer(fileBytes), ...drip };
  const forwards = { address: UNIQUE[name], to: () => [UNIQUE[name === "A" ? "B" : "A"]] };
  if (protocol === "quic") {
    const preferred = preferredAddress ? { preferredAddress: UNIQUE[name] } : {};
    // Each site has a key of its own: a server must not send a valid reset while another may have the connection (RFC 9000, 21.11).
    const program = quicServer({ ...served, resetKey: name, ...preferred });
    if (cure !== "forward to the owner") return program;
    return handsOn({ program, ...forwards, knows: knowsQuicConnection });
  }
  const program = tcpServer(served);
  if (cure === "discover, then unicast")
    return combinePrograms(dnsServer({ identity: name, answers: () => UNIQUE[name] }), program);
  return cure ? handsOn({ program, ...forwards, knows: knowsConnection }) : program;
}

type Noticed = Pick<RouteChangeStory, "noticed" | "answeredBy" | "endedMs" | "end" | "bytesTwice">;

function noticedBy(protocol: RouteChangeOptions["protocol"], state: unknown, fileBytes: number): Noticed {
  const bytesTwice = 0;
  if (protocol === "dns") {
    const { outcomes } = state as StubState;
    const answeredBy = outcomes.flatMap((each) => each?.reply?.server ?? []);
    if (outcomes.some((each) => each === undefined)) return { noticed: "waits still", answeredBy, bytesTwice };
    const endedMs = Math.max(...outcomes.map((each) => each!.atMs + each!.tookMs));
    if (answeredBy.length < outcomes.length) return { noticed: "a broken connection", answeredBy, endedMs, bytesTwice };
    const isLate = outcomes.some((each) => each!.tries > 1);
    return { noticed: isLate ? "a delay" : "nothing", answeredBy, endedMs, bytesTwice };
  }
  if (protocol === "quic") {
    const { outcome: end, server, endedMs } = state as QuicClientState;
    const noticed = end === undefined ? "waits still" : end === "complete" ? "nothing" : "a broken connection";
    return { noticed, answeredBy: server === undefined ? [] : [server], endedMs, bytesTwice, ...(end && { end }) };
  }
  const found = state as TcpClientState & DiscoveryState;
  const { outcome, attempts = [], tcp, endedMs } = found.download ?? (found.found === undefined && !found.attempts ? ({} as TcpClientState) : found); // prettier-ignore
  const answeredBy = attempts.flatMap(({ server }) => server ?? []);
  const got = attempts.reduce((sum, { bytes }) => sum + bytes, 0);
  const more = { bytesTwice: Math.max(0, got - fileBytes), ...(attempts[0] && { end: attempts[0].end }) };
  if (outcome === undefined)
    return { noticed: "waits still", answeredBy: tcp?.received ? [tcp.received.split(" ")[0]] : [], ...more };
  const noticed = outcome === "broken" ? "a broken connection" : attempts.length > 1 ? "a delay" : "nothing";
  return { noticed, answeredBy, endedMs, ...more };
}
