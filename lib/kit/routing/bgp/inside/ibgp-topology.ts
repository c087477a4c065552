// The iBGP topology of an AS with several routers: their sessions, and the distances between them. Defaults to a full mesh, or
// route reflectors (RFC 4456); distances default to the great circle, or IGP costs.
import { AnnouncementError } from "../announcement.js";
import type { CompiledAsGraph, Place } from "../../../topology/index.js";

export interface IbgpTopology {
  /** Each route reflector's city, and the cities of its clients. Reflectors, and routers that are not clients, form a full mesh. */
  readonly reflectors?: Readonly<Record<string, readonly string[]>>;
  /** IGP links between routers by city, with their cost; they replace distances. */
  readonly igp?: readonly { readonly ends: readonly [string, string]; readonly cost: number }[];
}

/** The part of a resolved problem that says where routers are. */
interface Network {
  readonly topology: CompiledAsGraph;
  readonly places: readonly Place[];
  readonly routers: (index: number) => ArrayLike<number>;
  readonly km: (place: number, other: number) => number;
}

/** Routers are numbers here: those of the AS's PoPs. */
export interface ResolvedInside {
  /** Pairs of routers with an iBGP session, each once, the lower number first. */
  readonly sessions: readonly (readonly [number, number])[];
  readonly isClientOf: (router: number, reflector: number) => boolean;
  readonly cost: (from: number, to: number) => number;
  /** Whether the scenario gives the costs; else they are whole km. */
  readonly hasCosts: boolean;
}

/** @throws AnnouncementError for a city in which the AS has no router, or routers without an IGP path */
export function resolveInside(problem: Network, index: number, inside: IbgpTopology = {}): ResolvedInside {
  const routers = problem.routers(index);
  const fail = (text: string) =>
    new AnnouncementError(
      `Inside of AS${problem.topology.asns[index]}: ${text}`,
      undefined,
      `convergence.insides.${problem.topology.asns[index]}`,
    );
  const cities = Array.from(routers, (place) => problem.places[place]?.name ?? "");
  const routerIn = (city: string): number => {
    const router = cities.indexOf(city);
    if (router < 0)
      throw fail(
        cities.some(Boolean)
          ? `no router in ${city}; routers are in ${cities.join(", ")}. Name one of these, or add it to the AS's pops.`
          : `no router in ${city}: the AS has one router. Give it "pops", and the scenario the tieBreak "router".`,
      );
    return router;
  };
  const clients = new Map<number, Set<number>>();
  for (const [city, of] of Object.entries(inside.reflectors ?? {}))
    clients.set(routerIn(city), new Set(of.map(routerIn)));
  const isClientOf = (router: number, reflector: number) => clients.get(reflector)?.has(router) ?? false;
  const isClient = (router: number) => [...clients.keys()].some((reflector) => isClientOf(router, reflector));
  const sessions: [number, number][] = [];
  for (let a = 0; a < cities.length; a++)
    for (let b = a + 1; b < cities.length; b++)
      if (isClientOf(a, b) || isClientOf(b, a) || (!isClient(a) && !isClient(b))) sessions.push([a, b]);
  const byDistance = (from: number, to: number) => Math.round(problem.km(routers[from], routers[to]));
  return {
    sessions,
    isClientOf,
    cost: inside.igp ? igpCosts(inside.igp) : byDistance,
    hasCosts: inside.igp !== undefined,
  };

  /** All pairs (Floyd 1962; Warshall 1962): a handful of routers. */
  function igpCosts(links: NonNullable<IbgpTopology["igp"]>): ResolvedInside["cost"] {
    const n = cities.length;
    const table = Array.from({ length: n }, (_row, i) =>
      Array.from({ length: n }, (_cell, j) => (i === j ? 0 : Infinity)),
    );
    for (const { ends, cost } of links) {
      if (!(cost > 0 && cost < Infinity))
        throw fail(`IGP link ${ends.join(" - ")}: the cost must be above 0 (got ${cost}).`);
      const [a, b] = ends.map(routerIn);
      table[a][b] = table[b][a] = Math.min(cost, table[a][b]);
    }
    for (let k = 0; k < n; k++)
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) table[i][j] = Math.min(table[i][j], table[i][k] + table[k][j]);
    const lost = table[0].indexOf(Infinity);
    if (lost >= 0) throw fail(`no IGP link leads from ${cities[0]} to ${cities[lost]}. Add one.`);
    return (from, to) => table[from][to];
  }
}
