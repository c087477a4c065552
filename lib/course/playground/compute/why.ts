// Why an AS uses its site, in the words of `anycast explain`.
import { describeCandidate, explain, stableStates, type SteadyState } from "anycast-kit/routing";
import type { Why } from "../protocol.js";

/** @throws UnknownAsError */
export function whyOf(states: readonly SteadyState[], asn: number): Why[] {
  return states.map((state) => {
    const [here, ...others] = stableStates(state).states.map((each) => explain(each, asn));
    const refused = here.refused.filter(({ why }) => why !== "no-route");
    return {
      prefix: state.problem.prefix.text,
      sentence: here.sentence,
      candidates: here.candidates.map(describeCandidate),
      refused: refused.map(({ neighbour, because }) => `AS${neighbour}: ${because}`),
      others: others.map(({ sentence }) => sentence),
    };
  });
}
