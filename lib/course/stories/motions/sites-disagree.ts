// "Sites that disagree", as motions: version 2 of a zone reaches site A before site B, and a client's route moves from A to B at
// one of several instants. Each machine shows the version that it has, or saw last.
import { dnsServer, lookupsEvery, oneRouter, simulate, stubResolver, type TraceEntry } from "anycast-kit/traffic";
import { trafficMotion, type HeldNow, type Motion } from "../../motion/index.js";
import { CLIENT, SHARED } from "../moved-route.js";
import { counted } from "./counted.js";

export interface SitesDisagreeOptions {
  /** When each site has version 2, ms. Defaults to 2,500 and 10,500. */
  readonly has?: Readonly<Record<"A" | "B", number>>;
  /** The instants to choose from at which the route moves to B, ms. Defaults to 5,500, 1,500 and 11,500. */
  readonly movesAtMs?: readonly number[];
  /** Lookups, one a second. Defaults to 13. */
  readonly lookups?: number;
}

/**
 * The data of a player: one motion for each instant.
 * @example explore("player", sitesDisagree())
 * @throws TrafficError for a negative time
 */
export function sitesDisagree({ has = { A: 2500, B: 10_500 }, movesAtMs = [5500, 1500, 11_500], lookups = 13 }: SitesDisagreeOptions = {}) {
  return {
    choice: { label: "The route moves to B after", options: movesAtMs.map((ms) => `${ms / 1000} s`) },
    motions: movesAtMs.map((ms) => motionOf(has, ms, lookups)),
  };
} // prettier-ignore

const SITES = ["A", "B"] as const;

function motionOf(has: Readonly<Record<"A" | "B", number>>, movesAtMs: number, lookups: number): Motion {
  const server = (name: "A" | "B") => {
    const zone = [
      { fromMs: 0, serial: 1 },
      { fromMs: has[name], serial: 2 },
    ];
    return { name, role: "site" as const, node: "router", program: dnsServer({ identity: name, zone }) };
  };
  const program = stubResolver({ address: CLIENT, servers: [SHARED], lookups: lookupsEvery(1000, lookups) });
  const { trace } = simulate({
    network: oneRouter({
      shared: SHARED,
      sites: { A: { rttMs: 20 }, B: { rttMs: 60 } },
      clients: { client: { address: CLIENT } },
      serves: ["A"],
      changes: [{ atMs: movesAtMs, label: MOVED, serves: ["B"] }],
    }),
    hosts: [{ name: "client", role: "client", node: "router", program }, ...SITES.map(server)],
  });
  const motion = trafficMotion({
    trace,
    title: `Version 2 reaches A after ${has.A / 1000} s and B after ${has.B / 1000} s; the route moves after ${movesAtMs / 1000} s`,
    stage: {
      kind: "rows",
      rows: [[{ name: "A" }, { name: "B" }], [{ name: "client", role: "client" }]],
      links: [
        ["client", "A"],
        ["client", "B"],
      ],
      lines: 2,
    },
    places: { router: "client" },
    heldAtStart: { A: ["version 1"], B: ["version 1"], client: ["no answer yet", "route to A"] },
    holds: lastSeen(),
    counters: [
      counted(trace, "answers with version 1", (entry) => serialOf(entry) === 1),
      counted(trace, "answers with version 2", (entry) => serialOf(entry) === 2),
      { label: "from version 2 back to 1", isLoss: true, atMs: stepsBack(trace) },
    ],
  });
  const loads = SITES.map((site) => ({ atMs: has[site], site }));
  return {
    ...motion,
    events: [...motion.events, ...loads.map(({ atMs, site }, i) => ({ entry: trace.length + i, atMs, text: `site ${site} loads version 2` }))].sort(byTime), // prettier-ignore
    holds: [...motion.holds, ...loads.map(({ atMs, site }) => ({ atMs, place: site, lines: ["version 2"], site }))].sort(byTime), // prettier-ignore
  };
}

const MOVED = "the route moves to B";

const byTime = (a: { readonly atMs: number }, b: { readonly atMs: number }) => a.atMs - b.atMs;

/** The serial of a reply that arrives. */
function serialOf(entry: TraceEntry): number | undefined {
  const payload = entry.kind === "received" ? entry.packet.payload : undefined;
  return payload?.kind === "dns" ? payload.reply?.serial : undefined;
}

function stepsBack(trace: readonly TraceEntry[]): number[] {
  const seen = trace.flatMap((entry) => {
    const serial = serialOf(entry);
    return serial === undefined ? [] : [{ atMs: entry.atMs, serial }];
  });
  return seen.filter(({ serial }, i) => i > 0 && serial < seen[i - 1].serial).map(({ atMs }) => atMs);
}

/** What the client saw last, and its route. */
function lastSeen(): (entry: TraceEntry) => HeldNow | undefined {
  let [saw, route, newest] = ["no answer yet", "route to A", 0];
  return (entry) => {
    if (entry.kind === "change") route = "route to B";
    const serial = serialOf(entry);
    if (serial !== undefined) saw = `saw version ${serial}`;
    if (entry.kind !== "change" && serial === undefined) return undefined;
    newest = Math.max(newest, serial ?? 0);
    const isBack = saw !== "no answer yet" && !saw.endsWith(String(newest));
    return { at: "client", lines: [saw, route], ...(isBack && { tone: "bad" as const }) };
  };
}
