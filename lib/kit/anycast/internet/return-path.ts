// The return path. A reply follows the route to the client, not the reversed request path; a router that checks a packet's
// source address against its own route (reverse-path forwarding, RFC 3704) may drop the reply of a site that it does not use
// itself.
import {
  explain,
  exitsOf,
  walkAsPath,
  longestMatchState,
  steadyState,
  type SteadyState,
} from "../../routing/bgp/index.js";
import { indexOfAs } from "../../topology/index.js";
import { site as siteOf } from "../announcing.js";
import type { InternetDeployment } from "./deployment.js";
import { statesOf } from "./states.js";

/** The reverse-path check of an AS for a packet from the shared address that arrives from a neighbour (RFC 3704, section 2). */
export interface RpfCheck {
  readonly asn: number;
  /** The neighbour it arrives from. */
  readonly from: number;
  /** Its own route to the source goes to that neighbour. */
  readonly strict: boolean;
  /** It received a route to the source from that neighbour, used or not. */
  readonly feasible: boolean;
  /** It has any route to the source. */
  readonly loose: boolean;
}

export interface RoundTrip {
  /** The site that answers; absent if the request does not arrive; then there is no return path. */
  readonly site?: string;
  /** ASNs, the client's first. */
  readonly there: readonly number[];
  /** ASNs, the site's first; empty without a site. */
  readonly back: readonly number[];
  /** Whether the reply passes the same ASes in reverse order. */
  readonly symmetric: boolean;
  /** The check at each AS that the reply enters, in order. */
  readonly checks: readonly RpfCheck[];
  /** Great-circle km of both ways. */
  readonly km: number;
}

/** The client's prefix; arbitrary, but different from the shared one (RFC 5737). */
const CLIENT_PREFIX = "203.0.113.0/24";

/**
 * Follows one request and its reply between a client and its site. The site's AS sends the reply to the neighbour of its route to
 * the client, the nearest on a tie; the client's AS announces its prefix to all its neighbours.
 * @example roundTrip(worldwide, { asn: 1, city: "Krakow" }).there // [1,4,5,64500]
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function roundTrip(
  deployment: InternetDeployment,
  client: { readonly asn: number; readonly city?: string },
): RoundTrip {
  const { topology, policies, tieBreak } = deployment;
  const states = statesOf(deployment);
  const request = states.length > 0 ? walkAsPath({ state: states, from: client, to: deployment.address }) : undefined;
  const there = request?.asPath ?? [client.asn];
  if (request?.site === undefined) return { there, back: [], symmetric: false, checks: [], km: request?.km ?? 0 };
  const home = steadyState({
    topology,
    policies,
    tieBreak,
    announcements: [
      { site: "client", prefix: CLIENT_PREFIX, origin: client.asn, ...(client.city && { city: client.city }) },
    ],
  });
  const { city, origin } = siteOf(deployment, request.site);
  const known = topology.geography?.places.some(({ name }) => name === city);
  const reply = walkAsPath({ state: home, from: { asn: origin, ...(known && { city }) } });
  const back = reply.asPath;
  const checks = back.slice(1).map((asn, i) => checkRpf(states, deployment, asn, back[i]));
  const symmetric = there.join(" ") === [...back].reverse().join(" ");
  return { site: request.site, there, back, symmetric, checks, km: request.km + reply.km };
}

function checkRpf(
  states: readonly SteadyState[],
  { topology, address }: InternetDeployment,
  asn: number,
  from: number,
): RpfCheck {
  const state = longestMatchState(states, indexOfAs(topology, asn), address);
  if (!state) return { asn, from, strict: false, feasible: false, loose: false };
  const used = exitsOf(state).of(indexOfAs(topology, asn));
  const strict = used.some(({ remote }) => topology.asns[remote] === from);
  const feasible = strict || explain(state, asn).candidates.some(({ route }) => route.neighbour === from);
  return { asn, from, strict, feasible, loose: true };
}
