// The legend under a map of sites and clients.
import { escapeHtml, legendIcon, legendList, siteBadge } from "../core/index.js";
import { isSplit, type MapModel } from "./model.js";

const crossed = '<path class="ak-cross" d="M-5,-5L5,5M-5,5L5,-5"/>';

export function mapLegend(model: MapModel): string {
  const { sites, clients, links, strands, places } = model;
  const byLetter = [...sites].sort((a, b) => (a.name < b.name ? -1 : 1));
  const items = byLetter.map(({ name, place, dead }) => {
    const where = escapeHtml(place ?? places.find((each) => each.sites.some((site) => site.name === name))?.name ?? "");
    return `${siteBadge(name)} ${where || `site ${name}`}${dead ? " (failed)" : ""}`;
  });
  const asked = clients.some((client) => client.site);
  if (clients.length)
    items.push(
      `${legendIcon('<circle class="ak-client" r="4.2"/>')} client${asked ? ", in the colour of the site that answers" : ""}`,
    );
  if (places.some((place) => isSplit(place.clients))) items.push(`${legendIcon('<path class="ak-client ak-site-a" d="M0,-4.2A4.2,4.2 0 0 0 0,4.2Z"/><path class="ak-client ak-site-b" d="M0,-4.2A4.2,4.2 0 0 1 0,4.2Z"/>')} a tie: some flows to each`); // prettier-ignore
  if (clients.some((client) => client.site === null))
    items.push(`${legendIcon('<circle class="ak-client ak-lost" r="4.2"/>')} client without an answer`);
  if (places.some((place) => place.router && place.sites.length === 0))
    items.push(`${legendIcon('<rect class="ak-router" x="-4.5" y="-4.5" width="9" height="9"/>')} router`);
  if (links.some((link) => link.dead)) items.push(`${legendIcon(`<g class="ak-dead">${crossed}</g>`)} dead link`);
  if (strands.some((strand) => strand.broken))
    items.push(
      `${legendIcon('<path class="ak-way ak-broken ak-no-site" stroke-width="2" d="M-8,0L8,0"/>')} flow that does not arrive`,
    );
  return legendList(items);
}
