// The Internet while routes converge: at each AS the route to the shared address at that instant, from a recorded history,
// including loops and black holes. Only routes to the shared address change; return paths are stable.
import { parseAddress, contains } from "../../routing/index.js";
import {
  describeEvent,
  valueAt,
  type History,
  momentAt,
  hopAt,
  longestFirst,
} from "../../routing/convergence/index.js";
import { checkTime } from "../error.js";
import type { Forwarder, ForwardingStep, NetworkChange, TrafficNetwork } from "../network.js";
import type { Packet } from "../packet.js";

export interface ConvergingOptions {
  /** Or the histories of several prefixes that contain the shared address: each router uses the longest it has a route for. */
  readonly history: History | readonly History[];
  /** Host -> its unicast address. Clients need one for replies; sites need one if they are contacted by their own address. */
  readonly unicast: Readonly<Record<string, string>>;
  /**
   * One-way delay to a unicast address from which no packet has arrived yet, ms. Otherwise the return path takes as long as the
   * last forward path. Defaults to 20.
   */
  readonly unicastMs?: number;
}

/**
 * The Internet while routes converge: packets follow the routes of a recorded history. Nodes are "AS1", or "AS1 Paris" where an
 * AS has several routers, and "site A": a site's host, called "A", attaches there. The run's time is the history's.
 * @example convergingNetwork({ history, unicast: { client: "203.0.113.7" } }).hasNode("AS30") // true
 * @throws TrafficError for an invalid delay; AddressError
 */
export function convergingNetwork({ history, unicast, unicastMs = 20 }: ConvergingOptions): TrafficNetwork {
  checkTime(unicastMs, "unicastMs");
  const histories = longestFirst(history);
  // Routers have the same numbers in all histories. A prefix has sites of its own, which may have the numbers of another's.
  const namesOf = new Map(histories.map((one) => [one, speakerNames(one)]));
  const nodes = new Map<string, { readonly own: History; readonly speaker: number }>();
  for (const [own, names] of namesOf)
    names.forEach((name, speaker) => {
      if (!nodes.has(name)) nodes.set(name, { own, speaker });
    });
  const hostOf = new Map(Object.entries(unicast).map(([host, address]) => [parseAddress(address).text, host]));
  return {
    hasNode: (node) => nodes.has(node),
    changes: changesOf(histories),
    uplinkMs: () => 0,
    addressOf: () => undefined,
    open(): Forwarder {
      const departed = new Map<number, number>();
      const took = new Map<string, number>();
      /** The delay to a unicast address: that of the forward path. */
      function direct(packet: Packet, host: string): ForwardingStep {
        return { kind: "host", host, delayMs: took.get(`${packet.dst} > ${packet.src}`) ?? unicastMs };
      }
      return {
        forward(packet, node, atMs): ForwardingStep {
          const host = hostOf.get(packet.dst);
          if (host !== undefined) return direct(packet, host);
          const covering = histories.filter(({ problem }) => contains(problem.prefix, parseAddress(packet.dst)));
          if (covering.length === 0) return { kind: "drop", why: "no route" };
          if (!departed.has(packet.id)) departed.set(packet.id, atMs);
          const { own, speaker: here } = nodes.get(node)!;
          const stepOf = (one: History) => momentAt(one, atMs).step;
          const isSite = own.wiring.speakers[here].router < 0;
          const used = isSite ? own : (covering.find((one) => valueAt(one.best[here], stepOf(one))) ?? covering[0]);
          const hop = hopAt(used, here, stepOf(used));
          if (!("kind" in hop)) return { kind: "node", node: namesOf.get(used)![hop.to], delayMs: hop.delayMs };
          if (hop.kind !== "delivered") return { kind: "drop", why: hop.kind === "black hole" ? hop.why : hop.kind };
          took.set(`${packet.src} > ${packet.dst}`, atMs - departed.get(packet.id)!);
          departed.delete(packet.id);
          return { kind: "host", host: hop.site, delayMs: 0 };
        },
      };
    },
  };

  function speakerNames({ problem, wiring }: History): readonly string[] {
    return wiring.speakers.map(({ asn, city, site, router, index }) => {
      if (site !== undefined && router < 0) return `site ${site}`;
      return problem.routers(index).length > 1 ? `AS${asn} ${city ?? router}` : `AS${asn}`;
    });
  }
}

function changesOf(histories: readonly History[]): NetworkChange[] {
  const found = new Map<string, NetworkChange>();
  for (const { log } of histories)
    for (const entry of log)
      if (entry.kind === "event") {
        const change = { atMs: entry.atMs, label: describeEvent(entry.event) };
        found.set(`${change.atMs} ${change.label}`, change);
      }
  return [...found.values()].sort((a, b) => a.atMs - b.atMs);
}
