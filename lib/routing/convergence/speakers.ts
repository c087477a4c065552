// Who speaks BGP with whom: a speaker for each router and for each site, and between them channels, one in each direction,
// over wires that can fail. Numbers, so that what a speaker holds lies in arrays.
import { fibreDelayMs } from "../../geo/fibre.js";
import type { ResolvedProblem } from "../bgp/problem.js";
import type { Session } from "../bgp/route.js";
import { sessionsOf } from "../bgp/sessions.js";
import type { AnnouncementVersions } from "./announcement-versions.js";
import { resolveInside, type Inside, type ResolvedInside } from "./inside.js";
import type { Random } from "./random.js";

export interface Speaker {
  readonly number: number;
  readonly asn: number;
  /** Index of its AS. */
  readonly index: number;
  /** Number of its PoP, 0 for the first; -1 for a site. */
  readonly router: number;
  readonly city?: string;
  /** The name of the site that this is. */
  readonly site?: string;
}

/** One direction of a session: `from` tells, `to` hears. */
export interface Channel {
  readonly number: number;
  readonly kind: "ebgp" | "ibgp" | "site";
  readonly from: number;
  readonly to: number;
  /** The link it runs over; the other direction has the same. */
  readonly wire: number;
  /** One way, ms. */
  readonly delayMs: number;
  /** The session as the hearer sees it; inside an AS there is none. A site's stands for its first announcement. */
  readonly session?: Session;
  /** Of a site: the session for each version of its announcement that is made here, by the announcement's number. */
  readonly versions?: ReadonlyMap<number, Session>;
}

export interface Wire {
  readonly number: number;
  readonly channels: readonly number[];
  readonly ends: readonly [number, number];
  readonly city?: string;
}

export interface Wiring {
  readonly speakers: readonly Speaker[];
  readonly channels: readonly Channel[];
  readonly wires: readonly Wire[];
  /** Per speaker, the channels over which it hears, and over which it tells, as numbers. */
  readonly hears: readonly (readonly number[])[];
  readonly tells: readonly (readonly number[])[];
  /** The speaker of an AS's router. */
  readonly speakerOf: (index: number, router: number) => number;
  /** The speakers of sites, by number of the site. */
  readonly sites: readonly number[];
  readonly insideOf: (index: number) => ResolvedInside;
}

export interface WiringOptions {
  readonly versions: AnnouncementVersions;
  /** By ASN. */
  readonly insides?: Readonly<Record<number, Inside>>;
  /** Bounds of a link's delay, ms. */
  readonly linkDelayMs: readonly [number, number];
  readonly random: Random;
}

export function wire(problem: ResolvedProblem, { versions, insides = {}, linkDelayMs, random }: WiringOptions): Wiring {
  const { asns } = problem.topology;
  const n = asns.length;
  const first = new Int32Array(n + 1);
  const speakers: Speaker[] = [];
  for (let index = 0; index < n; index++) {
    const routers = problem.routers(index);
    for (let router = 0; router < routers.length; router++)
      speakers.push({ number: speakers.length, asn: asns[index], index, router, ...cityOf(routers[router]) });
    first[index + 1] = speakers.length;
  }
  const sites = versions.sites.map(({ site, origin, originIndex, place }) => {
    const number = speakers.length;
    speakers.push({ number, asn: origin, index: originIndex, router: -1, site, ...cityOf(place) });
    return number;
  });
  const speakerOf = (index: number, router: number) => first[index] + router;

  const channels: Channel[] = [];
  const wires: { number: number; channels: number[]; ends: [number, number]; city?: string; delayMs: number }[] = [];
  const hears: number[][] = speakers.map(() => []);
  const tells: number[][] = speakers.map(() => []);

  const addWire = (ends: [number, number], place: number) => {
    const [low, high] = linkDelayMs;
    const km = problem.km(placeOf(ends[0]), placeOf(ends[1]));
    const delayMs = low + (high - low) * (high > low ? random() : 0) + fibreDelayMs(km);
    const added = { number: wires.length, channels: [] as number[], ends, delayMs, ...cityOf(place) };
    wires.push(added);
    return added;
  };
  const addChannel = (on: (typeof wires)[number], channel: Omit<Channel, "number" | "wire" | "delayMs">) => {
    const number = channels.length;
    channels.push({ number, wire: on.number, delayMs: on.delayMs, ...channel });
    on.channels.push(number);
    hears[channel.to].push(number);
    tells[channel.from].push(number);
  };

  // Between ASes: both directions of a link are one wire, found by its ends and its place.
  const nowhere = { ...problem, origins: new Map() };
  const byEnds = new Map<number, (typeof wires)[number]>();
  const places = problem.places.length + 1;
  for (let index = 0; index < n; index++) {
    for (const session of sessionsOf(nowhere, index)) {
      const { local, localPop, remote, remotePop, place } = session;
      const key = (Math.min(local, remote) * n + Math.max(local, remote)) * places + place + 1;
      const ends: [number, number] = [speakerOf(remote, remotePop), speakerOf(local, localPop)];
      const found = byEnds.get(key);
      const on = found ?? addWire(ends, place);
      if (found) byEnds.delete(key);
      else byEnds.set(key, on);
      addChannel(on, { kind: "ebgp", from: ends[0], to: ends[1], session });
    }
    for (const same of sessionsWithSites(problem, index, versions)) {
      const { local, localPop, place, announcement } = same[0];
      const ends: [number, number] = [sites[versions.siteOf[announcement]], speakerOf(local, localPop)];
      const sessions = new Map(same.map((session) => [session.announcement, session]));
      addChannel(addWire(ends, place), {
        kind: "site",
        from: ends[0],
        to: ends[1],
        session: same[0],
        versions: sessions,
      });
    }
  }

  const inside = new Map<number, ResolvedInside>();
  for (let index = 0; index < n; index++) {
    const given = insides[asns[index]];
    if (first[index + 1] - first[index] < 2 && !given) continue;
    const resolved = resolveInside(problem, index, given);
    inside.set(index, resolved);
    for (const [a, b] of resolved.sessions) {
      const ends: [number, number] = [speakerOf(index, a), speakerOf(index, b)];
      const on = addWire(ends, -1);
      addChannel(on, { kind: "ibgp", from: ends[0], to: ends[1] });
      addChannel(on, { kind: "ibgp", from: ends[1], to: ends[0] });
    }
  }
  return { speakers, channels, wires, hears, tells, speakerOf, sites, insideOf: (index) => inside.get(index)! };

  function cityOf(place: number): { city?: string } {
    return place >= 0 ? { city: problem.places[place].name } : {};
  }
  function placeOf(speaker: number): number {
    const { index, router, site } = speakers[speaker];
    return site === undefined ? problem.routers(index)[router] : versions.sites[sites.indexOf(speaker)].place;
  }
}

/** More than there can be with one neighbour. */
const SESSIONS_OF_A_SITE = 1_000_000;

/** The sessions that an AS has with sites: those of one site and one place together, whatever the version of its announcement. */
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
    // Addresses rise with the number of the site: a later version does not change them.
    group.push({ ...session, order: group[0]?.order ?? site * SESSIONS_OF_A_SITE + order });
    groups.set(key, group);
  }
  return [...groups.values()];
}
