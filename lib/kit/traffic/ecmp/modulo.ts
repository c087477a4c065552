// Modulo-N: the hash divided by the number of members, and the remainder picks (RFC 2991, section 4). Even but fragile: with a
// different number of members nearly every remainder changes, so (N - 1)/N of all flows move.
import { TrafficError } from "../error.js";
import { checkMembers, totalWeight, weightOf, type Scheme } from "./group.js";

const MOST_SLOTS = 65_536;

/**
 * A member of weight w is listed w times.
 * @example modulo(["A", "B", "C"]).choose(7) // "B"
 * @throws TrafficError for weights that are not integers, or whose sum is over 65,536
 */
export const modulo: Scheme = (given) => {
  const members = checkMembers(given, "modulo");
  const odd = members.find((each) => !Number.isInteger(weightOf(each)));
  if (odd)
    throw new TrafficError(`Member ${odd.name} of a modulo group: the weight must be an integer (got ${odd.weight}).`);
  if (totalWeight(members) > MOST_SLOTS)
    throw new TrafficError(
      `The weights of a modulo group must sum to at most ${MOST_SLOTS} (got ${totalWeight(members)}).`,
    );
  const slots = members.flatMap((each) => Array.from({ length: weightOf(each) }, () => each.name));
  return { scheme: "modulo", members, choose: (hash) => slots[hash % slots.length] };
};
