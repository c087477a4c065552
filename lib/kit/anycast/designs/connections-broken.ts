// TCP connections broken under each design. A connection keeps the address that DNS returned at its start, so DNS breaks none;
// BGP breaks a connection when packets to that address begin to reach another site.
import { breakProbability } from "../../traffic/index.js";
import { DeploymentError } from "../deployment.js";
import type { InternetDeployment } from "../internet/index.js";
import { partsOf } from "./columns.js";
import type { Service } from "./design.js";
import { clientsOf, forEachPart, type Evaluation } from "./evaluate.js";
import { loseSites } from "./site-loss.js";

export interface Connections {
  /** New connections per second of all users together. Defaults to 1000. */
  readonly perSecond?: number;
  /** Duration of a connection, s, the same for all; the probability of a break is proportional to it. Defaults to 60. */
  readonly meanSeconds?: number;
  /**
   * Route changes per day that move a user for whom BGP chooses among sites. Defaults to 0.1. No single published value fits
   * all: for most users it is close to 0, for about one in a hundred very high (Wei & Heidemann 2018). Try 0.01 to 1.
   */
  readonly routeChangesPerDay?: number;
}

export interface ConnectionsBroken {
  /** Connections of answered users that are open at any moment: rate times length (Little 1961). */
  readonly open: number;
  /** Part of all users for whom BGP chooses among several sites, 0..1. */
  readonly exposed: number;
  /** Connections broken by route changes without failures: per day, and as a share of the connections of answered users. */
  readonly dayToDay: { readonly perDay: number; readonly part: number };
  /** Open connections that break when a site fails; one row for each site of the deployment. */
  readonly whenSiteDies: readonly SiteDeathBreaks[];
}

export interface SiteDeathBreaks {
  readonly site: string;
  /** Connections to the failed site: lost under any design. */
  readonly there: number;
  /** Connections to other sites, moved to another site by BGP at the same time. */
  readonly bystanders: number;
}

interface Options {
  readonly connections?: Connections;
}

/**
 * The connections that a design breaks: per day, and when each site fails.
 * @example connectionsBroken(evaluation, worldwide, { connections: { perSecond: 1000, meanSeconds: 60 } }).open // 60,000
 * @throws DeploymentError for an invalid rate or duration
 */
export function connectionsBroken(
  evaluation: Evaluation,
  deployment: InternetDeployment,
  { connections = {} }: Options = {},
): ConnectionsBroken {
  const { perSecond, meanSeconds } = connectionsOf(connections);
  const everywhere = perSecond * meanSeconds;
  const byRoutes = connectionsBrokenByRoutes(evaluation, { connections });
  return {
    ...byRoutes,
    whenSiteDies: deployment.sites.map(({ name }) => {
      if (deployment.sites.length === 1) return { site: name, there: byRoutes.open, bystanders: 0 };
      const { hit, bystanders } = loseSites(evaluation, deployment, { dead: [name] });
      return { site: name, there: everywhere * hit, bystanders: everywhere * bystanders };
    }),
  };
}

/**
 * The connections that changes of route break when nothing fails.
 * @example connectionsBrokenByRoutes(evaluation, { connections: { perSecond: 1000, meanSeconds: 60 } }).open // 60000
 * @throws DeploymentError for an invalid rate or connection length
 */
export function connectionsBrokenByRoutes(
  { services, catchments, steering, answered }: Evaluation,
  { connections = {} }: Options = {},
): Omit<ConnectionsBroken, "whenSiteDies"> {
  const { perSecond, meanSeconds, routeChangesPerDay } = connectionsOf(connections);
  const chosenByBgp = services.map((service) => sitesOf(service).size > 1);
  const clients = clientsOf({ catchments });
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  const { weight, client, service } = partsOf(steering, clients);
  let chosen = 0;
  for (let p = 0; p < weight.length; p++)
    if (chosenByBgp[service[p]] && catchments[service[p]].landings.site[client[p]] >= 0) chosen += weight[p];
  const exposed = chosen / total;
  const chance = breakProbability({ changesPerDay: routeChangesPerDay, durationMs: 1000 * meanSeconds });
  return {
    open: perSecond * meanSeconds * answered,
    exposed,
    dayToDay: { perDay: 86_400 * perSecond * exposed * chance, part: answered > 0 ? (exposed / answered) * chance : 0 },
  };
}

/** The sites that announce a service's own prefix. A covering prefix does not count: it is unused as long as one of them announces. */
const sitesOf = ({ deployment: { announcements, prefix } }: Service) =>
  new Set(announcements.filter((each) => each.prefix === prefix.text).map(({ site }) => site));

export interface BrokenByChange {
  /** Connections open at the moment of the change. */
  readonly open: number;
  /** Those broken by the change, and their share. */
  readonly broken: number;
  readonly part: number;
}

/**
 * The open connections that break between two evaluations of the same design and users, for example when a site is added or
 * prepends. Services with the same name have the same address; a connection keeps its address even if DNS changes it.
 * @example connectionsBrokenByChange(evaluation, evaluate({ deployment: prepend(worldwide, "A", 3), design: { kind: "global" } })).part // 0.1684
 * @throws DeploymentError when the users differ, or a service was removed
 */
export function connectionsBrokenByChange(
  before: Evaluation,
  after: Evaluation,
  { connections = {} }: Options = {},
): BrokenByChange {
  const { perSecond, meanSeconds } = connectionsOf(connections);
  const users = before.catchments[0].clients;
  const same = after.catchments[0].clients;
  if (users.length !== same.length || users.some(({ name }, i) => name !== same[i].name))
    throw new DeploymentError("Both evaluations must have the same users. Evaluate them with the same clients.");
  const later = before.services.map(({ name }) => {
    const found = after.services.findIndex((each) => each.name === name);
    if (found < 0)
      throw new DeploymentError(
        `Service ${name} is missing after the change. Compare two evaluations of the same design.`,
      );
    return after.catchments[found];
  });
  const total = users.reduce((sum, { weight }) => sum + weight, 0);
  const sums = { answered: 0, moved: 0 };
  forEachPart(before, users, (part, i, s) => {
    const { site } = before.catchments[s].clients[i];
    if (site === undefined) return;
    sums.answered += part;
    if (later[s].clients[i].site !== site) sums.moved += part;
  });
  const scale = (perSecond * meanSeconds) / total;
  return {
    open: scale * sums.answered,
    broken: scale * sums.moved,
    part: sums.answered > 0 ? sums.moved / sums.answered : 0,
  };
}

/** Fills in defaults. @throws DeploymentError for an invalid rate or duration */
export function connectionsOf({
  perSecond = 1000,
  meanSeconds = 60,
  routeChangesPerDay = 0.1,
}: Connections): Required<Connections> {
  for (const [what, value] of Object.entries({ perSecond, meanSeconds, routeChangesPerDay }))
    if (!(value >= 0 && value < Infinity))
      throw new DeploymentError(`Connections, ${what}: must be a number of 0 or more (got ${value}).`);
  return { perSecond, meanSeconds, routeChangesPerDay };
}
