// The table of a layer-4 balancer: for each hash, the server to try first and the one to try second. The second keeps
// connections alive when servers are added or removed: a server forwards packets of connections it does not have to the
// previous server, which has them.
import { TrafficError } from "../error.js";
import { checkMembers, type NextHopGroup, hash32, mix32 } from "../ecmp/index.js";

export interface ServerTable {
  readonly servers: readonly string[];
  /** The servers to try for a flow with this hash, in order. */
  chain(hash: number): readonly string[];
}

/**
 * One server for each flow, and no second: plain ECMP, or a balancer without memory.
 * @example plainTable(modulo(["A", "B", "C"])).chain(7) // ["B"]
 */
export const plainTable = (group: NextHopGroup): ServerTable => ({
  servers: group.members.map(({ name }) => name),
  chain: (hash) => [group.choose(hash)],
});

/** The state of a server. A filling server accepts new connections; a draining one only keeps existing ones. */
export type ServerState = "active" | "filling" | "draining";

/**
 * Second chance (GitHub's GLB, 2018): every row ranks the servers by rendezvous hashing; the first two are primary and secondary,
 * and a draining primary swaps places with its secondary. One server at a time may be anything but active: with two, a row may
 * need a third.
 * @example secondChanceTable({ A: "active", B: "active", C: "draining" }).chain(7).length // 2
 * @throws TrafficError for no server, or two that are not active
 */
export function secondChanceTable(servers: Readonly<Record<string, ServerState>>): ServerTable {
  const names = checkMembers(Object.keys(servers), "second-chance").map(({ name }) => name);
  const changing = names.filter((name) => servers[name] !== "active");
  if (changing.length > 1)
    throw new TrafficError(
      `Second chance allows one change at a time (got ${changing.join(" and ")}). Finish one, then begin the next.`,
    );
  const seeds = names.map((name) => hash32(name));
  return {
    servers: names,
    chain(hash) {
      const draw = mix32(hash);
      const ranked = names
        .map((name, i) => ({ name, draw: mix32(draw ^ seeds[i]) }))
        .sort((a, b) => b.draw - a.draw)
        .slice(0, 2);
      const [primary, secondary] = ranked.map(({ name }) => name);
      if (secondary === undefined) return [primary];
      return servers[primary] === "draining" ? [secondary, primary] : [primary, secondary];
    },
  };
}

/**
 * Daisy chaining (Cloudflare's Unimog, 2020; Beamer, NSDI 2018): the server that had the row before the last change is tried second,
 * whichever scheme fills the rows. The table keeps one earlier change.
 * @example daisyChainTable(plainTable(modulo(["A", "B", "C"])), modulo(["A", "B"])).servers.length // 3
 */
export const daisyChainTable = (before: ServerTable, now: NextHopGroup): ServerTable => ({
  servers: [...new Set([...now.members.map(({ name }) => name), ...before.servers])],
  chain(hash) {
    const first = now.choose(hash);
    const [previous] = before.chain(hash);
    return previous === first ? [first] : [first, previous];
  },
});

/**
 * The part of established flows that no server of their chain knows after a change, 0..1.
 * @example brokenShare({ before: plainTable(modulo(["A", "B", "C"])), after: plainTable(modulo(["A", "B"])), hashes: flowHashes(3000) }) // 0.6673
 * @throws TrafficError without flows
 */
export function brokenShare({
  before,
  after,
  hashes,
  dead = [],
}: {
  readonly before: ServerTable;
  readonly after: ServerTable;
  readonly hashes: ArrayLike<number>;
  /** Failed servers: their flows are lost whatever the table says, and are not counted. */
  readonly dead?: readonly string[];
}): number {
  if (hashes.length === 0) throw new TrafficError("hashes must not be empty: give the flows to count.");
  let broken = 0;
  for (let i = 0; i < hashes.length; i++) {
    const [owner] = before.chain(hashes[i]);
    if (!dead.includes(owner) && !after.chain(hashes[i]).includes(owner)) broken++;
  }
  return broken / hashes.length;
}
