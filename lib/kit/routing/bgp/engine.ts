// What an engine is: it takes a resolved problem and finds what every router uses once nothing changes any more.
import type { ResolvedProblem } from "./problem.js";
import type { BgpRoute, Session } from "./route.js";

export interface Solution {
  /** The route that a router of an AS uses; router 0 speaks for the AS. */
  readonly bestOf: (index: number, router: number) => BgpRoute | undefined;
  /** By AS index the number of the announcement that its first router uses; -1 where it has no route. */
  readonly announcementOf: () => Int16Array;
  /** Where an engine found that other steady states exist: indexes of the ASes whose policies allow them. */
  readonly several?: readonly number[];
  /** Where an engine can tell at once: the session on which a router heard the route it uses; absent at an origin too. */
  readonly sessionOf?: (index: number, router: number) => Session | undefined;
  /** Where an engine can tell at once: whether a session brings a route as good as the one used, MED apart. */
  readonly ties?: (session: Session) => boolean;
  /** Where an engine can tell at once: visits every tied link, tellers before hearers; see visitTies. */
  readonly byRank?: (visit: (hearer: number, teller: number, announcement: number, link: number) => void) => void;
  /**
   * Where an engine can go on from here: the solution of a problem that differs in its announcements alone. `numbers` has for each
   * announcement of this one its number there, -1 where it is gone or has changed.
   */
  readonly update?: (problem: ResolvedProblem, numbers: ArrayLike<number>) => Solution;
}

/** @throws NoSteadyStateError where the policies contradict each other forever */
export type Engine = (problem: ResolvedProblem) => Solution;

/** Thrown where routes never settle: each of these ASes changes its mind because of the others (Griffin et al. 2002). */
export class NoSteadyStateError extends Error {
  override readonly name = "NoSteadyStateError";
  constructor(
    /** ASNs, rising. */
    readonly oscillating: readonly number[],
  ) {
    const shown = oscillating.slice(0, 8).map((asn) => `AS${asn}`);
    const more = oscillating.length > 8 ? ` and ${oscillating.length - 8} more` : "";
    super(
      `The routes never settle: ${shown.join(", ")}${more} keep changing because of each other. ` +
        "Look at their LOCAL_PREF overrides and leaks; Gao and Rexford's three conditions would make them settle.",
    );
  }
}
