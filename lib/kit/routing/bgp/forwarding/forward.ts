// A packet's path from a client's city through the ASes. Each AS uses its nearest exit (hot potato), so one large network can
// belong to several catchments.
import { indexOfAs } from "../../../topology/index.js";
import { parseAddress, type Address } from "../../address.js";
import { hear, ownRoute } from "../exchange.js";
import { discards } from "../policy.js";
import { exitsOf } from "./exits.js";
import type { ResolvedProblem } from "../problem.js";
import { nearestAnnouncement } from "../rib.js";
import type { BgpRoute } from "../route.js";
import { longestMatchState, type SteadyState } from "../steady-state.js";

export interface AsHop {
  readonly asn: number;
  /** Where the packet enters the AS and where it leaves it; absent when no location is known. */
  readonly enters?: string;
  readonly leaves?: string;
  /** Great-circle km inside the AS. */
  readonly km: number;
  /** The route taken; the locally originated one at the origin. */
  readonly route: BgpRoute;
  /** Number of equally good exits. */
  readonly exits: number;
}

export interface AsWalk {
  readonly outcome: "delivered" | "no route" | "loop" | "discarded";
  readonly site?: string;
  readonly hops: readonly AsHop[];
  /** ASNs of the path, the client's first. */
  readonly asPath: readonly number[];
  /** Great-circle km from the client to the site, along the cities passed. */
  readonly km: number;
}

export interface AsWalkOptions {
  /** One steady state, or one for each prefix: every hop uses the longest prefix that contains the address. */
  readonly state: SteadyState | readonly SteadyState[];
  readonly from: { readonly asn: number; readonly city?: string };
  /** Destination address. Defaults to the first address of the prefix. */
  readonly to?: string | Address;
}

/**
 * Follows a packet from a client's city through the ASes to a site. Each AS uses its nearest exit (hot-potato routing).
 * @example walkAsPath({ state, from: { asn: 10 } }).asPath // [10,30,64501]
 * @throws UnknownAsError; RangeError for a city that is not in the topology; AddressError
 */
export function walkAsPath({ state, from, to }: AsWalkOptions): AsWalk {
  const states = "problem" in state ? [state] : state;
  const { problem } = states[0];
  const { prefix } = problem;
  const address =
    typeof to === "string"
      ? parseAddress(to)
      : (to ?? { family: prefix.family, bits: prefix.bits, text: prefix.text.split("/")[0] });
  let index = indexOfAs(problem.topology, from.asn);
  let place = from.city === undefined ? -1 : placeNamed(problem, from.city);
  const hops: AsHop[] = [];
  const visited = new Set<string>();
  let km = 0;
  const end = (outcome: AsWalk["outcome"], site?: string): AsWalk => {
    const walk = { outcome, hops, km, asPath: hops.map(({ asn }) => asn) };
    return site === undefined ? walk : { ...walk, site };
  };
  const name = (at: number) => (at >= 0 ? { name: problem.places[at].name } : undefined);
  for (;;) {
    const here = longestMatchState(states, index, address);
    if (!here) return end("no route");
    if (visited.has(`${index} ${place}`)) return end("loop");
    visited.add(`${index} ${place}`);
    const { route, exits, leaves } = exitAt(here, index, place);
    const inside = here.problem.km(place, leaves);
    km += inside;
    const enters = name(place);
    const out = name(leaves);
    hops.push({
      asn: problem.topology.asns[index],
      ...(enters && { enters: enters.name }),
      ...(out && { leaves: out.name }),
      km: inside,
      route,
      exits,
    });
    if (leaves >= 0) place = leaves;
    if (route.learned === "own") return end("delivered", route.site);
    if (discards(here.problem, index, route.announcement)) return end("discarded");
    const { announcement, remote } = route.session!;
    index = remote;
    if (announcement >= 0) {
      // The session belongs to the site: the packet has arrived, whatever other sites the origin has.
      const site = here.problem.announcements[announcement];
      const own = here.solution.bestOf(remote, 0)!;
      hops.push({
        asn: problem.topology.asns[index],
        ...(out && { enters: out.name, leaves: out.name }),
        km: 0,
        route: { ...own, site: site.site, announcement },
        exits: 1,
      });
      return end("delivered", site.site);
    }
  }
}

/** The exit and the route of a packet that is at `place` in the AS. */
function exitAt(state: SteadyState, index: number, place: number): { route: BgpRoute; exits: number; leaves: number } {
  const { problem, solution } = state;
  if (problem.origins.has(index)) {
    const site = nearestAnnouncement(problem, index, place);
    return { route: ownRoute(problem, site), exits: problem.origins.get(index)!.length, leaves: site.place };
  }
  const exits = exitsOf(state);
  const session = exits.from(index, place)!;
  const heard = hear(problem, session, solution.bestOf(session.remote, session.remotePop));
  if (!("route" in heard))
    throw new Error(`AS${problem.topology.asns[index]} forwards to a neighbour that sent it no route.`);
  return { route: heard.route, exits: exits.of(index).length, leaves: session.place };
}

function placeNamed({ places }: ResolvedProblem, city: string): number {
  const place = places.findIndex(({ name }) => name === city);
  if (place < 0) throw new RangeError(`Unknown city "${city}" in this topology.`);
  return place;
}
