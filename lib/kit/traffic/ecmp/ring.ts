// The ring (Karger et al. 1997): each member owns many points on a circle, and a flow belongs to the next point after its hash.
// When a member leaves, its flows move to the next points; no others move. More points give more even shares.
import { checkWhole, TrafficError } from "../error.js";
import { checkMembers, totalWeight, weightOf, type Member, type NextHopGroup, type Scheme } from "./group.js";
import { hash32 } from "./hash.js";

/** Points of a member of weight 1. */
export const VIRTUAL_NODES = 200;

const MOST_POINTS = 1_000_000;

/**
 * Consistent hashing on a ring with this many points for a member of weight 1 (Karger et al. 1997).
 * @example ringWith(20)(["A", "B"]).choose(7) // "B"
 * @throws TrafficError for an invalid number of points, or too many in total
 */
export const ringWith =
  (virtualNodes: number): Scheme =>
  (given): NextHopGroup => {
    const members = checkMembers(given, "ring");
    checkWhole(virtualNodes, "A ring's virtual nodes", 1);
    if (virtualNodes * totalWeight(members) > MOST_POINTS)
      throw new TrafficError(
        `A ring can have at most ${MOST_POINTS} points (got ${virtualNodes * totalWeight(members)}). Use smaller weights.`,
      );
    const points = ringPoints(members, virtualNodes);
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

/** The points of the members, in the order of their positions from 0 to 2^32 - 1. */
export const ringPoints = (members: readonly Member[], virtualNodes: number) =>
  members
    .flatMap((member) =>
      Array.from({ length: Math.max(1, Math.round(virtualNodes * weightOf(member))) }, (_, i) => ({
        at: hash32(`${member.name}#${i}`),
        name: member.name,
      })),
    )
    .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));

/**
 * Consistent hashing on a ring with the usual number of virtual nodes.
 * @example ring(["A", "B", "C"]).choose(7) // "B"
 */
export const ring: Scheme = ringWith(VIRTUAL_NODES);
