// A cache of catchments shared by several designs and failures: GeoDNS announces the prefix of each site alone, which also
// gives the unicast round trips; a hybrid announces the global prefix. Routes do not depend on the addresses in a prefix.
import { contains, parsePrefix } from "../../routing/index.js";
import {
  internetCatchment,
  withDeployment,
  type InternetCatchment,
  type InternetClient,
  type InternetDeployment,
  type ClientOutcomes,
} from "../internet/index.js";

export interface SameClients {
  readonly clients: readonly InternetClient[];
  readonly inflation?: number;
}

/** The catchment of a deployment, computed on first use. */
export type FindCatchment = (deployment: InternetDeployment) => InternetCatchment;

/**
 * Makes a function that finds the catchments of these clients and computes each only once. Only for deployments of the same
 * sites, topology and policies.
 * @example catchmentsOnce({ clients: internetClients(topology) })(worldwide).clients.length // 628
 */
export function catchmentsOnce(same: SameClients): FindCatchment {
  const find = once((deployment) => internetCatchment({ ...same, deployment }));
  return (deployment) => withDeployment(find(deployment), deployment);
}

/** The client outcomes of a deployment, computed on first use. */
export type FindOutcomes = (deployment: InternetDeployment) => ClientOutcomes;

/** The same, keeping so little of each catchment that very many fit in memory. */
export const outcomesOnce = (same: SameClients): FindOutcomes =>
  once((deployment) => internetCatchment({ ...same, deployment }).landings);

function once<Found>(compute: (deployment: InternetDeployment) => Found): (deployment: InternetDeployment) => Found {
  const known = new Map<string, Found>();
  return (deployment) => {
    const key = routesKey(deployment);
    const found = known.get(key) ?? compute(deployment);
    known.set(key, found);
    return found;
  };
}

/**
 * Equal if the same routes lead to the address: the announcements, and only the length of the prefix unless some AS validates
 * origins.
 */
function routesKey({ address, announcements, policies }: InternetDeployment): string {
  const isValidated = (policies.roas ?? []).length > 0;
  const told = announcements.flatMap(({ prefix: text, ...rest }) => {
    const prefix = parsePrefix(text!);
    return contains(prefix, address) ? [{ ...rest, prefix: isValidated ? text : prefix.length }] : [];
  });
  return JSON.stringify(told);
}
