// Which users reach which site of a deployment between ASes, how far, and how long it takes: the whole Internet in one call.
import { fibreDelayMs, TYPICAL_INFLATION } from "../../geo/fibre.js";
import type { BgpAnnouncement } from "../../routing/bgp/announcement.js";
import type { Engine } from "../../routing/bgp/engine.js";
import { contains, parsePrefix } from "../../routing/prefix.js";
import { announcementsByPrefix, bgpFidelity, steadyState, type SteadyState } from "../../routing/bgp/steady-state.js";
import { DeploymentError } from "../deployment.js";
import { internetClients, locate, type InternetClient, type LocatedClient } from "./clients.js";
import type { InternetDeployment } from "./deployment.js";
import { waysTo, type Way } from "./ways.js";

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
  /** Every AS at each of its PoPs unless given; see internetClients. */
  readonly clients?: readonly InternetClient[];
  /**
   * How much longer fibre is than the great circle between the cities where a packet passes from AS to AS; 1.6 unless given, the
   * median between well-connected places. The detours of policy routing come on top by themselves: they are in the cities passed.
   */
  readonly inflation?: number;
  /** The fast engine unless given. */
  readonly engine?: Engine;
}

/** The longest prefixes that ASes accept from each other: anything longer is filtered and reaches nobody. */
const MOST_SPECIFIC = { 4: 24, 6: 48 } as const;

/**
 * Sends a packet from every client and notes who answers.
 * @throws NoSteadyStateError where the policies contradict each other for ever; UnknownAsError or RangeError for a client
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
  return {
    deployment,
    clients: outcomes(deployment, states, located, inflation),
    asked: clients,
    states,
    inflation,
    fidelity: catchmentFidelity,
  };
}

/** The routes of all announced prefixes that hold the shared address and that ASes accept, the longest first. */
export function statesOf(
  { topology, address, announcements, policies, tieBreak: wanted }: InternetDeployment,
  engine?: Engine,
): SteadyState[] {
  const heard = announcements.filter((each) => {
    const prefix = parsePrefix(each.prefix!);
    return contains(prefix, address) && prefix.length <= MOST_SPECIFIC[prefix.family];
  });
  // Prefix by prefix: what a community sets apart under a covering prefix changes no route of the longer one.
  return announcementsByPrefix(heard).map((of) => {
    const tieBreak = wanted === "all" && topology.geography && of.some(isApart) ? "router" : wanted;
    return steadyState({ topology, announcements: of, policies, tieBreak, engine });
  });
}

/**
 * Whether ASes on the way treat this announcement in another way than those of other sites. Then each router has to decide for
 * itself: one of the tied routes taken for a whole AS would be kept back, or told, everywhere. Everybody drains alike.
 */
const isApart = ({ communities = [] }: BgpAnnouncement) => communities.some(({ kind }) => kind !== "graceful-shutdown");

/** One object of one shape for each client, without spreading: this runs for thousands of clients within a frame. */
function outcomes(
  { sites }: InternetDeployment,
  states: readonly SteadyState[],
  clients: readonly LocatedClient[],
  inflation: number,
): readonly InternetOutcome[] {
  const wayFrom = states.length > 0 ? waysTo(states) : nowhere;
  const siteNamed = new Map(sites.map((site) => [site.name, site]));
  return clients.map((client): InternetOutcome => {
    const { name, asn, city, lat, lon, weight } = client;
    const way = wayFrom(client.index, client.place);
    const { km, asPath } = way;
    const site = way.site === undefined ? undefined : siteNamed.get(way.site)!;
    const alive = site?.service === "up";
    return {
      name,
      asn,
      city,
      lat,
      lon,
      weight,
      outcome: site && !alive ? "dead site" : way.outcome,
      site: alive ? site.name : undefined,
      identity: alive ? site.identity : undefined,
      deadSite: site && !alive ? site.name : undefined,
      km,
      rttMs: 2 * inflation * fibreDelayMs(km),
      asPath: asPath.length > 0 ? asPath : [asn],
    };
  });
}

const NO_ROUTE: Way = { outcome: "no route", site: undefined, km: 0, asPath: [] };
const nowhere = (): Way => NO_ROUTE;
