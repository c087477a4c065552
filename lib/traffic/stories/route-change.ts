// The one story that everybody warns about, ready to run: a client, two sites, and a route that moves in mid-conversation. The same
// change under DNS, TCP and QUIC, as traces and ladders side by side.
import { dnsServer } from "../dns/server.js";
import { stubResolver, type StubState } from "../dns/stub.js";
import { fileServer } from "../download.js";
import type { Program } from "../endpoint.js";
import { quicClient, type QuicClientState } from "../quic/client.js";
import { quicServer } from "../quic/server.js";
import { tcpClient, type TcpClientOptions, type TcpClientState } from "../tcp/client.js";
import { tcpServer } from "../tcp/server.js";
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
  /** What site B does with packets of connections it does not know; "reset" unless given. */
  readonly strangers?: "reset" | "silence";
  /** TCP: what the application does when its connection breaks. */
  readonly onBreak?: TcpClientOptions["onBreak"];
  readonly patienceMs?: number;
  /** QUIC: whether servers offer a unicast address of their own. */
  readonly preferredAddress?: boolean;
}

export interface RouteChangeStory extends MovedRouteStory {
  /** What the user noticed. */
  readonly noticed: "nothing" | "a delay" | "a broken connection" | "waits still";
  /** The sites that answered, in order. */
  readonly answeredBy: readonly string[];
}

/** A kilobyte each tenth of a second: a download that lasts 0.8 s. */
const SLOW = { respond: fileServer(8000), drip: { bytes: 1000, everyMs: 100 } };

/** @throws TrafficError for times that cannot be */
export function routeChange(options: RouteChangeOptions): RouteChangeStory {
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

function noticedBy(
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
