// A deployment with only some of its sites enabled.
import { withdraw } from "../announcing.js";
import type { InternetDeployment } from "../internet/index.js";

/**
 * The deployment with these sites announcing only.
 * @example onlySites(worldwide, ["A"]).sites.length // 2
 */
export function onlySites(deployment: InternetDeployment, names: readonly string[]): InternetDeployment {
  return deployment.sites
    .filter(({ name }) => !names.includes(name))
    .reduce<InternetDeployment>((left, { name }) => withdraw(left, name), deployment);
}
