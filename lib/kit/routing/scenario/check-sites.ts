// Checks that each site of a scenario can have its sessions: a session exists where a link meets.
import { cityTitle } from "../../geo/index.js";
import { endsOf, type AsGraph, type AsLink } from "../../topology/index.js";
import { meetingsOf } from "../../topology/index.js";
import type { BgpAnnouncement } from "../bgp/index.js";
import { ScenarioError, type Scenario } from "./scenario.js";

/**
 * A site with a city is announced to the neighbours that its AS meets there, and to those with an unknown meeting place.
 * @throws ScenarioError when there is no such neighbour, or when the link to a named neighbour meets in other cities
 */
export function checkSitesMeet({
  topology,
  announcements,
  events,
}: Pick<Scenario, "topology" | "announcements" | "events">): void {
  announcements.forEach((announcement, i) => checkSite(topology, announcement, `announcements[${i}]`));
  events.forEach((event, i) => {
    if (event.kind !== "announce" || !event.change?.neighbours) return;
    const of = announcements.find(({ site }) => site === event.site)!;
    checkSite(topology, { ...of, neighbours: event.change.neighbours }, `events[${i}].change`);
  });
}

function checkSite(topology: AsGraph, { site, origin, city, neighbours }: BgpAnnouncement, field: string): void {
  if (city === undefined) return;
  const here = cityTitle(city);
  const links = topology.links.filter((link) => endsOf(link).includes(origin));
  const other = (link: AsLink) => endsOf(link).find((asn) => asn !== origin)!;
  neighbours?.forEach((neighbour, n) => {
    const stated = links.find((link) => other(link) === neighbour)?.cities?.map(cityTitle) ?? [];
    if (stated.length > 0 && !stated.includes(here))
      throw new ScenarioError(
        `${field}.neighbours[${n}] (site ${site}): the link AS${origin} - AS${neighbour} does not meet in "${here}" (it meets in ${stated.join(", ")}). ` +
          `Add "${here}" to the link's cities, or leave out the neighbour.`,
      );
  });
  if (neighbours) return;
  const popsOf = (asn: number) => topology.ases.find((as) => as.asn === asn)!.pops;
  const meetings = links.map((link) =>
    link.cities?.length ? link.cities.map(cityTitle) : meetingsOf(popsOf(origin), popsOf(other(link))),
  );
  if (meetings.some((cities) => cities.length === 0 || cities.includes(here))) return;
  const elsewhere = [...new Set(meetings.flat())].slice(0, 8).join(", ");
  throw new ScenarioError(
    `${field}.city (site ${site}): "${here}" has no link of AS${origin} (its links meet in ${elsewhere}). ` +
      `Add a link that meets in ${here}, or name the neighbours.`,
  );
}
