// What each router of one AS uses if iBGP is not a full mesh: routers advertise to each other by the rules of route reflection
// (RFC 4456), in turn, until nothing changes. The engines say how a router chooses.
import type { ResolvedInside } from "./ibgp-topology.js";

/** A route at one router of the AS. */
export interface Offer<Route> {
  readonly route: Route;
  readonly heardBy: "ebgp" | "ibgp";
  /** The router that heard it over eBGP: the ORIGINATOR_ID. */
  readonly exit: number;
  /** From this router to the exit; 0 at the exit. */
  readonly igpCost: number;
  /** The router that advertised it; -1 over eBGP. */
  readonly via: number;
  /** The routers that advertised it so far, the exit first: the CLUSTER_LIST. */
  readonly passed: readonly number[];
}

export interface InsideOptions<Route> {
  readonly inside: ResolvedInside;
  /** How many routers the AS has. */
  readonly count: number;
  /** The routes that a router heard over eBGP. */
  readonly heardAt: (router: number) => readonly Route[];
  /** The offer that a router uses; of equal ones the first. */
  readonly choose: (offers: readonly Offer<Route>[], router: number) => Offer<Route> | undefined;
}

/** By router, what it uses; undefined if the routers never settle (RFC 3345). */
export function settleInside<Route>({ inside, count, heardAt, choose }: InsideOptions<Route>) {
  const routers = Array.from({ length: count }, (_none, router) => router);
  const peers = routers.map((router) =>
    inside.sessions.flatMap(([a, b]) => (a === router ? [b] : b === router ? [a] : [])).sort((a, b) => a - b),
  );
  const own = routers.map((router) =>
    heardAt(router).map((route): Offer<Route> => ({
      route,
      heardBy: "ebgp",
      exit: router,
      igpCost: 0,
      via: -1,
      passed: [],
    })),
  );
  const used = routers.map((): Offer<Route> | undefined => undefined);

  const advertised = (from: number, to: number): Offer<Route> | undefined => {
    const offer = used[from];
    if (!offer || offer.passed.includes(to)) return undefined;
    const reflects = inside.isClientOf(offer.via, from) || inside.isClientOf(to, from);
    if (offer.heardBy === "ibgp" && !reflects) return undefined;
    return {
      ...offer,
      heardBy: "ibgp",
      igpCost: inside.cost(to, offer.exit),
      via: from,
      passed: [...offer.passed, from],
    };
  };

  const states = new Set<string>();
  for (;;) {
    let changed = false;
    for (const router of routers) {
      const reflected = peers[router].flatMap((from) => advertised(from, router) ?? []);
      reflected.sort((a, b) => a.passed.length - b.passed.length || a.via - b.via);
      const next = choose([...own[router], ...reflected], router);
      const before = used[router];
      if (next?.route === before?.route && next?.via === before?.via && same(next?.passed, before?.passed)) continue;
      used[router] = next;
      changed = true;
    }
    if (!changed) return used;
    const state = used
      .map((offer) =>
        offer ? `${own[offer.exit].findIndex(({ route }) => route === offer.route)} ${offer.passed.join()}` : "",
      )
      .join("|");
    if (states.has(state)) return undefined;
    states.add(state);
  }
}

const same = (a: readonly number[] = [], b: readonly number[] = []): boolean =>
  a.length === b.length && a.every((router, i) => router === b[i]);
