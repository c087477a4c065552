// Evaluates one design under one set of users, sites and routes: the same measures for all designs, so that they can be compared.
import { contains, parsePrefix, type Prefix } from "../../routing/index.js";
import { loadOf, type Load } from "../load.js";
import { spreadOf, type Spread } from "../quantile.js";
import {
  internetClients,
  locate,
  type InternetClient,
  catchmentFidelity,
  internetCatchment,
  type InternetCatchment,
  type InternetDeployment,
  unicastRtts,
  type UnicastRtts,
} from "../internet/index.js";
import { behind, networkMs } from "./behind.js";
import type { FindCatchment } from "./catchments-once.js";
import { partsOf, timeColumns } from "./columns.js";
import { servicesOf, type Design, type Service } from "./design.js";
import { steer, type DnsSteering, type Steering } from "./steering.js";

/** A user's transaction, for the time that users see. */
export interface Transaction {
  /** Round trips of the response after the connection is made. Defaults to 5. */
  readonly requests?: number;
  /** Server time, ms. Defaults to 500. Both as in LinkedIn's calculation (Maheshwari & Zandi, NANOG 67). */
  readonly serverMs?: number;
}

/** Fills in defaults. */
export const transactionOf = ({ requests = 5, serverMs = 500 }: Transaction = {}): Required<Transaction> => ({
  requests,
  serverMs,
});

/** The limits of the model of a comparison. */
export const designFidelity = {
  modelled: [
    ...catchmentFidelity.modelled,
    "what DNS sees (resolver or user), errors of geolocation by city, country and continent as chances, TTLs that are kept or overstayed",
  ],
  notModelled: [
    ...catchmentFidelity.notModelled,
    "resolvers that ask several servers, caches inside browsers, geolocation errors that differ by network",
    "errors of DNS after a failure: whom it moves gets the fastest of the addresses that are left",
  ],
} as const;

export interface EvaluateOptions {
  readonly deployment: InternetDeployment;
  readonly design: Design;
  readonly dns?: DnsSteering;
  readonly clients?: readonly InternetClient[];
  readonly inflation?: number;
  readonly transaction?: Transaction;
  /** Total demand, in the unit of the capacities. Defaults to the users' whole weight. */
  readonly demand?: number;
  /** The round trips of each site alone, if already computed; see unicastRtts. */
  readonly unicast?: UnicastRtts;
  /** An earlier evaluation of the same design, if only DNS, the transaction or the demand changed. */
  readonly routes?: DesignRoutes;
}

/** The catchments of a design's addresses; the expensive part of an evaluation. */
export type DesignRoutes = Pick<Evaluation, "design" | "services" | "catchments">;

export interface Evaluation {
  readonly design: Design;
  readonly services: readonly Service[];
  readonly catchments: readonly InternetCatchment[];
  /** By client, the probability of each service. */
  readonly steering: Steering;
  /** Share of users who are answered, 0..1; all times are of these users. */
  readonly answered: number;
  /** Round trip to the site that answers, ms. */
  readonly rttMs: Spread;
  /** Connection, requests and server, ms. */
  readonly userMs: Spread;
  /** Round trip beyond the user's best site, ms. */
  readonly aboveBestMs: Spread;
  /** Share of answered users whose site is their best, or as fast within 1 ms. */
  readonly atBestSite: number;
  readonly load: Load;
  /** Prefixes announced, and the addresses they use up. */
  readonly prefixes: number;
  readonly addresses: bigint;
  /** Share of users who depend on the most used prefix, and whom one bad announcement can affect. */
  readonly blastRadius: number;
  /** What the model includes, and what it leaves out. */
  readonly fidelity: typeof designFidelity;
}

/**
 * Evaluates one design for the users of a deployment: round trips in ms, load, exposure, addresses. All designs have the same
 * measures.
 * @example evaluate({ deployment: worldwide, design: { kind: "global" } }).answered // 1
 * @throws DeploymentError for a design that does not fit the deployment
 */
