// The routes behind a deployment, prefix by prefix. A knob changes one site's announcement, so the last routes of a topology
// are cached and updated incrementally if possible: stateFrom gives the same result as steadyState.
import {
  announcementsByPrefix,
  stateFrom,
  steadyStatesFor,
  type BgpAnnouncement,
  type Engine,
  type SteadyState,
  type SteadyStateOptions,
} from "../../routing/bgp/index.js";
import { contains, parsePrefix } from "../../routing/index.js";
import type { CompiledAsGraph } from "../../topology/index.js";
import type { InternetDeployment } from "./deployment.js";

/** The longest prefixes that ASes accept from each other: longer prefixes are filtered. */
const MOST_SPECIFIC = { 4: 24, 6: 48 } as const;

/**
 * The routes of all announced prefixes that contain the shared address and that ASes accept, longest first.
 * @example statesOf(worldwide)[0].catchments // { A: 301, B: 0 }
 */
export function statesOf(
  { topology, address, announcements, policies, tieBreak: wanted }: InternetDeployment,
  engine?: Engine,
): SteadyState[] {
  const heard = announcements.filter((each) => {
    const prefix = parsePrefix(each.prefix!);
    return contains(prefix, address) && prefix.length <= MOST_SPECIFIC[prefix.family];
  });
  // Prefix by prefix: a community on a covering prefix does not affect routes of the longer one.
  const questions = announcementsByPrefix(heard).map((of): SteadyStateOptions => {
    const tieBreak = wanted === "all" && topology.geography && of.some(isApart) ? "router" : wanted;
    return { topology, announcements: of, policies, tieBreak, engine };
  });
  return engine ? steadyStatesFor(questions) : nextStates(topology, questions);
}

/**
 * Whether ASes on the path treat this announcement differently from those of other sites. Then routers must choose
 * individually: a single choice for a whole AS would suppress or export the route everywhere. Draining does not count: all ASes
 * treat it alike.
 */
const isApart = ({ communities = [] }: BgpAnnouncement) => communities.some(({ kind }) => kind !== "graceful-shutdown");

/** The last states, by prefix. */
const last = new WeakMap<CompiledAsGraph, Map<string, SteadyState>>();

function nextStates(topology: CompiledAsGraph, questions: readonly SteadyStateOptions[]): SteadyState[] {
  let states = last.get(topology);
  if (!states) last.set(topology, (states = new Map<string, SteadyState>()));
  const found = new Map<SteadyStateOptions, SteadyState>();
  const keep = (question: SteadyStateOptions, state: SteadyState) => {
    found.set(question, state);
    states.set(question.announcements[0].prefix!, state);
  };
  for (const question of questions) {
    const before = states.get(question.announcements[0].prefix!);
    const state = before && updated(before, question);
    if (state) keep(question, state);
  }
  const anew = questions.filter((question) => !found.has(question));
  steadyStatesFor(anew).forEach((state, i) => keep(anew[i], state));
  return questions.map((question) => found.get(question)!);
}

/** Updates a state; undefined if the two problems differ in more than half of the announcements. */
function updated(
  before: SteadyState,
  { announcements, policies, tieBreak }: SteadyStateOptions,
): SteadyState | undefined {
  if (policies !== before.question.policies || tieBreak !== before.question.tieBreak) return undefined;
  const was = new Set(before.question.announcements);
  const kept = announcements.filter((each) => was.has(each)).length;
  if (2 * kept < Math.max(was.size, announcements.length)) return undefined;
  const { length } = before.question.announcements;
  const isSame =
    announcements.length === length && announcements.every((each, i) => each === before.question.announcements[i]);
  return isSame ? before : stateFrom(before, announcements);
}
