// Rendezvous, or highest random weight (Thaler and Ravishankar 1998): every member computes a number for the flow, and the
// highest wins. When a member leaves, only its own flows get a new winner; no other flow can move. Costs one hash per member.
import { checkMembers, weightOf, type Scheme } from "./group.js";
import { hash32, mix32 } from "./hash.js";

/**
 * Gives each flow to the member that draws the highest number for it.
 * @example rendezvous(["A", "B", "C"]).choose(7) // "B"
 */
export const rendezvous: Scheme = (given) => {
  const members = checkMembers(given, "rendezvous");
  const seeds = members.map(({ name }) => hash32(name));
  const weights = members.map(weightOf);
  const even = weights.every((weight) => weight === weights[0]);
  return {
    scheme: "rendezvous",
    members,
    choose(hash) {
      let winner = 0;
      let highest = -Infinity;
      const mixed = mix32(hash);
      for (let i = 0; i < seeds.length; i++) {
        const draw = (mix32(mixed ^ seeds[i]) + 0.5) / 2 ** 32; // in (0, 1)
        // Weights by the logarithmic method (Schindelhauer and Schomaker 2005); with equal weights the hash alone gives the same order.
        const score = even ? draw : weights[i] / -Math.log(draw);
        if (score > highest) [winner, highest] = [i, score];
      }
      return members[winner].name;
    },
  };
};
