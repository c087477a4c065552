// What the stories of one client have in common: two sites on one address behind a router, and a route that moves from A to B, and
// perhaps back, in mid-conversation.
import {
  type Host,
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
  /** When the route moves from A to B, ms. Defaults to 450, never for Infinity. */
  readonly movesAtMs?: number;
  /** And back again. Defaults to never. */
  readonly movesBackAtMs?: number;
  /** Round-trip times from the client, ms. Defaults to 20 and 60. */
  readonly rttMs?: { readonly A: number; readonly B: number };
  /** How long the story is told, ms. Defaults to 1500. Longer to see who gives up. */
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

/** @throws TrafficError for times that cannot be */
export function movedRoute(options: MovedRouteOptions): MovedRouteStory {
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
    host("client", "client", options.client),
    ...(["A", "B"] as const).map((name) => host(name, "site", options.server(name))),
  ];
  const run = simulate({ network, hosts, untilMs });
  const rails = hosts.map(({ name, role }) => ({ name, role }));
  return { run, ladder: ladder({ trace: run.trace, rails }) };
}
