// Rendezvous, or highest random weight (Thaler and Ravishankar 1998): every member draws a number for the flow, the highest takes
// it. When a member goes only its own flows draw a new winner; nothing else can change. Costs a draw for each member.
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
        // Weights by the logarithmic method (Schindelhauer and Schomaker 2005); between equals the draw alone says the same.
        const score = even ? draw : weights[i] / -Math.log(draw);
        if (score > highest) [winner, highest] = [i, score];
      }
      return members[winner].name;
    },
  };
};
