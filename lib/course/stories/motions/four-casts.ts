// One packet, addressed in four ways, as motions side by side: unicast, broadcast, multicast, anycast. The copies are those of
// `deliver`: one for each link of the delivery tree.
import { fibreDelayMs } from "anycast-kit/geo";
import { deliver, link, providerNetwork, type DeliveryMode, type Network } from "anycast-kit/routing";
import type { Motion, MotionEvent, Move } from "../../motion/index.js";
import { backbone, placeOf } from "./backbone.js";

export interface FourCastsOptions {
  /** Defaults to the world backbone. */
  readonly network?: Network;
  /** Where the packet starts. Defaults to London. */
  readonly from?: string;
  /** Site -> its router. The unicast goes to the first of them. Defaults to the five sites of lesson 1, from Singapore on. */
  readonly sites?: Readonly<Record<string, string>>;
}

const FIVE = { C: "Singapore", A: "Seattle", B: "Frankfurt", D: "Sao Paulo", E: "Johannesburg" };

/**
 * The data of a player: four motions on one clock.
 * @example explore("player", fourCasts())
 * @throws NetworkError for an unknown router
 */
export function fourCasts({
  network = providerNetwork("world"),
  from = "London",
  sites = FIVE,
}: FourCastsOptions = {}) {
  const modes: readonly DeliveryMode[] = ["unicast", "anycast", "multicast", "broadcast"];
  return { show: "beside" as const, motions: modes.map((mode) => cast(network, from, sites, mode)) };
}

function cast(network: Network, from: string, sites: Readonly<Record<string, string>>, mode: DeliveryMode): Motion {
  const own = Object.entries(sites).slice(0, mode === "unicast" ? 1 : undefined);
  const members = own.map(([, id]) => id);
  const { receivers, links } = deliver({ network, from, mode, ...(mode !== "broadcast" && { members }) });
  const letterAt = new Map(own.map(([letter, id]) => [id, letter]));
  const place = (id: string) => (mode === "broadcast" ? id : (letterAt.get(id) ?? id));
  const there = new Map([[from, 0]]);
  // The links come path by path from the source, so the start of each has been reached before.
  const moves = links.map((text, entry): Move => {
    const [a, b] = text.split(" - ");
    const startMs = there.get(a)!;
    const endMs = startMs + fibreDelayMs(link(network, a, b).km);
    there.set(b, endMs);
    return { entry, from: place(a), to: place(b), startMs, endMs, look: "packet", label: "a copy" };
  });
  const events = receivers.map((id, i): MotionEvent => {
    return { entry: links.length + i, atMs: there.get(id)!, text: `the host at ${id} receives the packet` };
  });
  return {
    title: `${mode[0].toUpperCase()}${mode.slice(1)}`,
    stage: {
      kind: "map",
      region: "world",
      labels: [from],
      network: backbone(network),
      sites: mode === "broadcast" ? [] : own.map(([name, id]) => ({ ...placeOf(network, id), name })),
    },
    moves,
    events,
    holds: [],
    counters: [
      { label: "receivers", atMs: events.map(({ atMs }) => atMs).sort((a, b) => a - b) },
      { label: "copies on links", atMs: moves.map(({ startMs }) => startMs).sort((a, b) => a - b) },
    ],
  };
}
