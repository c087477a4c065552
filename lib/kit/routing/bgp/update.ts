// What changes at some sites, and the steady state after it: as a BGP UPDATE message withdraws and announces (RFC 4271, 4.3), an
// announcement replaces what its site announced before. Only ASes that such a change can reach are asked again.
import { AnnouncementError, type BgpAnnouncement } from "./announcement.js";
import { resolve } from "./problem.js";
import { stateOf, steadyState, type SteadyState } from "./steady-state.js";

export interface Update {
  /** Names of sites that are announced no more. */
  readonly withdraw?: readonly string[];
  /** Announcements of new sites, and those that replace the last one of their site: prepended, drained, told to others. */
  readonly announce?: readonly BgpAnnouncement[];
}

/**
 * The steady state after an update: the one that `steadyState` finds for the announcements that are left, in their order, with
 * new sites behind them. The state before stays what it is.
 * @throws AnnouncementError where an unknown site is withdrawn, or nothing is left; else as steadyState
 */
export function updateState(state: SteadyState, { withdraw = [], announce = [] }: Update): SteadyState {
  const before = state.question.announcements;
  const unknown = withdraw.find((site) => !state.sites.includes(site));
  if (unknown !== undefined)
    throw new AnnouncementError(`Site ${unknown} cannot be withdrawn: there are ${state.sites.join(", ")}.`);
  const twice = announce.find(({ site }, i) => announce.findIndex((other) => other.site === site) < i);
  if (twice) throw new AnnouncementError(`Site ${twice.site} is announced twice in one update: give it once.`);
  const stay = before.filter(({ site }) => !withdraw.includes(site));
  const announcements = [
    ...stay.map((each) => announce.find(({ site }) => site === each.site) ?? each),
    ...announce.filter(({ site }) => stay.every((each) => each.site !== site)),
  ];
  const question = { ...state.question, announcements };
  if (!state.solution.update) return steadyState(question);
  const problem = resolve(question);
  if (problem.prefix.text !== state.problem.prefix.text) return steadyState(question);
  return stateOf(
    question,
    problem,
    state.solution.update(
      problem,
      before.map((each) => announcements.indexOf(each)),
    ),
  );
}
