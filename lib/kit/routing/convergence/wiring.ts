// The wiring of one run: the sessions between ASes, which all runs share, with the sites, the delays of this run, and the iBGP
// sessions inside ASes.
import { fibreDelayMs } from "../../geo/index.js";
import { resolveInside, type ResolvedInside, type ResolvedProblem, type Session, sessionsOf } from "../bgp/index.js";
import type { AnnouncementVersions } from "./announcement-versions.js";
import { cityAt, ebgpWiring, type EbgpWiring } from "./ebgp-wiring.js";
import type { Random } from "./random.js";
import type { Channel, Speaker, Wire, Wiring } from "./speakers.js";

export interface WiringOptions {
  readonly versions: AnnouncementVersions;
  /** Bounds of a link's delay, ms. */
  readonly linkDelayMs: readonly [number, number];
  readonly random: Random;
}

export function wire(problem: ResolvedProblem, { versions, linkDelayMs, random }: WiringOptions): Wiring {
  const { asns } = problem.topology;
  const between = ebgpWiring(problem);
  const { first, fibreMs, wiresUpTo } = between;
  const n = asns.length;
  const speakerOf = (index: number, router: number) => first[index] + router;
  const speakers: Speaker[] = [...between.speakers];
  const sites = versions.sites.map(({ site, origin, originIndex, place }) => {
    const number = speakers.length;
    speakers.push({ number, asn: origin, index: originIndex, router: -1, site, ...cityAt(problem, place) });
    return number;
  });

  const channels: Channel[] = [...between.channels];
  const wires: Wire[] = [...between.wires];
  // The lists of routers are shared between runs: a router that a run adds a channel to gets lists of its own.
  const hears = [...between.hears, ...sites.map((): number[] => [])];
  const tells = [...between.tells, ...sites.map((): number[] => [])];
  const tellsAnyway = new Int32Array(speakers.length);
  tellsAnyway.set(between.tellsAnyway);
  const delays: number[] = new Array<number>(between.wires.length);

  const [low, high] = linkDelayMs;
  const drawMs = () => low + (high - low) * (high > low ? random() : 0);
  type Ends = Pick<Channel, "kind" | "from" | "to" | "session" | "versions">;
  const addWire = (directions: readonly Ends[], delayMs: number, place: number) => {
    const added = directions.map((direction, i) => ({ number: channels.length + i, wire: wires.length, ...direction }));
    const { from, to } = directions[0];
    const ends = [from, to] as const;
    wires.push({ number: wires.length, channels: added.map(({ number }) => number), ends, ...cityAt(problem, place) });
    delays.push(delayMs);
    for (const channel of added) {
      channels.push(channel);
      hears[channel.to] = [...hears[channel.to], channel.number];
      const own = tells[channel.from];
      const at = tellsAnyway[channel.from]++;
      tells[channel.from] = [...own.slice(0, at), channel.number, ...own.slice(at)];
    }
  };

  // Delays are drawn in the order of the ASes, for a session with a site after those with other ASes.
  for (let index = 0, wire = 0; index < n; index++) {
    for (; wire < wiresUpTo[index]; wire++) delays[wire] = drawMs() + fibreMs[wire];
    for (const same of sessionsWithSites(problem, index, versions)) {
      const { local, localPop, place, announcement } = same[0];
      const site = versions.siteOf[announcement];
      const km = problem.km(versions.sites[site].place, problem.routers(local)[localPop]);
      const byVersion = new Map(same.map((session) => [session.announcement, session]));
      addWire(
        [{ kind: "site", from: sites[site], to: speakerOf(local, localPop), session: same[0], versions: byVersion }],
        drawMs() + fibreDelayMs(km),
        place,
      );
    }
  }

  const inside = new Map<number, ResolvedInside>();
  for (let index = 0; index < n; index++) {
    const given = problem.insideOf(index);
    if (first[index + 1] - first[index] < 2 && !given) continue;
    const resolved = given ?? resolveInside(problem, index);
    inside.set(index, resolved);
    const places = problem.routers(index);
    for (const [a, b] of resolved.sessions) {
      const [from, to] = [speakerOf(index, a), speakerOf(index, b)];
      const there = { kind: "ibgp", from, to } as const;
      const back = { kind: "ibgp", from: to, to: from } as const;
      addWire([there, back], drawMs() + fibreDelayMs(problem.km(places[a], places[b])), -1);
    }
  }
  return {
    ...{ speakers, channels, wires, hears, tells, tellsAnyway, speakerOf, sites },
    ...numbersOf(channels, between),
    delayMs: Float64Array.from(delays),
    insideOf: (index) => inside.get(index)!,
  };
}

/** The wire, the sender and the receiver of each channel, as numbers. */
function numbersOf(channels: readonly Channel[], known: EbgpWiring) {
  const added = channels.slice(known.channels.length);
  const followedBy = (numbers: Int32Array, more: number[]) => {
    const all = new Int32Array(channels.length);
    all.set(numbers);
    all.set(more, numbers.length);
    return all;
  };
  return {
    wireOf: followedBy(
      known.wireOf,
      added.map(({ wire }) => wire),
    ),
    tellerOf: followedBy(
      known.tellerOf,
      added.map(({ from }) => from),
    ),
    hearerOf: followedBy(
      known.hearerOf,
      added.map(({ to }) => to),
    ),
    between: known.channels.length,
    hearerAsn: known.hearerAsn,
    isToCustomer: known.isToCustomer,
  };
}

/** Larger than the number of sessions with one neighbour. */
const SESSIONS_OF_A_SITE = 1_000_000;

/** The sessions that an AS has with sites: one group per site and place, for all versions of its announcement. */
function sessionsWithSites(
  problem: ResolvedProblem,
  index: number,
  { siteOf, toldBy }: AnnouncementVersions,
): Session[][] {
  if (!toldBy(index)) return [];
  const groups = new Map<string, Session[]>();
  for (const session of sessionsOf(problem, index)) {
    const { announcement, place, order } = session;
    if (announcement < 0) continue;
    const site = siteOf[announcement];
    const key = `${site} ${place}`;
    const group = groups.get(key) ?? [];
    // Addresses follow the number of the site; a later version does not change them.
    group.push({ ...session, order: group[0]?.order ?? site * SESSIONS_OF_A_SITE + order });
    groups.set(key, group);
  }
  return [...groups.values()];
}
