// The common part of the stories of one client: two sites on one address behind a router, and a route that moves from A to B,
// and possibly back or on to a third site, during the conversation.
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
export const UNIQUE = { A: "198.51.100.1", B: "198.51.100.2", C: "198.51.100.3" } as const;
export type SiteName = keyof typeof UNIQUE;

export interface RouteMoves {
  /** When the route moves from A to B, ms; Infinity for never. Defaults to 450. */
  readonly movesAtMs?: number;
  /** When it moves back, ms. Defaults to never. */
  readonly movesBackAtMs?: number;
  /** When it moves on to a third site, C, ms. Defaults to never; only without `movesBackAtMs`. */
  readonly movesOnAtMs?: number;
  /** When site A fails, ms. Defaults to never. */
  readonly failsAtMs?: number;
  /** Round-trip times from the client, ms. Defaults to 20, 60 and 100. */
  readonly rttMs?: { readonly A: number; readonly B: number; readonly C?: number };
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
  const { movesAtMs = 450, movesBackAtMs, movesOnAtMs, failsAtMs, rttMs = { A: 20, B: 60 }, untilMs = 1500 } = options;
  for (const [name, again] of Object.entries({ movesBackAtMs, movesOnAtMs }))
    if (again !== undefined && !(again > movesAtMs))
      throw new TrafficError(`${name} must be after movesAtMs (got ${again} and ${movesAtMs} ms).`);
  if (movesBackAtMs !== undefined && movesOnAtMs !== undefined)
    throw new TrafficError("movesBackAtMs excludes movesOnAtMs.");
  const names: readonly SiteName[] = movesOnAtMs === undefined ? ["A", "B"] : ["A", "B", "C"];
  const changes = [
    ...(movesAtMs === Infinity ? [] : [{ atMs: movesAtMs, label: "the route moves to B", serves: ["B"] }]),
    ...(movesBackAtMs === undefined
      ? []
      : [{ atMs: movesBackAtMs, label: "the route moves back to A", serves: ["A"] }]),
    ...(movesOnAtMs === undefined ? [] : [{ atMs: movesOnAtMs, label: "the route moves to C", serves: ["C"] }]),
  ];
  const rtts = { C: 100, ...rttMs };
  const network = oneRouter({
    shared: SHARED,
    sites: Object.fromEntries(names.map((name) => [name, { rttMs: rtts[name], unique: UNIQUE[name] }])),
    clients: { client: { address: CLIENT } },
    serves: ["A"],
    changes,
  });
  const host = (name: string, role: Host["role"], program: Program): Host => ({ name, role, node: "router", program });
  const hosts = [
    host("client", "client", options.client),
    ...names.map((name) => host(name, "site", options.server(name))),
  ];
  const happenings: readonly HostEvent[] =
    failsAtMs === undefined ? [] : [{ kind: "down", host: "A", atMs: failsAtMs }];
  const run = simulate({ network, hosts, happenings, untilMs });
  const rails = hosts.map(({ name, role }) => ({ name, role }));
  return { run, ladder: ladder({ trace: run.trace, rails }) };
}
