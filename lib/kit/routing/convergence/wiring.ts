// Builds speakers, channels and wires from the sessions that all engines share, the sites, and the iBGP sessions inside ASes.
import { fibreDelayMs } from "../../geo/index.js";
import { type ResolvedProblem, type Session, sessionsOf } from "../bgp/index.js";
import type { AnnouncementVersions } from "./announcement-versions.js";
import { resolveInside, type IbgpTopology, type ResolvedInside } from "./ibgp-topology.js";
import type { Random } from "./random.js";
import type { Channel, Speaker, Wiring } from "./speakers.js";

export interface WiringOptions {
  readonly versions: AnnouncementVersions;
  /** By ASN. */
  readonly insides?: Readonly<Record<number, IbgpTopology>>;
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
  const tellsMaybe: number[][] = speakers.map(() => []);

  const addWire = (ends: [number, number], place: number) => {
    const [low, high] = linkDelayMs;
    const km = problem.km(placeOf(ends[0]), placeOf(ends[1]));
    const delayMs = low + (high - low) * (high > low ? random() : 0) + fibreDelayMs(km);
    const added = { number: wires.length, channels: [] as number[], ends, delayMs, ...cityOf(place) };
    wires.push(added);
    return added;
  };
  type Ends = Pick<Channel, "kind" | "from" | "to" | "session" | "versions">;
  const addChannel = (on: (typeof wires)[number], { kind, from, to, session, versions }: Ends) => {
    const number = channels.length;
    channels.push({ number, kind, from, to, wire: on.number, delayMs: on.delayMs, session, versions });
    on.channels.push(number);
    hears[to].push(number);
    const isUpOrAcross = kind === "ebgp" && session?.remoteIs !== "provider";
    (isUpOrAcross ? tellsMaybe : tells)[from].push(number);
  };

  // Between ASes: both directions of a session share one wire, created by the AS with the lower number. ASes and wires are
  // visited in ascending order, so the match is the next wire that has only one direction.
  const nowhere = { ...problem, origins: new Map() };
  const next = new Int32Array(n);
  for (let index = 0; index < n; index++) {
    next[index] = wires.length;
    for (const session of sessionsOf(nowhere, index)) {
      const { local, localPop, remote, remotePop, place } = session;
      const from = speakerOf(remote, remotePop);
      const to = speakerOf(local, localPop);
      const on = local < remote ? addWire([from, to], place) : wires[next[remote]++];
      addChannel(on, { kind: "ebgp", from, to, session });
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
  const tellsAnyway = Int32Array.from(tells, ({ length }) => length);
  tells.forEach((own, speaker) => own.push(...tellsMaybe[speaker]));
  return {
    speakers,
    channels,
    wires,
    hears,
    tells,
    tellsAnyway,
    speakerOf,
    sites,
    insideOf: (index) => inside.get(index)!,
  };

  function cityOf(place: number): { city?: string } {
    return place >= 0 ? { city: problem.places[place].name } : {};
  }
  function placeOf(speaker: number): number {
    const { index, router, site } = speakers[speaker];
    return site === undefined ? problem.routers(index)[router] : versions.sites[sites.indexOf(speaker)].place;
  }
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
