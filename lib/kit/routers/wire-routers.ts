// The routers of a plan, their cables and sessions, from the wiring of the convergence engine for each prefix. Links between
// and inside ASes are the same for every prefix; each announcement adds its own site.
import type { ResolvedAnnouncement, ResolvedInside, SteadyState } from "../routing/bgp/index.js";
import {
  dePreferOf,
  resolveVersions,
  type Health,
  type RoutingEvent,
  type Speaker,
  type Wire,
  type Wiring,
  wire,
} from "../routing/convergence/index.js";
import { contains } from "../routing/index.js";
import { addressBook } from "./addresses.js";
import type { LinkEnd, OwnRoute, PlannedLink, PlannedSession, RoutersPlan } from "./plan.js";
import { nameOf, nameSession, type Draft } from "./router-draft.js";

/** What will be played: sites get a session with each neighbour that they announce to at some time. */
export interface Played {
  readonly events: readonly RoutingEvent[];
  readonly healthOf: (site: string) => Health;
}
export const NOT_PLAYED: Played = { events: [], healthOf: () => ({ kind: "static" }) };

export function wireRouters(
  states: readonly SteadyState[],
  { events, healthOf }: Played = NOT_PLAYED,
): Required<Pick<RoutersPlan, "routers" | "links" | "later">> {
  const later: ResolvedAnnouncement[] = [];
  const { insides } = states[0].question;
  const wirings = states.map(({ problem }) => {
    const sites = new Set(problem.announcements.map(({ site }) => site));
    const own = events.filter(({ site }) => site !== undefined && sites.has(site));
    const resolved = resolveVersions({ ...problem, policies: {}, insides }, own, (site) => dePreferOf(healthOf(site)));
    later.push(...resolved.problem.announcements.slice(problem.announcements.length));
    return wire(resolved.problem, { versions: resolved.versions, linkDelayMs: [0, 0], random: () => 0 });
  });
  const families = new Set(states.map(({ problem }) => problem.prefix.family));
  const [{ problem }] = states;
  const { asns } = problem.topology;
  // An AS that originates every prefix is represented only by its sites.
  const isNeeded = (index: number) => states.some((state) => !state.problem.origins.has(index));
  const routers: Draft[] = [];
  const links: PlannedLink[] = [];
  const addresses = addressBook(asns);

  const add = (router: Omit<Draft, "number" | "sessions" | "interfaces">): Draft => {
    const draft = { ...router, number: routers.length, sessions: [], interfaces: 0 };
    routers.push(draft);
    return draft;
  };

  /** Adds one cable, and a session over it for each family. */
  const connect = (
    wiring: Wiring,
    laid: Wire,
    state: number,
    drafts: ReadonlyMap<number, Draft>,
    on: Iterable<4 | 6>,
  ) => {
    const [a, b] = laid.ends.map((speaker) => drafts.get(speaker));
    if (!a || !b) return;
    const interfaces = [a, b].map((draft) => `e${draft.interfaces++}`);
    const both = [...on].map((family) => ({ family, own: [a, b].map(({ index }) => addresses.next(index, family)) }));
    for (const { family, own } of both)
      [a, b].forEach((router, end) => {
        const other = end === 0 ? b : a;
        // A site receives nothing: its side of the session is derived from the other one.
        const heard = laid.channels.map((each) => wiring.channels[each]).find(({ to }) => to === laid.ends[end]);
        router.sessions.push({
          ...nameSession(router, other, heard, state),
          family,
          interface: interfaces[end],
          local: own[end],
          remote: own[1 - end],
          passive: end === 1,
          routerId: heard?.kind === "ibgp" ? router.pop! + 1 : router.routerId,
          ...(heard?.kind === "ibgp" && insideSession(wiring.insideOf(router.index), router.pop!, other.pop!)),
        });
      });
    const end = (i: 0 | 1): LinkEnd => ({
      router: [a, b][i].number,
      interface: interfaces[i],
      ...metricOf([a, b][i].sessions.at(-1)),
      addresses: both.map(({ own }) => [own[i], own[1 - i]]),
    });
    links.push({ ends: [end(0), end(1)], ...cityOf(laid.city) });
  };

  const ofAses = new Map<number, Draft>();
  const [{ speakers, wires, channels }] = wirings;
  for (const { number, asn, index, router, city } of speakers)
    if (router >= 0 && isNeeded(index))
      ofAses.set(
        number,
        add({
          asn,
          index,
          pop: router,
          routerId: idOf(states[0], index),
          ...cityOf(city),
          name: nameOf({ asn, city, problem, index }),
        }),
      );
  for (const each of wires)
    if (channels[each.channels[0]].kind !== "site") connect(wirings[0], each, 0, ofAses, families);

  /** Adds a cable inside an AS, without a session. */
  const connectInside = (
    pair: readonly [Draft, Draft],
    on: Iterable<4 | 6>,
    ...more: readonly [Partial<LinkEnd>, Partial<LinkEnd>]
  ) => {
    const interfaces = pair.map((draft) => `e${draft.interfaces++}`);
    const both = [...on].map((family) => pair.map(({ index }) => addresses.next(index, family)));
    const end = (i: 0 | 1): LinkEnd => ({
      router: pair[i].number,
      interface: interfaces[i],
      ...more[i],
      addresses: both.map((own) => [own[i], own[1 - i]]),
    });
    links.push({ ends: [end(0), end(1)] });
  };

  // Routers without an iBGP session still have a path of the IGP between them.
  for (const [index, pair] of silentPairs(problem, ofAses)) {
    const metric = wirings[0].insideOf(index).cost(pair[0].pop!, pair[1].pop!);
    connectInside(pair, families, { metric }, { metric });
  }

  wirings.forEach((wiring, state) => {
    const { announcements, prefix } = states[state].problem;
    const drafts = new Map(ofAses);
    wiring.sites.forEach((speaker, number) => {
      const { asn, index, city, site }: Speaker = wiring.speakers[speaker];
      const announces = { state, announcement: announcements[number] };
      const name = `AS${asn} site ${site}${states.length > 1 ? ` ${prefix.text}` : ""}`;
      drafts.set(speaker, add({ asn, index, name, announces, routerId: idOf(states[0], index), ...cityOf(city) }));
    });
    for (const each of wiring.wires)
      if (wiring.channels[each.channels[0]].kind === "site") connect(wiring, each, state, drafts, [prefix.family]);
  });
  for (const [router, site, ownRoute] of ownRoutes(states, routers))
    connectInside([router, site], [states[site.announces!.state].problem.prefix.family], { ownRoute }, {});
  const ids = [...new Set(routers.map(({ routerId }) => routerId))].sort((one, other) => one - other);
  const withIds = routers.map((router) => ({
    ...router,
    singleId: (ids.indexOf(router.routerId) + 1) * POPS_PER_AS + (router.pop ?? 0),
  }));
  return { routers: withIds, links: withNextHops(links, routers, problem), later };
}

