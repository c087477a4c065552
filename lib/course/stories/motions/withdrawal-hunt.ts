// A site leaves, as a motion: its withdrawal travels through the Internet, ASes try longer paths, and queries sent meanwhile are
// lost or answered elsewhere. Messages and queries share one clock.
import { converge, type ConvergenceProblem, type RoutingEvent } from "anycast-kit/routing";
import { convergingNetwork, dnsServer, lookupsEvery, simulate, stubResolver, type Host } from "anycast-kit/traffic";
import { compile, type AsGraph, type CompiledAsGraph } from "anycast-kit/topology";
import { bgpMotion, combineMotions, trafficMotion, type Motion } from "../../motion/index.js";
import { SHARED } from "../moved-route.js";
import { counted, isLoss, isQuery, isReplyOf } from "./counted.js";

export interface WithdrawalHuntOptions extends Pick<ConvergenceProblem, "announcements" | "timing" | "seed"> {
  /** Up to 40 ASes. */
  readonly topology: AsGraph | CompiledAsGraph;
  /** Letter of the site that leaves. */
  readonly site: string;
  /** ASNs that ask. */
  readonly clients: readonly number[];
  /** What happens to the site, by the label of a choice. Defaults to a withdrawal. */
  readonly happenings?: Readonly<Record<string, RoutingEvent["kind"] & ("withdraw" | "service-down" | "site-down")>>;
  /** Time between two queries of a client, ms. Defaults to 50. */
  readonly everyMs?: number;
  /** Queries of each client. Defaults to 12. */
  readonly queries?: number;
}

/** The site leaves at this time, ms: a few queries are answered before. */
const AT_MS = 120;

/**
 * The data of a player: one motion for each thing that may happen to the site.
 * @example explore("player", withdrawalHunt({ topology: blackboard, announcements: announced, site: "A", clients: [60, 40, 20] }))
 * @throws ConvergenceError, AnnouncementError or TrafficError for invalid data
 */
export function withdrawalHunt(options: WithdrawalHuntOptions) {
  const { happenings = { "withdraws its route": "withdraw" }, site } = options;
  return {
    choice: { label: `Site ${site}`, options: Object.keys(happenings) },
    motions: Object.entries(happenings).map(([label, kind]) => motionOf(options, label, kind)),
  };
}

function motionOf(
  options: WithdrawalHuntOptions,
  label: string,
  kind: "withdraw" | "service-down" | "site-down",
): Motion {
  const { topology: graph, announcements, site, clients, everyMs = 50, queries = 12, timing, seed } = options;
  const topology = "ases" in graph ? compile(graph) : graph;
  const event = { at: AT_MS, kind, site } as RoutingEvent;
  const history = converge({ topology, announcements, start: "settled", events: [event], ...(timing && { timing }), ...(seed !== undefined && { seed }) }); // prettier-ignore
  const addressOf = (asn: number) => `203.0.113.${clients.indexOf(asn) + 1}`;
  const users = clients.map((asn): Host => {
    const program = stubResolver({ address: addressOf(asn), servers: [SHARED], lookups: lookupsEvery(everyMs, queries), attempts: 1 }); // prettier-ignore
    return { name: `client in AS${asn}`, role: "client", node: `AS${asn}`, program };
  });
  const letters = [...new Set(announcements.map((each) => each.site))];
  const servers = letters.map((name): Host => {
    return { name, role: "site", node: `site ${name}`, program: dnsServer({ identity: name }) };
  });
  const { trace } = simulate({
    network: convergingNetwork({
      history,
      unicast: Object.fromEntries(clients.map((asn) => [`client in AS${asn}`, addressOf(asn)])),
    }),
    hosts: [...users, ...servers],
    untilMs: Math.max(everyMs * queries + 1000, 2000),
  });
  const title = `Site ${site} ${label}`;
  const routes = bgpMotion({ history, title });
  const places = Object.fromEntries([
    ...clients.map((asn) => [`client in AS${asn}`, `AS${asn}`] as const),
    ...letters.map((name) => [`site ${name}`, name] as const),
  ]);
  const asked = trafficMotion({
    trace,
    title,
    stage: routes.stage,
    places,
    holds: () => undefined,
    counters: [
      counted(trace, "queries sent", isQuery),
      ...letters.map((name) => counted(trace, "answered", isReplyOf(name), { site: name })),
      counted(trace, "lost", isLoss, { isLoss: true }),
    ],
  });
  return combineMotions(routes, history.log.length, asked);
}
