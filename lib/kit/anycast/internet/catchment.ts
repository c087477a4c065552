// Which users reach which site of a deployment between ASes, how far, and how long it takes: the whole Internet in one call.
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

/** What a catchment is computed from, and what it leaves out. */
export const catchmentFidelity = {
  modelled: [...bgpFidelity.modelled, "propagation along the cities passed, times a stated inflation"],
  notModelled: [
    ...bgpFidelity.notModelled,
    "access networks, queues and server time; a return path other than the way there",
  ],
} as const;

export interface InternetOutcome {
  readonly name: string;
  readonly asn: number;
  /** Where it is; absent where the topology knows no geography. */
  readonly city?: string;
  readonly lat?: number;
  readonly lon?: number;
  /** Users, or whatever the clients were weighted by. */
  readonly weight: number;
  /** "dead site": routed to a site whose service is dead but whose route is still announced, a black hole. */
  readonly outcome: "delivered" | "no route" | "loop" | "dead site";
  /** The site that answers; absent where nobody does. */
  readonly site?: string;
  /** What that site's server answers when asked who it is. */
  readonly identity?: string;
  /** The dead site that swallows its packets. */
  readonly deadSite?: string;
  /** Great-circle km along the cities passed, one way; 0 where no geography is known. */
  readonly km: number;
  /** Round-trip time in ms, propagation only: both ways over these km of fibre, times the inflation. */
  readonly rttMs: number;
  /** ASNs on the way, the client's first. */
  readonly asPath: readonly number[];
}

export interface InternetCatchment {
  readonly deployment: InternetDeployment;
  /** By client who answers and how far that is: all that many questions need. */
  readonly landings: ClientOutcomes;
  /** The same with its story, client by client; put together when it is first asked for. */
  readonly clients: readonly InternetOutcome[];
  /** The clients as they were given, for asking them again. */
  readonly asked: readonly InternetClient[];
  /** The routes behind it, the longest prefix first; empty where nothing is announced. For explain() and walkAsPath(). */
  readonly states: readonly SteadyState[];
  /** How much longer than the great circle fibre was taken to be. */
  readonly inflation: number;
  /** What is modelled, and what is not. */
  readonly fidelity: typeof catchmentFidelity;
}

export interface InternetCatchmentOptions {
  readonly deployment: InternetDeployment;
  /** Defaults to every AS at each of its PoPs; see internetClients. */
  readonly clients?: readonly InternetClient[];
  /**
   * How much longer fibre is than the great circle between the cities where a packet passes from AS to AS. Defaults to 1.6, the
   * median between well-connected places. The detours of policy routing come on top by themselves: they are in the cities passed.
   */
  readonly inflation?: number;
  /** Defaults to the fast engine. */
  readonly engine?: Engine;
}

/**
 * Sends a packet from every client and notes who answers.
 * @example internetCatchment({ deployment: worldwide }).clients.length > 0 // true
 * @throws NoSteadyStateError where the policies contradict each other forever; UnknownAsError or RangeError for a client
 */
export function internetCatchment({
  deployment,
  clients = internetClients(deployment.topology),
  inflation = TYPICAL_INFLATION.cloud,
  engine,
}: InternetCatchmentOptions): InternetCatchment {
  if (!(inflation >= 1)) throw new RangeError(`Inflation ${inflation} is below 1: nothing is faster than light.`);
  const located = locate(deployment.topology, clients);
  if (located.length === 0) throw new DeploymentError("A catchment needs clients: give at least one.");
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

/** The catchment of a deployment that differs from the one it was found for in its addresses alone. */
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
      outcome: site ? (alive ? "delivered" : "dead site") : end === LOOP ? "loop" : "no route",
      site: alive ? site.name : undefined,
      identity: alive ? site.identity : undefined,
      deadSite: site && !alive ? site.name : undefined,
      km: ways.km[way],
      rttMs: rttMs(ways.km[way], inflation),
      asPath: ways.asPath(index, place),
    };
  });
}
