// The ring (Karger et al. 1997): each member owns many points on a circle, a flow belongs to the next point after its hash.
// When a member goes, the flows at its points go on to whoever follows; nobody else's move. More points, fairer shares.
import { checkWhole, TrafficError } from "../error.js";
import { checkMembers, totalWeight, weightOf, type NextHopGroup, type Scheme } from "./group.js";
import { hash32 } from "./hash.js";

/** Points of a member of weight 1. */
export const VIRTUAL_NODES = 200;

const MOST_POINTS = 1_000_000;

/** @throws TrafficError for a number of points that cannot be, or too many in all */
export const ringWith =
  (virtualNodes: number): Scheme =>
  (given): NextHopGroup => {
    const members = checkMembers(given, "ring");
    checkWhole(virtualNodes, "A ring's virtual nodes", 1);
    if (virtualNodes * totalWeight(members) > MOST_POINTS)
      throw new TrafficError(
        `A ring of ${virtualNodes * totalWeight(members)} points is too large: ${MOST_POINTS} at most. Give smaller weights.`,
      );
    const points = members
      .flatMap((member) =>
        Array.from({ length: Math.max(1, Math.round(virtualNodes * weightOf(member))) }, (_, i) => ({
          at: hash32(`${member.name}#${i}`),
          name: member.name,
        })),
      )
      .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
    return {
      scheme: "ring",
      members,
      choose(hash) {
        let low = 0;
        let high = points.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (points[middle].at < hash) low = middle + 1;
          else high = middle;
        }
        return points[low % points.length].name;
      },
    };
  };

/**
 * Consistent hashing on a ring with the usual number of virtual nodes.
 * @example ring(["A", "B", "C"]).choose(7) // "B"
 */
export const ring: Scheme = ringWith(VIRTUAL_NODES);
