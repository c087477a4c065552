// "A retry lands at another site", as motions: site A fails in the middle of a stream of lookups, and routing needs a short or a
// long time to notice. One map, one client, two sites.
import { city } from "anycast-kit/geo";
import { dnsServer, oneRouter, simulate, stubResolver, type TraceEntry } from "anycast-kit/traffic";
import { trafficMotion, type HeldNow, type Motion } from "../../motion/index.js";
import { CLIENT, SHARED } from "../moved-route.js";
import { counted, isFailure, isLoss, isQuery, isReplyOf } from "./counted.js";

export interface RetryElsewhereOptions {
  /** Time until routing moves away from the failed site, ms, by its label. Defaults to 0.9 s (BFD) and 90 s (a hold timer). */
  readonly detections?: Readonly<Record<string, number>>;
  /** Lookups, and the time between two. Defaults to 8, one every 400 ms. */
  readonly lookups?: number;
  readonly everyMs?: number;
  /** When the server at site A fails, ms. Defaults to 1000. */
  readonly failsAtMs?: number;
}

const ROUND_TRIPS = { A: 20, B: 60 };
const SITES = ["A", "B"] as const;

/**
 * The data of a player: one motion for each detection time, to choose from.
 * @example explore("player", retryElsewhere())
 * @throws TrafficError for a negative time
 */
export function retryElsewhere(options: RetryElsewhereOptions = {}) {
  const { detections = { "0.9 s (BFD)": 900, "90 s (hold timer)": 90_000 } } = options;
  return {
    choice: { label: "Routing moves away from site A after", options: Object.keys(detections) },
    motions: Object.entries(detections).map(([label, detectionMs]) => motionOf(detectionMs, label, options)),
  };
}

function motionOf(detectionMs: number, label: string, options: RetryElsewhereOptions): Motion {
  const { lookups = 8, everyMs = 400, failsAtMs = 1000 } = options;
  const asked = Array.from({ length: lookups }, (_, i) => ({ atMs: everyMs * i, question: `q${i + 1}.example` }));
  const program = stubResolver({ address: CLIENT, servers: [SHARED], lookups: asked });
  const { trace } = simulate({
    network: oneRouter({
      shared: SHARED,
      sites: { A: { rttMs: ROUND_TRIPS.A }, B: { rttMs: ROUND_TRIPS.B } },
      clients: { client: { address: CLIENT } },
      serves: ["A"],
      changes: [{ atMs: failsAtMs + detectionMs, label: MOVED, serves: ["B"] }],
    }),
    hosts: [
      { name: "client", role: "client", node: "router", program },
      ...SITES.map((name) => ({ name, role: "site" as const, node: "router", program: dnsServer({ identity: name }) })),
    ],
    happenings: [{ kind: "down", host: "A", atMs: failsAtMs }],
  });
  return trafficMotion({
    trace,
    title: `Site A fails; routing moves away after ${label}`,
    stage: {
      kind: "map",
      clients: [{ ...city("Madrid"), name: "client" }],
      sites: [
        { ...city("Paris"), name: "A", place: "Paris" },
        { ...city("Vienna"), name: "B", place: "Vienna" },
      ],
    },
    places: { router: "client" },
    heldAtStart: { client: ["route to A"] },
    holds: stateAfter,
    counters: [
      counted(trace, "queries sent", isQuery),
      ...SITES.map((site) => counted(trace, "answered", isReplyOf(site), { site })),
      counted(trace, "queries lost", isLoss, { isLoss: true }),
      counted(trace, "lookups failed", isFailure, { isLoss: true }),
    ],
  });
}

const MOVED = "routing has noticed: the route moves to site B";

function stateAfter(entry: TraceEntry): HeldNow | undefined {
  if (entry.kind !== "change") return undefined;
  return entry.label === MOVED
    ? { at: "client", lines: ["route to B"] }
    : { at: "A", lines: ["server is down"], tone: "bad" };
}
