// The capstone: design a service for a user map, within a budget, that survives the failure of any one site or carrier. The brief
// and the learner's proposal; bill.ts has the costs, score-design.ts the marks, reference-designs.ts designs for comparison.
import { worldRegion, type WorldRegion } from "../../../geo/index.js";
import type { CompiledAsGraph } from "../../../topology/index.js";
import { generateInternet } from "../../../topology/generator/index.js";
import { DeploymentError } from "../../deployment.js";
import {
  attachOrigin,
  type AttachCity,
  type Transit,
  internetClients,
  locate,
  type InternetClient,
  deployOnInternet,
  type InternetDeployment,
} from "../../internet/index.js";
import type { Design } from "../design.js";
import type { DnsSteering } from "../steering.js";

/** Prices, in the unit of the budget. */
export interface Prices {
  readonly site: number;
  /** Capacity for one per cent of all users. */
  readonly capacity: number;
  /** A transit session, and a peer, in one city. */
  readonly provider: number;
  /** A transit session with a network that buys no transit itself, in addition: it is sold in most large cities, and is expensive. */
  readonly globalCarrier: number;
  readonly peer: number;
  readonly prefix: number;
  /** A transit session with this detection, in addition to the provider. */
  readonly detection: Readonly<Record<SessionDetection, number>>;
  /** Answering the DNS queries of all users at a TTL of 1 s; a TTL of 60 s costs a sixtieth. */
  readonly dns: number;
  /** Measuring round trips in browsers, so that DNS can choose by latency. */
  readonly measuring: number;
}

/** How a site's sessions detect a failure, and how long users wait until BGP has moved them, s. */
export const detectionSeconds = { "hold timer": 90, "short hold timer": 30, BFD: 3 } as const;
export type SessionDetection = keyof typeof detectionSeconds;

export interface CapstoneBrief {
  /** The Internet, without the service. */
  readonly topology: CompiledAsGraph;
  /** The user map: every network in every city, weighted by the share of users of each part of the world. */
  readonly clients: readonly InternetClient[];
  /** Per cent of the users by part of the world. */
  readonly users: Readonly<Record<WorldRegion, number>>;
  /** The part of the world of each client. */
  readonly parts: readonly WorldRegion[];
  /** Total demand; capacities are in the same unit, per cent of all users. */
  readonly demand: 100;
  readonly dns: DnsSteering;
  readonly prices: Prices;
  readonly budget: number;
}

/** A learner's answer. */
export interface Proposal {
  /** Site letter -> location, capacity in per cent of all users, and neighbours as in attachOrigin. */
  readonly sites: Readonly<Record<string, ProposedSite>>;
  readonly transit?: Transit;
  readonly design: Design;
  /** Defaults to "hold timer". */
  readonly detection?: SessionDetection;
  /** TTL of DNS answers, s, from 1 to 86,400. Defaults to 300. */
  readonly ttlSeconds?: number;
  /** How DNS chooses among several addresses. "latency" costs measurements. Defaults to "distance". */
  readonly dnsChooses?: "distance" | "latency";
}

export interface ProposedSite extends Pick<AttachCity, "city" | "providers" | "peers"> {
  readonly capacity: number;
}

const USERS: Readonly<Record<WorldRegion, number>> = {
  "north-america": 15,
  "south-america": 25,
  europe: 15,
  "africa-middle-east": 15,
  asia: 25,
  oceania: 5,
};

const PRICES: Prices = {
  site: 6,
  capacity: 0.1,
  provider: 1,
  globalCarrier: 2,
  peer: 0.5,
  prefix: 2,
  detection: { "hold timer": 0, "short hold timer": 0.5, BFD: 2.5 },
  dns: 120,
  measuring: 6,
};

/** The service's AS (RFC 5398: for documentation). */
const SERVICE_ASN = 64500;

/**
 * The brief: more users in the south than most services have, one user in fifty whom DNS locates in the wrong country, a budget
 * for about eight sites, and the failure of any one site or carrier.
 * @param options the Internet
 * @param options.ases size of the Internet. Defaults to 500
 * @param options.seed another number gives another Internet, and so another examination. Defaults to 5
 * @example capstoneBrief({ ases: 300 }).demand // 100
 */
export function capstoneBrief({
  ases = 500,
  seed = 5,
}: { readonly ases?: number; readonly seed?: number } = {}): CapstoneBrief {
  const { graph: topology } = generateInternet({ ases, seed });
  const clients = internetClients(topology);
  const regions = locate(topology, clients).map(({ lat, lon }) => worldRegion({ lat: lat!, lon: lon! }));
  const totals = new Map<WorldRegion, number>();
  clients.forEach(({ weight = 1 }, i) => totals.set(regions[i], (totals.get(regions[i]) ?? 0) + weight));
  return {
    topology,
    clients: clients.map((client, i) => {
      return { ...client, weight: ((client.weight ?? 1) * USERS[regions[i]]) / totals.get(regions[i])! };
    }),
    users: USERS,
    parts: regions,
    demand: 100,
    dns: { ecs: true, errors: { city: 0.05, country: 0.02 }, ttlSeconds: 300 },
    prices: PRICES,
    budget: 100,
  };
}

/** The proposal as a deployment on the Internet of the brief. @throws DeploymentError that names the site or the city, and what to do */
export function deployProposal(
  { sites, transit, detection, ttlSeconds = 300, dnsChooses = "distance" }: Proposal,
  { topology }: CapstoneBrief,
): InternetDeployment {
  const named = Object.entries(sites);
  if (named.length === 0)
    throw new DeploymentError(
      'A proposal must have at least one site, such as { A: { city: "Lagos", capacity: 40 } }.',
    );
  for (const [name, { capacity }] of named)
    if (!(capacity > 0 && capacity < Infinity))
      throw new DeploymentError(
        `Site ${name}: the capacity must be above 0, in per cent of all users, such as 40 (got ${capacity}).`,
      );
  if (detection !== undefined && !Object.hasOwn(detectionSeconds, detection))
    throw new DeploymentError(
      `detection: expected one of ${Object.keys(detectionSeconds).join(", ")} (got ${detection}).`,
    );
  if (!(ttlSeconds >= 1 && ttlSeconds <= 86_400))
    throw new DeploymentError(`ttlSeconds: must be from 1 to 86400 s, such as 300 (got ${ttlSeconds}).`);
  if (dnsChooses !== "distance" && dnsChooses !== "latency")
    throw new DeploymentError(`dnsChooses: expected one of distance, latency (got ${dnsChooses as string}).`);
  const at = named.map(([, { city, providers = 1, peers = 0 }]) => ({ city, providers, peers }));
  return deployOnInternet({
    topology: attachOrigin(topology, { asn: SERVICE_ASN, at, ...(transit && { transit }) }),
    address: "192.0.2.53",
    sites: Object.fromEntries(
      named.map(([name, { city, capacity }]) => [name, { origin: SERVICE_ASN, city, capacity }]),
    ),
  });
}
