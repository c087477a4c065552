// One change at one site, as a new deployment: the controls of an operator (RFC 4786, 4.4).
import type { BgpAnnouncement, Target } from "../../routing/bgp/index.js";
import type { AnnouncementChange } from "../../routing/convergence/index.js";
import { site } from "../announcing.js";
import type { InternetDeployment } from "./deployment.js";

/**
 * Changes how one site announces: its prepending, MED, communities or neighbours. A site that has withdrawn stays silent.
 * @example updateAnnouncement(worldwide, "A", { prepend: 3 }).announcements[0].prepend // 3
 * @throws DeploymentError for an unknown site
 */
export function updateAnnouncement(
  deployment: InternetDeployment,
  name: string,
  to: AnnouncementChange,
): InternetDeployment {
  site(deployment, name);
  const changed = (each: BgpAnnouncement): BgpAnnouncement => (each.site === name ? { ...each, ...to } : each);
  return {
    ...deployment,
    sites: deployment.sites.map((each) => ({ ...each, announcement: changed(each.announcement) })),
    announcements: deployment.announcements.map(changed),
  };
}

/**
 * Puts the site's ASN `times` more in front of its paths, to all neighbours or to one.
 * @example prepend(worldwide, "A", 3).sites[0].announcement.prepend // 3
 * @throws DeploymentError for an unknown site
 */
export function prepend(
  deployment: InternetDeployment,
  name: string,
  times: number,
  { to }: { readonly to?: number } = {},
): InternetDeployment {
  if (to === undefined) return updateAnnouncement(deployment, name, { prepend: times });
  const { prependTo } = site(deployment, name).announcement;
  return updateAnnouncement(deployment, name, { prependTo: { ...prependTo, [to]: times } });
}

/**
 * Asks AS `at`, by community, not to announce the site's route to `to`.
 * @example noAnnounce(worldwide, "A", { at: 1, to: 2 }).announcements[0].communities // [{ kind: "no-announce-to", at: 1, to: 2 }]
 * @throws DeploymentError for an unknown site
 */
export function noAnnounce(
  deployment: InternetDeployment,
  name: string,
  { at, to }: { readonly at: number; readonly to: Target },
): InternetDeployment {
  const { communities = [] } = site(deployment, name).announcement;
  return updateAnnouncement(deployment, name, { communities: [...communities, { kind: "no-announce-to", at, to }] });
}

/**
 * Drains a site before it is withdrawn: GRACEFUL_SHUTDOWN, so that an AS uses it only if it has no other route, and no AS
 * is ever without a route (RFC 8326).
 * @example internetCatchment({ deployment: drain(worldwide, "A") }).clients.filter(({ site }) => site === "A").length // 0
 * @throws DeploymentError for an unknown site
 */
export function drain(deployment: InternetDeployment, name: string): InternetDeployment {
  const { communities = [] } = site(deployment, name).announcement;
  const others = communities.filter(({ kind }) => kind !== "graceful-shutdown");
  return updateAnnouncement(deployment, name, { communities: [...others, { kind: "graceful-shutdown" }] });
}
