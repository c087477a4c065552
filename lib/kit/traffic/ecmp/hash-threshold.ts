// Hash-threshold (RFC 2992): the hash range is divided into one region per member, in order. When a member leaves, the other
// borders move, so between 1/4 and 1/2 of all flows change members; the middle member costs least. Used by Linux's ordinary
// groups.
import { checkMembers, cumulativeShares, type Scheme } from "./group.js";

const RANGE = 2 ** 32;

/**
 * Cuts the range of hashes into stretches, one for each member, as long as its weight (RFC 2992).
 * @example hashThreshold(["A", "B"]).choose(0) // "A"
 */
export const hashThreshold: Scheme = (given) => {
  const members = checkMembers(given, "hash-threshold");
  const borders = cumulativeShares(members).map((share) => share * RANGE);
  borders[borders.length - 1] = RANGE;
  return {
    scheme: "hash-threshold",
    members,
    choose: (hash) => members[borders.findIndex((border) => hash < border)].name,
  };
};

/**
 * The share of flows that move when member number K of N (from 1) leaves and the others keep their order: RFC 2992, section 2.2.
 * Exact, for members of equal weight.
 * @example hashThresholdDisruption(5, 1) // 0.5
 * @throws RangeError for fewer than two members, or a member that does not exist
 */
export function hashThresholdDisruption(members: number, removed: number): number {
  const [N, K] = [members, removed];
  if (!(Number.isInteger(N) && N >= 2 && Number.isInteger(K) && K >= 1 && K <= N))
    throw new RangeError(`N must be 2 or more and K from 1 to N (got K = ${K}, N = ${N}).`);
  return ((K - 1) * K + (N - K) * (N - K + 1)) / (2 * N * (N - 1));
}
