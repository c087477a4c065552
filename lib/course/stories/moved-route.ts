// The common part of the stories of one client: two sites on one address behind a router, and a route that moves from A to B,
// and possibly back, during the conversation.
import {
  type Host,
  type HostEvent,
  type Program,
  TrafficError,
  ladder,
  type Ladder,
  oneRouter,
  simulate,
  type Run,
} from "anycast-kit/traffic";

export const SHARED = "192.0.2.53";
export const CLIENT = "203.0.113.7";
export const UNIQUE = { A: "198.51.100.1", B: "198.51.100.2" } as const;
export type SiteName = keyof typeof UNIQUE;

export interface RouteMoves {
  /** When the route moves from A to B, ms; Infinity for never. Defaults to 450. */
  readonly movesAtMs?: number;
  /** When it moves back, ms. Defaults to never. */
  readonly movesBackAtMs?: number;
  /** When site A fails, ms. Defaults to never. */
  readonly failsAtMs?: number;
  /** Round-trip times from the client, ms. Defaults to 20 and 60. */
  readonly rttMs?: { readonly A: number; readonly B: number };
  /** Duration of the story, ms; longer values show which hosts give up. Defaults to 1500. */
  readonly untilMs?: number;
}

export interface MovedRouteOptions extends RouteMoves {
  readonly client: Program;
  readonly server: (name: SiteName) => Program;
}

export interface MovedRouteStory {
  readonly run: Run;
  readonly ladder: Ladder;
}

/** @throws TrafficError for invalid times */
export function movedRoute(options: MovedRouteOptions): MovedRouteStory {
  const { movesAtMs = 450, movesBackAtMs, failsAtMs, rttMs = { A: 20, B: 60 }, untilMs = 1500 } = options;
  if (movesBackAtMs !== undefined && !(movesBackAtMs > movesAtMs))
    throw new TrafficError(`movesBackAtMs must be after movesAtMs (got ${movesBackAtMs} and ${movesAtMs} ms).`);
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
    host("client", "client", options.client),
    ...(["A", "B"] as const).map((name) => host(name, "site", options.server(name))),
  ];
  const happenings: readonly HostEvent[] =
    failsAtMs === undefined ? [] : [{ kind: "down", host: "A", atMs: failsAtMs }];
  const run = simulate({ network, hosts, happenings, untilMs });
  const rails = hosts.map(({ name, role }) => ({ name, role }));
  return { run, ladder: ladder({ trace: run.trace, rails }) };
}
