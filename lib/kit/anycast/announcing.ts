// Announce and withdraw: the same functions for a deployment inside one provider and for one between ASes. Each returns a new
// deployment.
import { type IgpAnnouncement, contains, parsePrefix } from "../routing/index.js";
import type { BgpAnnouncement } from "../routing/bgp/index.js";
import { DeploymentError, type Deployment } from "./deployment.js";
import type { InternetDeployment } from "./internet/deployment.js";

/**
 * The site with this letter.
 * @example site(deployment, "B").router // "New York"
 * @throws DeploymentError that lists the sites there are
 */
export function site<S extends { readonly name: string }>(
  deployment: { readonly sites: readonly S[] },
  name: string,
): S {
  const found = deployment.sites.find((each) => each.name === name);
  if (found) return found;
  throw new DeploymentError(`Unknown site ${name}; sites are ${deployment.sites.map((each) => each.name).join(", ")}.`);
}

/**
 * Adds an announcement to a site of a deployment, such as a more specific prefix that leaks.
 * @example announce(deployment, "A", "192.0.2.0/25").announcements.length // 5
 * @throws DeploymentError
 */
export function announce(deployment: Deployment, name: string, prefix: string): Deployment;
/** The same. Without a prefix, a site that has withdrawn announces the shared prefix again. @throws DeploymentError */
export function announce(deployment: InternetDeployment, name: string, prefix?: string): InternetDeployment;
export function announce(
  deployment: Deployment | InternetDeployment,
  name: string,
  prefix?: string,
): Deployment | InternetDeployment {
  if ("topology" in deployment) {
    const { announcement } = site(deployment, name);
    const added: BgpAnnouncement = { ...announcement, prefix: parsePrefix(prefix ?? deployment.prefix.text).text };
    const isSame = (each: BgpAnnouncement) => each.site === name && each.prefix === added.prefix;
    // In the order of the sites, so that a withdrawal followed by an announcement restores the deployment.
    const rank = (each: BgpAnnouncement) => deployment.sites.findIndex((one) => one.name === each.site);
    const all = [...deployment.announcements.filter((each) => !isSame(each)), added];
    return { ...deployment, announcements: all.sort((a, b) => rank(a) - rank(b)) };
  }
  const { router } = site(deployment, name);
  const added: IgpAnnouncement = { prefix: parsePrefix(prefix!), router, site: name };
  return { ...deployment, announcements: [...deployment.announcements, added] };
}

/**
 * Withdraws the shared address at a site of a deployment; the site's unique address stays.
 * @example shares(catchment({ network, deployment: withdraw(deployment, "B") }))[0].share // 1
 * @throws DeploymentError
 */
export function withdraw<D extends Deployment | InternetDeployment>(deployment: D, name: string): D;
export function withdraw(deployment: Deployment | InternetDeployment, name: string): Deployment | InternetDeployment {
  site<{ readonly name: string }>(deployment, name);
  if ("topology" in deployment)
    return { ...deployment, announcements: deployment.announcements.filter((each) => each.site !== name) };
  const stays = (each: IgpAnnouncement) => each.site !== name || !contains(each.prefix, deployment.address);
  return { ...deployment, announcements: deployment.announcements.filter(stays) };
}

/**
 * Whether a site announces a prefix that contains the shared address.
 * @example isAnnouncing(withdraw(worldwide, "A"), "A") // false
 */
export function isAnnouncing(deployment: Deployment | InternetDeployment, name: string): boolean {
  if ("topology" in deployment) return deployment.announcements.some((each) => each.site === name);
  return deployment.announcements.some((each) => each.site === name && contains(each.prefix, deployment.address));
}
