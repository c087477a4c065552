// The way back. A reply follows the client's route, not the request's path reversed; a router that checks the source address of a
// packet against its own route to it (reverse-path forwarding, RFC 3704) may drop the reply of a site it would not itself use.
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

/** What an AS would say to a packet from the shared address that comes in from a neighbour (RFC 3704, section 2). */
export interface RpfCheck {
  readonly asn: number;
  /** The neighbour it comes from. */
  readonly from: number;
  /** Its own route to the source goes to that neighbour. */
  readonly strict: boolean;
  /** It heard a route to the source from that neighbour, used or not. */
  readonly feasible: boolean;
  /** It has any route to the source. */
  readonly loose: boolean;
}

export interface RoundTrip {
  /** The site that answers; absent where the request does not arrive, and then there is no way back. */
  readonly site?: string;
  /** ASNs, the client's first. */
  readonly there: readonly number[];
  /** ASNs, the site's first; empty without a site. */
  readonly back: readonly number[];
  /** Whether the reply passes the same ASes, backwards. */
  readonly symmetric: boolean;
  /** At each AS that the reply enters, in its order. */
  readonly checks: readonly RpfCheck[];
  /** Great-circle km of both ways. */
  readonly km: number;
}

/** The client's own prefix in this question; what it is does not matter, only that it is not the shared one (RFC 5737). */
const CLIENT_PREFIX = "203.0.113.0/24";

/**
 * One request and its reply. The site's AS carries the reply to whichever neighbour its route to the client says, the nearest
 * between equals; the client's AS announces its prefix to all its neighbours.
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
