// What a site does when its service fails, or when its health check is wrong: withdraw, or keep announcing (RFC 4786, 4.4.1).
import { isAnnouncing, site, withdraw } from "../announcing.js";
import type { InternetDeployment } from "./deployment.js";

export interface FailSiteOptions {
  /**
   * "health-coupled": a health check withdraws the route, and clients fail over. "static": the route stays, and the whole
   * catchment is sent to a failed server until an operator withdraws. Defaults to "health-coupled".
   */
  readonly announcement?: "health-coupled" | "static";
}

/**
 * The deployment after the service at a site has failed and routing has settled.
 * @example failSite(worldwide, "A").announcements.map(({ site }) => site) // ["B"]
 * @throws DeploymentError for an unknown site
 */
export function failSite(
  deployment: InternetDeployment,
  name: string,
  { announcement = "health-coupled" }: FailSiteOptions = {},
): InternetDeployment {
  site(deployment, name);
  const dead: InternetDeployment = {
    ...deployment,
    sites: deployment.sites.map((each) => (each.name === name ? { ...each, service: "dead" } : each)),
  };
  return announcement === "static" ? dead : withdraw(dead, name);
}

export interface HealthCheckOptions {
  /** The sites whose health check fails. Defaults to all, as when the check depends on something that all sites share. */
  readonly failing?: readonly string[];
  /**
   * "fail-closed": a site withdraws when its check fails. "fail-open": a failing check alone withdraws nothing. Or sites
   * withdraw as long as at least `keep` sites still announce (a rule that needs a view of all sites).
   */
  readonly logic: "fail-closed" | "fail-open" | { readonly keep: number };
  /** Whether the service behind the failing checks has really failed. Defaults to "up": only the check is wrong. */
  readonly service?: "up" | "dead";
}

/**
 * The deployment after health checks failed. Fail closed, with a check that asks what all sites share, takes every site off the
 * Internet at once though all could serve: what Facebook met in October 2021.
 * @example failHealthChecks(worldwide, { failing: ["A"], logic: "fail-closed" }).announcements.map(({ site }) => site) // ["B"]
 * @throws DeploymentError for an unknown site
 */
export function failHealthChecks(
  deployment: InternetDeployment,
  { failing, logic, service = "up" }: HealthCheckOptions,
): InternetDeployment {
  const names = failing ?? deployment.sites.map(({ name }) => name);
  names.forEach((name) => site(deployment, name));
  let after: InternetDeployment = {
    ...deployment,
    sites: deployment.sites.map((each) => (names.includes(each.name) ? { ...each, service } : each)),
  };
  if (logic === "fail-open") return after;
  const keep = logic === "fail-closed" ? 0 : logic.keep;
  const announcing = () => after.sites.filter(({ name }) => isAnnouncing(after, name)).length;
  for (const name of names) if (isAnnouncing(after, name) && announcing() > keep) after = withdraw(after, name);
  return after;
}