/**
 * The static routes of routers to sites of their own AS, where the prefix covers one that the AS does not announce: packets for that one
 * follow them while the AS has no other route to it.
 */
function ownRoutes(states: readonly SteadyState[], drafts: readonly Draft[]): (readonly [Draft, Draft, OwnRoute])[] {
  return states.flatMap(({ problem: { prefix, origins, km, routers } }, state) => {
    const isNeededAt = (index: number) =>
      origins.has(index) &&
      states.some(
        ({ problem: other }) => other.prefix !== prefix && contains(prefix, other.prefix) && !other.origins.has(index),
      );
    return drafts
      .filter(({ announces, index }) => !announces && isNeededAt(index))
      .flatMap((router) => {
        const kmTo = ({ announces }: Draft) => km(routers(router.index)[router.pop!], announces!.announcement.place);
        return drafts
          .filter(({ announces, index }) => announces?.state === state && index === router.index)
          .sort((a, b) => kmTo(a) - kmTo(b))
          .map((site, rank) => [router, site, { prefix: prefix.text, metric: rank + 1 }] as const);
      });
  });
}

const insideSession = (inside: ResolvedInside, own: number, other: number) => ({
  igpCost: inside.cost(own, other),
  ...(inside.isClientOf(other, own) && { isClient: true }),
});

/** Pairs of routers of one AS, by its index, that have no iBGP session. */
function silentPairs(
  problem: SteadyState["problem"],
  drafts: ReadonlyMap<number, Draft>,
): (readonly [number, readonly [Draft, Draft]])[] {
  const all = [...drafts.values()].filter(({ index }) => problem.insideOf(index));
  return all.flatMap((a) =>
    all.flatMap((b) => {
      if (a.index !== b.index || a.pop! >= b.pop!) return [];
      return a.sessions.some(({ remoteRouter }) => remoteRouter === b.number) ? [] : [[a.index, [a, b]] as const];
    }),
  );
}

/** Adds to each cable inside an AS with reflectors the other addresses of the router at its far end. */
function withNextHops(
  links: readonly PlannedLink[],
  routers: readonly Draft[],
  problem: SteadyState["problem"],
): PlannedLink[] {
  const addressesOf = (router: number) =>
    routers[router].sessions.flatMap(({ igpCost, local }) => (igpCost === undefined ? [] : [local]));
  return links.map((link) => {
    const [a, b] = link.ends;
    if (a.metric === undefined || !problem.insideOf(routers[a.router].index)) return link;
    const reaching = (end: LinkEnd, far: LinkEnd): LinkEnd => {
      const direct = end.addresses.map(([, other]) => other);
      return { ...end, reaches: addressesOf(far.router).filter((address) => !direct.includes(address)) };
    };
    return { ...link, ends: [reaching(a, b), reaching(b, a)] };
  });
}

/** More PoPs than an AS can have with at most 400 routers. */
const POPS_PER_AS = 512;

const metricOf = (session: PlannedSession | undefined) =>
  session?.igpCost === undefined ? {} : { metric: session.igpCost };

/** Identifiers rise with the ASN if that breaks ties, so that the router's rule gives the model's answer. */
const idOf = ({ problem }: SteadyState, index: number): number =>
  problem.tieBreak === "router" ? problem.routerId(index) : problem.topology.asns[index];

const cityOf = (city: string | undefined) => (city === undefined ? {} : { city });
