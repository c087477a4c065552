// TCP's price of each design: connections that BGP takes to a server that does not know them. A connection keeps the address that
// DNS gave at its start, so DNS breaks none; BGP breaks one where packets to that address begin to reach another site.
import { breakProbability } from "../../traffic/index.js";
import { DeploymentError } from "../deployment.js";
import type { InternetDeployment } from "../internet/index.js";
import { partsOf } from "./columns.js";
import type { Service } from "./design.js";
import { clientsOf, forEachPart, type Evaluation } from "./evaluate.js";
import { loseSites } from "./site-loss.js";

export interface Connections {
  /** New connections of all users together in a second. Defaults to 1000. */
  readonly perSecond?: number;
  /** How long one lasts, s. Defaults to 60. All last alike: one that lasts longer is more often broken in the same measure. */
  readonly meanSeconds?: number;
  /**
   * How often a day routes change so that a user for whom BGP chooses among sites is moved. Defaults to 0.1. Nobody has published
   * one number for everybody: for most users it is next to nothing, for about one in a hundred very high (Wei & Heidemann 2018).
   * Try 0.01 to 1.
   */
  readonly routeChangesPerDay?: number;
}

export interface ConnectionsBroken {
  /** Connections of answered users that are open at any moment: rate times length (Little 1961). */
  readonly open: number;
  /** Part of all users for whom BGP chooses among several sites, 0..1. */
  readonly exposed: number;
  /** What changes of route break when nothing fails: connections in a day, and their part of all of the answered users' connections. */
  readonly dayToDay: { readonly perDay: number; readonly part: number };
  /** Open connections that break at the moment when a site dies; one row for each site of the deployment. */
  readonly whenSiteDies: readonly SiteDeathBreaks[];
}

export interface SiteDeathBreaks {
  readonly site: string;
  /** Those that end at the site: any design loses them. */
  readonly there: number;
  /** Those of users whose site is fine, but whom BGP moves to another in the same moment. */
  readonly bystanders: number;
}

interface Options {
  readonly connections?: Connections;
}

/**
 * The connections that a design breaks: day by day, and at the death of each site alone.
 * @throws DeploymentError for a rate or a length that cannot be
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
 * @throws DeploymentError for a rate or a length that cannot be
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

/** The sites that announce a service's own prefix. A covering prefix does not count: nobody goes by it as long as one of them does. */
const sitesOf = ({ deployment: { announcements, prefix } }: Service) =>
  new Set(announcements.filter((each) => each.prefix === prefix.text).map(({ site }) => site));

export interface BrokenByChange {
  /** Connections open at the moment of the change. */
  readonly open: number;
  /** Those that the change breaks, and their part of them. */
  readonly broken: number;
  readonly part: number;
}

/**
 * The open connections that break when one evaluation gives way to another of the same design and users: a site is added, say, or
 * prepends. Addresses are the same where services have the same name; whose address DNS changes keeps the old one until the end.
 * @throws DeploymentError where the users are not the same, or a service is gone
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
    throw new DeploymentError("Before and after must be of the same users: evaluate both with the same clients.");
  const later = before.services.map(({ name }) => {
    const found = after.services.findIndex((each) => each.name === name);
    if (found < 0)
      throw new DeploymentError(`The address of ${name} is gone after the change. Compare one design with itself.`);
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

/** With what is taken where nothing is given. @throws DeploymentError for a rate or a length that cannot be */
export function connectionsOf({
  perSecond = 1000,
  meanSeconds = 60,
  routeChangesPerDay = 0.1,
}: Connections): Required<Connections> {
  for (const [what, value] of Object.entries({ perSecond, meanSeconds, routeChangesPerDay }))
    if (!(value >= 0 && value < Infinity))
      throw new DeploymentError(`Connections, ${what}: ${value} is not a number of zero or more.`);
  return { perSecond, meanSeconds, routeChangesPerDay };
}
