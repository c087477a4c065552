// Modulo-N: the hash divided by the number of members, and the remainder picks (RFC 2991, section 4). Fair, and brittle: with
// another number of members nearly every remainder is another one, so (N - 1)/N of all flows move.
import { checkMembers, weightOf, type Scheme } from "./group.js";

/** A member of weight w is listed w times, so weights must be whole numbers. */
export const modulo: Scheme = (given) => {
  const members = checkMembers(given, "modulo");
  const slots = members.flatMap((each) =>
    Array.from({ length: Math.max(1, Math.round(weightOf(each))) }, () => each.name),
  );
  return { scheme: "modulo", members, choose: (hash) => slots[hash % slots.length] };
};
