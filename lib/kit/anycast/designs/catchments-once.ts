// Catchments that several designs and failures have in common, computed once: GeoDNS has the prefix of each site alone, which is
// what its unicast round trips are too; a hybrid has the global prefix. Which addresses a prefix has makes no difference to routes.
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

/** The catchment of a deployment, computed when it is first asked for. */
export type FindCatchment = (deployment: InternetDeployment) => InternetCatchment;

/** Finds catchments of these clients. Only for deployments of the same sites, topology and policies. */
export function catchmentsOnce(same: SameClients): FindCatchment {
  const find = once((deployment) => internetCatchment({ ...same, deployment }));
  return (deployment) => withDeployment(find(deployment), deployment);
}

/** The landings of a deployment, computed when they are first asked for. */
export type FindOutcomes = (deployment: InternetDeployment) => ClientOutcomes;

/** The same with so little of each catchment that very many can be kept. */
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

/** Equal where the same routes lead to the address: what is announced for it, the prefix by its length, unless somebody validates. */
function routesKey({ address, announcements, policies }: InternetDeployment): string {
  const isValidated = (policies.roas ?? []).length > 0;
  const told = announcements.flatMap(({ prefix: text, ...rest }) => {
    const prefix = parsePrefix(text!);
    return contains(prefix, address) ? [{ ...rest, prefix: isValidated ? text : prefix.length }] : [];
  });
  return JSON.stringify(told);
}
