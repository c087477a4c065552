// The interface of a routing engine: it takes a resolved problem and finds the route of every router in the steady state.
import { AnnouncementError } from "./announcement.js";
import type { ResolvedProblem } from "./problem.js";
import type { BgpRoute, Session } from "./route.js";

export interface Solution {
  /** The route that a router of an AS uses; router 0 speaks for the AS. */
  readonly bestOf: (index: number, router: number) => BgpRoute | undefined;
  /** By AS index the number of the announcement that its first router uses; -1 if it has no route. */
  readonly announcementOf: () => Int16Array;
  /** Set when an engine found that other steady states exist: indexes of the ASes whose policies allow them. */
  readonly several?: readonly number[];
  /** Optional shortcut: the session on which a router received its best route; also undefined at an origin. */
  readonly sessionOf?: (index: number, router: number) => Session | undefined;
  /** Optional shortcut: whether a session carries a route as good as the best one, ignoring MED. */
  readonly ties?: (session: Session) => boolean;
  /** Optional shortcut: visits every tied link, senders before receivers; see visitTies. */
  readonly byRank?: (visit: (hearer: number, teller: number, announcement: number, link: number) => void) => void;
  /**
   * Optional incremental update: the solution of a problem that differs only in its announcements. `numbers` maps each
   * announcement of this problem to its number in the other; -1 when it was removed or changed.
   */
  readonly update?: (problem: ResolvedProblem, numbers: ArrayLike<number>) => Solution;
}

/** @throws NoSteadyStateError when the policies have no steady state; AnnouncementError when the result depends on history */
export type Engine = (problem: ResolvedProblem) => Solution;

/** A steady state does not know which route came first. @throws AnnouncementError if the decision process asks */
export function refuseHistory({ preferOlder }: ResolvedProblem): void {
  if (preferOlder)
    throw new AnnouncementError(
      'policies.preferOlder: which route is older depends on the order of events, which a steady state does not have. Use converge, or leave out "preferOlder".',
      undefined,
      "policies.preferOlder",
    );
}

/** Thrown when routes never settle: the choices of these ASes depend on each other in a cycle (Griffin et al. 2002). */
export class NoSteadyStateError extends Error {
  override readonly name = "NoSteadyStateError";
  constructor(
    /** ASNs, in ascending order. */
    readonly oscillating: readonly number[],
  ) {
    const shown = oscillating.slice(0, 8).map((asn) => `AS${asn}`);
    const more = oscillating.length > 8 ? ` and ${oscillating.length - 8} more` : "";
    super(
      `The routes never settle: ${shown.join(", ")}${more} keep changing in response to each other. ` +
        "Check their LOCAL_PREF overrides and leaks. Gao and Rexford's three conditions guarantee a steady state.",
    );
  }
}
