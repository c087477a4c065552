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
  | { readonly kind: "no-advertise" }
  | { readonly kind: "no-peer" }
  | { readonly kind: "no-announce-to" }
  | { readonly kind: "too-long" }
  /** Route-flap damping suppresses it; see convergence. */
  | { readonly kind: "damped" }
  | { readonly kind: "loop" }
  | { readonly kind: "rov-invalid" };

export type Heard = { readonly route: BgpRoute } | { readonly refused: Refusal; readonly by: "teller" | "hearer" };

const opposite = { provider: "customer", customer: "provider", peer: "peer" } as const;

/**
 * The route that the receiver of a session gets when `best` is the sender's route at its end of the session.
 */
export function hear(problem: ResolvedProblem, session: Session, best: BgpRoute | undefined): Heard {
  const withheld = exportRefusal(problem, session, best);
  if (withheld) return { refused: withheld, by: "teller" };
  return imported(problem, session, best!);
}

/** Why the sender of a session does not export its route over it; undefined if it does. */
export function exportRefusal(
  problem: ResolvedProblem,
  session: Session,
  best: BgpRoute | undefined,
): Refusal | undefined {
  if (!best) return { kind: "no-route" };
  if (best.learned === "own") return undefined;
  const { topology, policies } = problem;
  const hearer = topology.asns[session.local];
  const hearerIs = opposite[session.remoteIs];
  if (best.neighbour === hearer) return { kind: "split-horizon" };
  if (!mayExport(best.learned, hearerIs, policies.get(session.remote)?.leak))
    return { kind: "not-customer-route", learned: best.learned };
  const { noExport, noAdvertise, noPeer } = announcementOf(problem, session, best);
  if (noExport) return { kind: noAdvertise ? "no-advertise" : "no-export" };
  if (noPeer && hearerIs === "peer") return { kind: "no-peer" };
  const actions = actionsOn(problem, session, best);
  return actions.some(({ kind }) => kind === "no-announce-to") ? { kind: "no-announce-to" } : undefined;
}

/**
 * What the receiver of a session makes of a route that the sender exports.
 * @param sent the path it is sent with
 */
export function imported(
  problem: ResolvedProblem,
  session: Session,
  best: BgpRoute,
  sent: readonly number[] = pathSent(problem, session, best),
): Heard {
  const { topology, policies } = problem;
  const teller = topology.asns[session.remote];
  const hearer = topology.asns[session.local];
  const announcement = announcementOf(problem, session, best);
  if (sent.includes(hearer)) return { refused: { kind: "loop" }, by: "hearer" };
  const policy = policies.get(session.local);
  if (problem.tooLong(announcement.number, session.local, teller))
    return { refused: { kind: "too-long" }, by: "hearer" };
  const path = cutPrepends(sent, policy?.keepPrepends);
  if (policy?.rov && announcement.invalid) return { refused: { kind: "rov-invalid" }, by: "hearer" };
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
      med: best.learned === "own" ? (announcement.med ?? problem.missingMed) : problem.missingMed, // MED is not passed on beyond the neighbouring AS (RFC 4271, 5.1.4)
      routerId: problem.routerId(session.remote),
      session,
    },
  };
}

const announcementOf = ({ announcements }: ResolvedProblem, session: Session, best: BgpRoute): ResolvedAnnouncement =>
  announcements[session.announcement >= 0 ? session.announcement : best.announcement];

/** The communities of the announcement that the sender of a session acts on when it exports over it. */
function actionsOn(problem: ResolvedProblem, session: Session, best: BgpRoute): ResolvedAnnouncement["actions"] {
  const { actions } = announcementOf(problem, session, best);
  if (actions.length === 0) return actions;
  const { asns } = problem.topology;
  const hearerIs = opposite[session.remoteIs];
  return actions.filter(({ at, to }) => at === asns[session.remote] && isTarget(to, asns[session.local], hearerIs));
}

/** The path that a route has when it is exported over a session. */
export function pathSent(problem: ResolvedProblem, session: Session, best: BgpRoute): readonly number[] {
  return best.learned === "own"
    ? originPath(announcementOf(problem, session, best), problem.topology.asns[session.local])
    : passedOn(problem, session, best);
}

/**
 * Whether a route that an AS learned is exported by relationship only, with one path to all: communities of its announcement ask
 * for nothing else.
 */
export const isUnmarked = ({ noExport, noPeer, actions }: ResolvedAnnouncement): boolean =>
  !noExport && !noPeer && actions.length === 0;

/** The path with the sender's ASN in front, several times if a community asks for it. */
function passedOn(problem: ResolvedProblem, session: Session, best: BgpRoute): readonly number[] {
  const teller = problem.topology.asns[session.remote];
  const path = [teller, ...best.path];
  for (const action of actionsOn(problem, session, best))
    if (action.kind === "prepend-to") path.unshift(...new Array<number>(action.times).fill(teller));
  return path;
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

/** The length of that path at a receiver that keeps this many prepends. */
export function originPathLength(announcement: ResolvedAnnouncement, to: number, keepPrepends?: number): number {
  const { prepend, prependTo, poison = [] } = announcement;
  if (keepPrepends !== undefined) return cutPrepends(originPath(announcement, to), keepPrepends).length;
  return 1 + (prependTo?.[to] ?? prepend ?? 0) + (poison.length > 0 ? poison.length + 1 : 0);
}

/** A path without the repetitions of its first ASN beyond a number. */
function cutPrepends(path: readonly number[], keep: number | undefined): readonly number[] {
  if (keep === undefined) return path;
  const first = path.findIndex((asn) => asn !== path[0]);
  const run = first < 0 ? path.length : first;
  return run > keep + 1 ? path.slice(run - keep - 1) : path;
}

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
