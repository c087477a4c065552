// One route between two ASes: the sender's export rules, then the receiver's import rules. Both return a route or the reason
// for refusing it, so that no refusal goes unexplained.
import type { Relationship } from "../../topology/index.js";
import type { Target } from "./announcement.js";
import { GRACEFUL_SHUTDOWN_LOCAL_PREF, mayExport } from "./policy.js";
import type { ResolvedAnnouncement, ResolvedProblem } from "./problem.js";
import type { BgpRoute, Session } from "./route.js";

/** Why a route was not exported or not accepted. */
export type Refusal =
  | { readonly kind: "no-route" }
  | { readonly kind: "not-customer-route"; readonly learned: Relationship }
  | { readonly kind: "split-horizon" }
  | { readonly kind: "no-export" }
  | { readonly kind: "no-announce-to" }
  | { readonly kind: "loop" }
  | { readonly kind: "rov-invalid" };

export type Heard = { readonly route: BgpRoute } | { readonly refused: Refusal; readonly by: "teller" | "hearer" };

const opposite = { provider: "customer", customer: "provider", peer: "peer" } as const;

/**
 * The route that the receiver of a session gets when `best` is the sender's route at its end of the session.
 */
export function hear(problem: ResolvedProblem, session: Session, best: BgpRoute | undefined): Heard {
  const refuse = (by: "teller" | "hearer", refused: Refusal): Heard => ({ refused, by });
  const { topology, announcements, policies } = problem;
  if (!best) return refuse("teller", { kind: "no-route" });
  const teller = topology.asns[session.remote];
  const hearer = topology.asns[session.local];
  const announcement = announcements[session.announcement >= 0 ? session.announcement : best.announcement];
  const hearerIs = opposite[session.remoteIs];
  const told = best.learned === "own" ? originPath(announcement, hearer) : passOn();
  if (!Array.isArray(told)) return refuse("teller", told as Refusal);
  const path = told as readonly number[];
  if (path.includes(hearer)) return refuse("hearer", { kind: "loop" });
  const policy = policies.get(session.local);
  if (policy?.rov && announcement.invalid) return refuse("hearer", { kind: "rov-invalid" });
  return {
    route: {
      site: announcement.site,
      announcement: announcement.number,
      path,
      learned: session.remoteIs,
      neighbour: teller,
      localPref: announcement.gracefulShutdown
        ? GRACEFUL_SHUTDOWN_LOCAL_PREF
        : localPrefOf(problem, session.local, teller, session.remoteIs),
      originCode: announcement.originCode ?? "igp",
      med: best.learned === "own" ? (announcement.med ?? 0) : 0, // MED is not passed on beyond the neighbouring AS (RFC 4271, 5.1.4)
      routerId: problem.routerId(session.remote),
      session,
    },
  };

  function passOn(): readonly number[] | Refusal {
    if (best!.learned === "own") throw new Error("An origin does not pass on routes of others.");
    if (best!.neighbour === hearer) return { kind: "split-horizon" };
    if (!mayExport(best!.learned, hearerIs, policies.get(session.remote)?.leak))
      return { kind: "not-customer-route", learned: best!.learned };
    if (announcement.noExport) return { kind: "no-export" };
    const actions = announcement.actions.filter(({ at, to }) => at === teller && isTarget(to, hearer, hearerIs));
    if (actions.some(({ kind }) => kind === "no-announce-to")) return { kind: "no-announce-to" };
    const extra = actions.reduce((sum, action) => sum + (action.kind === "prepend-to" ? action.times : 0), 0);
    return [...new Array<number>(1 + extra).fill(teller), ...best!.path];
  }
}

/** The path an origin sends to a neighbour: its own ASN, repeated by prepending; poisoned ASNs stand between two of its own. */
export function originPath(
  { origin, prepend, prependTo, poison = [] }: ResolvedAnnouncement,
  to: number,
): readonly number[] {
  const times = 1 + (prependTo?.[to] ?? prepend ?? 0);
  const front = new Array<number>(times).fill(origin);
  return poison.length > 0 ? [...front, ...poison, origin] : front;
}

/** The length of that path. */
export const originPathLength = ({ prepend, prependTo, poison = [] }: ResolvedAnnouncement, to: number): number =>
  1 + (prependTo?.[to] ?? prepend ?? 0) + (poison.length > 0 ? poison.length + 1 : 0);

/** The LOCAL_PREF a receiver gives a neighbour: an override, otherwise by relationship. */
export function localPrefOf(
  { localPref, policies }: ResolvedProblem,
  hearer: number,
  tellerAsn: number,
  tellerIs: Relationship,
): number {
  return policies.get(hearer)?.localPref?.[tellerAsn] ?? localPref[tellerIs];
}

export function isTarget(to: Target, asn: number, is: Relationship): boolean {
  return typeof to === "number" ? to === asn : to === `${is}s`;
}

/** The locally originated route of an origin. */
export function ownRoute(problem: ResolvedProblem, announcement: ResolvedAnnouncement): BgpRoute {
  return {
    site: announcement.site,
    announcement: announcement.number,
    path: [],
    learned: "own",
    neighbour: announcement.origin,
    localPref: Infinity,
    originCode: announcement.originCode ?? "igp",
    med: 0,
    routerId: problem.routerId(announcement.originIndex),
  };
}