export function evaluate(options: EvaluateOptions): Evaluation {
  const { deployment, design, dns = {}, inflation, transaction = {} } = options;
  const asked = options.clients ?? internetClients(deployment.topology);
  const clients = locate(deployment.topology, asked);
  const { services, catchments } = options.routes ?? designRoutes(options);
  const steering = steer({ services, catchments, clients, dns });
  const unicast = options.unicast ?? unicastRtts(deployment, { clients: asked, ...(inflation && { inflation }) });
  const { requests, serverMs } = transactionOf(transaction);
  const behindMs = behind(deployment, design).map(({ ms }) => ms);

  const bestMs = new Float64Array(clients.length).fill(Infinity);
  for (const row of unicast.rttMs) for (let i = 0; i < row.length; i++) if (row[i] < bestMs[i]) bestMs[i] = row[i];
  const parts = partsOf(steering, clients);
  const times = timeColumns(parts.weight.length);
  const demand = new Float64Array(deployment.sites.length);
  const byService = new Float64Array(services.length);
  let [lost, served, atBest] = [0, 0, 0];
  for (let p = 0; p < parts.weight.length; p++) {
    const weight = parts.weight[p];
    const i = parts.client[p];
    const s = parts.service[p];
    const site = catchments[s].landings.site[i];
    const rtt = catchments[s].landings.rttMs[i];
    byService[s] += weight;
    if (site < 0) {
      lost += weight;
      continue;
    }
    served += weight;
    demand[site] += weight;
    const aboveMs = rtt > bestMs[i] ? rtt - bestMs[i] : 0;
    if (aboveMs <= AS_FAST_MS) atBest += weight;
    times.add(weight, rtt, networkMs(design, rtt, behindMs[site], requests) + serverMs, aboveMs);
  }
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  const { weights, rttMs, userMs, aboveBestMs } = times.filled();
  const scale = options.demand === undefined ? 1 : options.demand / total;
  const sites = deployment.sites.map(({ name, capacity }, i) => ({
    site: name,
    legitimate: scale * demand[i],
    ...(capacity !== undefined && { capacity }),
  }));
  const { prefixes, addresses } = announced(services, design);
  return {
    design,
    services,
    catchments,
    steering,
    answered: total > 0 ? 1 - lost / total : 0,
    rttMs: spreadOf(rttMs, weights),
    userMs: spreadOf(userMs, weights),
    aboveBestMs: spreadOf(aboveBestMs, weights),
    atBestSite: atBest / served,
    load: loadOf(sites, { legitimate: scale * lost, attack: 0 }),
    prefixes,
    addresses,
    blastRadius: Math.max(...byService) / total / (design.kind === "accelerator" ? ZONES : 1),
    fidelity: designFidelity,
  };
}

/** Tolerance within which a user counts as best served, ms. */
const AS_FAST_MS = 1;

/**
 * The services of a design and the catchment of each.
 * @example designRoutes({ deployment: worldwide, design: { kind: "geodns" } }).services.map(({ name }) => name) // ["A","B"]
 * @throws DeploymentError for a design that does not fit the deployment
 */
export function designRoutes({
  deployment,
  design,
  clients = internetClients(deployment.topology),
  inflation,
  catchmentOf = (each) => internetCatchment({ deployment: each, clients, ...(inflation && { inflation }) }),
}: Pick<EvaluateOptions, "deployment" | "design" | "clients" | "inflation"> & {
  /** Replaces internetCatchment with a cached version; see catchmentsOnce. */
  readonly catchmentOf?: FindCatchment;
}): DesignRoutes {
  const services = servicesOf(deployment, design);
  return { design, services, catchments: services.map((service) => catchmentOf(service.deployment)) };
}

/** The users of an evaluation. */
export const clientsOf = ({ catchments: [{ deployment, asked }] }: Pick<Evaluation, "catchments">) =>
  locate(deployment.topology, asked);

/**
 * Visits every client under every service that DNS may return to it, with the weight of the users who get that service.
 * @example ((users) => (forEachPart(evaluation, locate(topology, internetClients(topology)), (part) => (users += part)), users))(0) // 6510
 */
export function forEachPart(
  { steering }: Pick<Evaluation, "steering">,
  clients: readonly { readonly weight: number }[],
  visit: (part: number, client: number, service: number) => void,
): void {
  const { weight, client, service } = partsOf(steering, clients);
  for (let p = 0; p < weight.length; p++) visit(weight[p], client[p], service[p]);
}

/** Network zones of an accelerator, each with a prefix of its own. */
const ZONES = 2;

/**
 * Prefixes, and the addresses in them; a covering prefix contains the others. The origin behind an anycast edge has its own prefix;
 * an accelerator has one for each zone, and its endpoints are in the provider's network.
 */
function announced(services: readonly Service[], { kind }: Design): Pick<Evaluation, "prefixes" | "addresses"> {
  const texts = services.flatMap((each) => each.deployment.announcements.map(({ prefix }) => prefix!));
  const prefixes = [...new Set(texts)].map(parsePrefix);
  const own = kind === "hybrid" || kind === "accelerator" ? [...prefixes, services[0].deployment.prefix] : prefixes;
  const outer = own.filter((one) => !own.some((other) => other.length < one.length && contains(other, one)));
  const size = ({ family, length }: Prefix) => 1n << BigInt((family === 4 ? 32 : 128) - length);
  return { prefixes: own.length, addresses: outer.reduce((sum, prefix) => sum + size(prefix), 0n) };
}

/**
 * Several designs over the same users and sites, by the name each is given.
 * @example Object.keys(compareDesigns({ deployment: worldwide, designs: { anycast: { kind: "global" } } })) // ["anycast"]
 */
export function compareDesigns(
  options: Omit<EvaluateOptions, "design"> & { readonly designs: Readonly<Record<string, Design>> },
): Readonly<Record<string, Evaluation>> {
  const { designs, ...same } = options;
  const { deployment, clients, inflation } = same;
  const unicast =
    same.unicast ?? unicastRtts(deployment, { ...(clients && { clients }), ...(inflation && { inflation }) });
  return Object.fromEntries(
    Object.entries(designs).map(([name, design]) => [name, evaluate({ ...same, design, unicast })]),
  );
}
