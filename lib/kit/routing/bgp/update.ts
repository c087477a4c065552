// A change at some sites and the steady state after it. Like a BGP UPDATE message it withdraws and announces (RFC 4271, 4.3);
// an announcement replaces the last one of its site. Only ASes that the change can reach decide again.
import { AnnouncementError, type BgpAnnouncement } from "./announcement.js";
import { resolve } from "./resolve.js";
import { stateOf, steadyState, type SteadyState } from "./steady-state.js";

export interface Update {
  /** Names of sites to withdraw. */
  readonly withdraw?: readonly string[];
  /** Announcements of new sites, and replacements for existing sites: prepended, drained, or with other neighbours. */
  readonly announce?: readonly BgpAnnouncement[];
}

/**
 * The steady state after an update: the one that `steadyState` finds for the announcements that are left, in their order, with
 * new sites behind them. The state before stays what it is.
 * @example updateState(state, { withdraw: ["A"] }).catchments // { B: 5 }
 * @throws AnnouncementError if an unknown site is withdrawn, or none is left; otherwise as steadyState
 */
export function updateState(state: SteadyState, { withdraw = [], announce = [] }: Update): SteadyState {
  const before = state.question.announcements;
  const sites = new Set(state.sites);
  const unknown = withdraw.find((site) => !sites.has(site));
  if (unknown !== undefined)
    throw new AnnouncementError(`Cannot withdraw unknown site ${unknown}; sites are ${state.sites.join(", ")}.`);
  const news = new Map<string, BgpAnnouncement>();
  for (const each of announce) {
    if (news.has(each.site))
      throw new AnnouncementError(`Duplicate site ${each.site} in one update: announce it once.`);
    news.set(each.site, each);
  }
  const gone = new Set(withdraw);
  const stay = before.filter(({ site }) => !gone.has(site));
  const known = new Set(stay.map(({ site }) => site));
  const announcements = [
    ...stay.map((each) => news.get(each.site) ?? each),
    ...announce.filter(({ site }) => !known.has(site)),
  ];
  return stateFrom(state, announcements);
}

/**
 * The steady state of other announcements, with the same topology and policies: what `steadyState` finds for them.
 * Announcements that are the same objects count as unchanged; the fewer change, the faster it is.
 * @throws AnnouncementError, NoSteadyStateError as steadyState
 */
export function stateFrom(state: SteadyState, announcements: readonly BgpAnnouncement[]): SteadyState {
  const before = state.question.announcements;
  const question = { ...state.question, announcements };
  if (!state.solution.update) return steadyState(question);
  const problem = resolve(question);
  if (problem.prefix.text !== state.problem.prefix.text) return steadyState(question);
  const numbers = new Map(announcements.map((each, number) => [each, number]));
  return stateOf(
    question,
    problem,
    state.solution.update(
      problem,
      before.map((each) => numbers.get(each) ?? -1),
    ),
  );
}
