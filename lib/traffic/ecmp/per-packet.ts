// Per-packet balancing: no memory and no hash of the flow. RFC 4786 section 4.4.3 tells when that breaks anycast.
import { seededRandom } from "../../routing/convergence/random.js";
import { checkMembers, cumulativeShares, type Member } from "./group.js";

/** Chooses a member for each packet anew. */
export interface PacketBalancer {
  readonly members: readonly Member[];
  next(): string;
}

/** In turn. */
export function roundRobin(given: readonly Member[] | readonly string[]): PacketBalancer {
  const members = checkMembers(given, "round-robin");
  let turn = 0;
  return { members, next: () => members[turn++ % members.length].name };
}

/** By chance, each according to its weight. */
export function randomPerPacket(given: readonly Member[] | readonly string[], seed: number): PacketBalancer {
  const members = checkMembers(given, "per-packet");
  const random = seededRandom(seed);
  const borders = cumulativeShares(members);
  return {
    members,
    next() {
      const draw = random();
      return members[
        Math.max(
          0,
          borders.findIndex((border) => draw < border),
        )
      ].name;
    },
  };
}
