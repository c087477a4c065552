// Lookups over a router with two equal paths to two sites, as motions: which packets of one lookup are split between the sites.
// Small and large answers, balanced per packet or per flow; requests and replies in fragments.
import { igpFibs, networkOfCities, parsePrefix } from "anycast-kit/routing";
import { combinePrograms, dnsOverTcp, dnsServer, lookupsEvery, simulate, stateOf, staticNetwork, stubResolver, type HashPolicy, type Host, type StubState } from "anycast-kit/traffic"; // prettier-ignore
import { trafficMotion, type Motion } from "../../motion/index.js";
import { CLIENT, SHARED } from "../moved-route.js";
import { counted, isFailure, isQuery } from "./counted.js";

interface SplitCase {
  readonly fields: HashPolicy["fields"];
  readonly queryBytes?: number;
  readonly answerBytes: number;
  /** How large a reply the client accepts over UDP. Defaults to 1,232 bytes. */
  readonly udpSize?: number;
  /** Of the link between the client and the router that balances. Defaults to 9,000. */
  readonly mtu?: number;
}

/** By name: what is asked, and what the router hashes. */
const SPLIT_CASES = {
  "small answer, per packet": { fields: "per packet", answerBytes: 100 },
  "large answer, per packet": { fields: "per packet", answerBytes: 3000 },
  "large answer, per flow": { fields: "5-tuple", answerBytes: 3000 },
  "request, hashed by ports": { fields: "5-tuple", queryBytes: 4000, answerBytes: 100, udpSize: 4096, mtu: 1500 },
  "request, hashed by addresses": { fields: "L3", queryBytes: 4000, answerBytes: 100, udpSize: 4096, mtu: 1500 },
  "reply, hashed by ports": { fields: "5-tuple", queryBytes: 40, answerBytes: 4000, udpSize: 4096, mtu: 1500 },
} as const satisfies Readonly<Record<string, SplitCase>>;
export type SplitCaseName = keyof typeof SPLIT_CASES;

export interface SplitPacketsOptions {
  /** Defaults to the three answers. */
  readonly cases?: readonly SplitCaseName[];
  /** Lookups, one a second. Defaults to 2. */
  readonly lookups?: number;
}

/** Bytes of a fragment behind its IP header, at an MTU of 1,500. */
const FRAGMENT = 1480;

/** With this seed small lookups go to both sites, and large ones fail and succeed. */
const SEED = 1;

/** The client, the router that balances, and a site behind each of its two paths. */
const PLACES = { Denver: "client", Chicago: "router", Seattle: "A", "New York": "B" } as const;

/**
 * The data of a player: one motion for each case, to choose from.
 * @example explore("player", splitPackets({ cases: ["request, hashed by ports", "reply, hashed by ports"] }))
 */
export function splitPackets({ cases = ANSWERS, lookups = 2 }: SplitPacketsOptions = {}) {
  return {
    choice: { label: "Lookups", options: cases.map((name) => name) },
    motions: cases.map((name) => motionOf(name, lookups)),
  };
}

const ANSWERS = ["small answer, per packet", "large answer, per packet", "large answer, per flow"] as const;

function motionOf(name: SplitCaseName, lookups: number): Motion {
  const { fields, answerBytes, mtu = 9000, queryBytes, udpSize }: SplitCase = SPLIT_CASES[name];
  const network = networkOfCities("two paths", [
    ["Denver", "Chicago", 10],
    ["Chicago", "Seattle", 10],
    ["Chicago", "New York", 10],
  ]);
  const fibs = igpFibs(network, [
    { prefix: parsePrefix(`${CLIENT}/32`), router: "Denver", site: "client" },
    ...(["Seattle", "New York"] as const).map((router) => ({ prefix: parsePrefix("192.0.2.0/24"), router, site: PLACES[router] })), // prettier-ignore
  ]);
  const servers = (["Seattle", "New York"] as const).map((node): Host => {
    const options = { identity: PLACES[node], answerBytes };
    return {
      name: PLACES[node],
      role: "site",
      node,
      program: combinePrograms(dnsServer(options), dnsOverTcp(options)),
    };
  });
  const program = stubResolver({
    address: CLIENT,
    servers: [SHARED],
    lookups: lookupsEvery(1000, lookups),
    attempts: 1,
    timeoutMs: 400,
    ...(queryBytes !== undefined && { queryBytes }),
    ...(udpSize !== undefined && { udpSize }),
  });
  const client: Host<StubState> = { name: "client", role: "client", node: "Denver", program };
  const run = simulate({
    network: staticNetwork({
      network,
      fibs,
      hash: { fields, seed: SEED },
      mtus: [{ ends: ["Denver", "Chicago"], mtu }],
    }),
    hosts: [client, ...servers],
    untilMs: 1000 * lookups,
  });
  const { trace } = run;
  const answered = stateOf(run, client).outcomes.flatMap((each) => (each?.reply ? [each] : []));
  return trafficMotion({
    trace,
    title: name[0].toUpperCase() + name.slice(1),
    stage: {
      kind: "rows",
      rows: [[{ name: "A" }, { name: "B" }], [{ name: "router" }], [{ name: "client", role: "client" }]],
      links: [
        ["client", "router"],
        ["router", "A"],
        ["router", "B"],
      ],
    },
    places: PLACES,
    names: { Denver: "the client's router", Chicago: "the router" },
    holds: () => undefined,
    markOf: ({ fragment }) => (fragment ? String(1 + Math.round(fragment.offset / FRAGMENT)) : undefined),
    counters: [
      counted(trace, "lookups", (entry) => isQuery(entry) && "at" in entry && entry.at === "client"),
      { label: "answered", atMs: answered.map(({ atMs, tookMs }) => atMs + tookMs) },
      counted(trace, "lookups failed", isFailure, { isLoss: true }),
    ],
  });
}
