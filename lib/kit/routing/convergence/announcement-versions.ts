// A site may announce its prefix again with new attributes while routes of the earlier announcement are still in flight, so
// each version is a separate announcement.
import {
  AnnouncementError,
  resolve,
  type BgpProblem,
  type ResolvedAnnouncement,
  type ResolvedProblem,
} from "../bgp/index.js";
import { ConvergenceError, describeEvent, type AnnouncementChange, type RoutingEvent } from "./events.js";

export interface AnnouncementVersions {
  /** The announcements as first made, one for each site. */
  readonly sites: readonly ResolvedAnnouncement[];
  /** Announcement number -> number of its site. */
  readonly siteOf: readonly number[];
  readonly siteNumber: (name: string) => number;
  /** The announcement that an event makes; -1 when it changes nothing. */
  readonly madeBy: (event: RoutingEvent) => number;
  /** The announcement that replaces one while the service is unhealthy; -1 when the health check withdraws it. */
  readonly whenUnhealthy: (announcement: number) => number;
  /** Whether a site announces to this AS, by index. */
  readonly toldBy: (index: number) => boolean;
}

/**
 * The problem with all versions among its announcements: first the given ones, then those made by events.
 * @param events in the order in which they happen
 * @param dePrefer by site, the changes that its health check makes; undefined if it withdraws. Defaults to none
 */
export function resolveVersions(
  problem: BgpProblem,
  events: readonly RoutingEvent[],
  dePrefer: (site: string) => AnnouncementChange | undefined = () => undefined,
): { readonly problem: ResolvedProblem; readonly versions: AnnouncementVersions } {
  const all = [...problem.announcements];
  const names = all.map(({ site }) => site);
  const siteOf = names.map((_name, i) => i);
  const latest = [...all];
  const made = new Map<RoutingEvent, number>();
  const siteNumber = (name: string): number => {
    const number = names.indexOf(name);
    if (number < 0) throw new ConvergenceError(`Unknown site ${name}; sites are ${names.join(", ")}.`);
    return number;
  };
  for (const event of events) {
    if (event.kind !== "announce" || !event.change) continue;
    const site = siteNumber(event.site);
    latest[site] = { ...latest[site], ...event.change };
    made.set(event, all.length);
    siteOf.push(site);
    all.push({ ...latest[site], site: `${event.site} (version ${all.length}, ${describeEvent(event)})` });
  }
  const twins = new Map<number, number>();
  all.slice().forEach((each, i) => {
    const change = dePrefer(names[siteOf[i]]);
    if (!change) return;
    twins.set(i, all.length);
    siteOf.push(siteOf[i]);
    all.push({ ...each, ...change, site: `${each.site} (unhealthy)` });
  });
  const resolved = resolve({ ...problem, announcements: all });
  // Under the site's name: a version belongs to the same site.
  const announcements = resolved.announcements.map((each, i) => ({ ...each, site: names[siteOf[i]] }));
  const origins = new Map<number, ResolvedAnnouncement[]>();
  for (const each of announcements) origins.set(each.originIndex, [...(origins.get(each.originIndex) ?? []), each]);
  if (announcements.some(({ number }) => number > 32_767))
    throw new AnnouncementError("There must be at most 32,767 announcements.");
  const told = new Set(announcements.flatMap((each) => [...each.told]));
  return {
    problem: { ...resolved, announcements, origins },
    versions: {
      sites: announcements.slice(0, names.length),
      siteOf,
      siteNumber,
      madeBy: (event) => made.get(event) ?? -1,
      whenUnhealthy: (announcement) => twins.get(announcement) ?? -1,
      toldBy: (index) => told.has(index),
    },
  };
}
