// Which users reach which site of a deployment between ASes, with distance and round-trip time: the whole Internet in one call.
import { TYPICAL_INFLATION } from "../../geo/index.js";
import {
  type Engine,
  LOOP,
  forwardingPathsTo,
  type ForwardingPaths,
  bgpFidelity,
  type SteadyState,
} from "../../routing/bgp/index.js";
import { DeploymentError } from "../deployment.js";
import { internetClients, locate, type InternetClient, type LocatedClient } from "./clients.js";
import type { InternetDeployment } from "./deployment.js";
import { landingsOn, rttMs, type ClientOutcomes } from "./client-outcomes.js";
import { statesOf } from "./states.js";

/** What the model of a catchment includes, and what it leaves out. */
export const catchmentFidelity = {
  modelled: [...bgpFidelity.modelled, "propagation along the cities passed, times a stated inflation"],
  notModelled: [...bgpFidelity.notModelled, "access networks, queues and server time; asymmetric return paths"],
} as const;

export interface InternetOutcome {
  readonly name: string;
  readonly asn: number;
  /** Its place; absent if the topology has no places. */
  readonly city?: string;
  readonly lat?: number;
  readonly lon?: number;
  /** Users, or the unit of the clients' weights. */
  readonly weight: number;
  /** "failed site": routed to a site that has failed but still announces, a black hole. */
  readonly outcome: "delivered" | "no route" | "loop" | "failed site";
  /** The site that answers; absent if none does. */
  readonly site?: string;
  /** The identity that the site's server returns. */
  readonly identity?: string;
  /** The failed site that receives its packets. */
  readonly deadSite?: string;
  /** Great-circle km along the cities passed, one way; 0 if no location is known. */
  readonly km: number;
  /** Round-trip time in ms, propagation only: both ways over these km of fibre, times the inflation. */
  readonly rttMs: number;
  /** ASNs of the path, the client's first. */
  readonly asPath: readonly number[];
}

export interface InternetCatchment {
  readonly deployment: InternetDeployment;
  /** By client, the site and its distance: enough for many uses. */
  readonly landings: ClientOutcomes;
  /** The same in full detail, client by client; computed on first use. */
  readonly clients: readonly InternetOutcome[];
  /** The clients as given, for repeating the computation. */
  readonly asked: readonly InternetClient[];
  /** The routes behind it, longest prefix first; empty if nothing is announced. For explain() and walkAsPath(). */
  readonly states: readonly SteadyState[];
  /** The assumed ratio of fibre length to the great circle. */
  readonly inflation: number;
  /** What the model includes, and what it leaves out. */
  readonly fidelity: typeof catchmentFidelity;
}

export interface InternetCatchmentOptions {
  readonly deployment: InternetDeployment;
  /** Defaults to every AS at each of its PoPs; see internetClients. */
  readonly clients?: readonly InternetClient[];
  /**
   * Ratio of fibre length to the great circle between the cities where a packet passes from AS to AS. Defaults to 1.6, the
   * median between well-connected places. Detours of policy routing are not part of it: they follow from the cities passed.
   */
  readonly inflation?: number;
  /** Defaults to the fast engine. */
  readonly engine?: Engine;
}

/**
 * Sends a packet from every client and notes who answers.
 * @example internetCatchment({ deployment: worldwide }).clients.filter(({ site }) => site === "A").length // 141
 * @throws NoSteadyStateError if the policies contradict each other forever; UnknownAsError or RangeError for a client;
 * DeploymentError without clients; RangeError for an inflation below 1
 */
export function internetCatchment({
  deployment,
  clients = internetClients(deployment.topology),
  inflation = TYPICAL_INFLATION.cloud,
  engine,
}: InternetCatchmentOptions): InternetCatchment {
  if (!(inflation >= 1))
    throw new RangeError(`Inflation must be at least 1 (got ${inflation}): nothing is faster than light.`);
  const located = locate(deployment.topology, clients);
  if (located.length === 0) throw new DeploymentError("clients must not be empty.");
  const states = statesOf(deployment, engine);
  const ways = forwardingPathsTo(states, deployment.topology);
  let outcomes: readonly InternetOutcome[] | undefined;
  return {
    deployment,
    landings: landingsOn(ways, deployment, located, inflation),
    get clients() {
      return (outcomes ??= outcomesOn(ways, deployment, located, inflation));
    },
    asked: clients,
    states,
    inflation,
    fidelity: catchmentFidelity,
  };
}

/** The catchment of a deployment that differs only in its addresses. */
export function withDeployment(found: InternetCatchment, deployment: InternetDeployment): InternetCatchment {
  const { landings, asked, states, inflation, fidelity } = found;
  return {
    deployment,
    landings,
    get clients() {
      return found.clients;
    },
    asked,
    states,
    inflation,
    fidelity,
  };
}

/** One object of one shape for each client, without spreading: this runs for thousands of clients within a frame. */
function outcomesOn(
  ways: ForwardingPaths,
  { sites }: InternetDeployment,
  clients: readonly LocatedClient[],
  inflation: number,
): readonly InternetOutcome[] {
  const siteNamed = new Map(sites.map((site) => [site.name, site]));
  const ends = ways.sites.map((name) => siteNamed.get(name)!);
  return clients.map((client): InternetOutcome => {
    const { name, asn, city, lat, lon, weight, index, place } = client;
    const way = ways.from(index, place);
    const end = ways.site[way];
    const site = end < 0 ? undefined : ends[end];
    const alive = site?.service === "up";
    return {
      name,
      asn,
      city,
      lat,
      lon,
      weight,
      outcome: site ? (alive ? "delivered" : "failed site") : end === LOOP ? "loop" : "no route",
      site: alive ? site.name : undefined,
      identity: alive ? site.identity : undefined,
      deadSite: site && !alive ? site.name : undefined,
      km: ways.km[way],
      rttMs: rttMs(ways.km[way], inflation),
      asPath: ways.asPath(index, place),
    };
  });
}
