// Both sites of Europe and Africa fail, as motions: their users learn the address of the region from DNS and keep it for its TTL. With DNS
// alone, with a covering prefix announced by the other regions, or with one address for the whole world.
import { hostPrefix, igpFibs, parseAddress, parsePrefix, providerNetwork, type IgpAnnouncement } from "anycast-kit/routing"; // prettier-ignore
import { simulate, staticNetwork, type Host, type TraceEntry } from "anycast-kit/traffic";
import { trafficMotion, type HeldNow, type Motion } from "../../motion/index.js";
import { backbone, placeOf } from "./backbone.js";
import { counted, isLoss } from "./counted.js";
import { regionNameServer, regionServer, regionUser } from "./region-user.js";

export interface RegionFailsOptions {
  /** TTL of the DNS answer, s. Defaults to 4. */
  readonly ttlSeconds?: number;
  /** When both sites of the region fail, and when routing and DNS have noticed, ms. Default to 1500, 2100 and 2100. */
  readonly failsAtMs?: number;
  readonly routingNoticesAtMs?: number;
  readonly dnsNoticesAtMs?: number;
  /** Designs to choose from. Defaults to all three. */
  readonly designs?: readonly RegionDesign[];
}

export const regionDesigns = ["regional, DNS only", "regional, covering prefix", "global anycast"] as const;
export type RegionDesign = (typeof regionDesigns)[number];

/** The six sites of lesson 5; Frankfurt and Johannesburg are one region. */
const SITES = {
  A: "Seattle",
  B: "Frankfurt",
  C: "Singapore",
  D: "Sao Paulo",
  E: "Johannesburg",
  F: "New York",
} as const;
const REGION = ["B", "E"];
const AMERICAS = ["A", "D", "F"];
const USERS = { Madrid: "203.0.113.1", Nairobi: "203.0.113.2" } as const;
const ADDRESS = { region: "192.0.2.53", Americas: "192.0.3.53", covering: "192.0.0.0/22" } as const;
const NAME_SERVER = { address: "198.51.100.53", router: "Stockholm" } as const;

/**
 * The data of a player: one motion for each design.
 * @example explore("player", regionFails())
 * @throws TrafficError for a negative time
 */
export function regionFails(options: RegionFailsOptions = {}) {
  const { designs = regionDesigns } = options;
  return { choice: { label: "Design", options: designs }, motions: designs.map((design) => motionOf(design, options)) };
}

function motionOf(design: RegionDesign, options: RegionFailsOptions): Motion {
  const { ttlSeconds = 4, failsAtMs = 1500, routingNoticesAtMs = 2100, dnsNoticesAtMs = 2100 } = options;
  const network = providerNetwork("world");
  const noticed = "routing has noticed: the region's sites are withdrawn";
  const fibs = (sites: readonly string[]) => igpFibs(network, announcements(design, sites));
  const addressFor = (failed: boolean) =>
    failed && design === "regional, DNS only" ? ADDRESS.Americas : ADDRESS.region;
  const hosts: Host[] = [
    ...Object.entries(USERS).map(([name, address]): Host => {
      const program = regionUser({ address, nameServer: NAME_SERVER.address, everyMs: 1500, requests: 4 });
      return { name: `user in ${name}`, role: "client", node: name, program };
    }),
    ...Object.entries(SITES).map(([name, node]): Host => ({ name, role: "site", node, program: regionServer(name) })),
    { name: "DNS", role: "site", node: NAME_SERVER.router, program: regionNameServer({ addressFor, ttlSeconds, noticesAtMs: dnsNoticesAtMs }) }, // prettier-ignore
  ];
  const { trace } = simulate({
    network: staticNetwork({
      network,
      fibs: fibs(Object.keys(SITES)),
      changes: [
        {
          atMs: routingNoticesAtMs,
          label: noticed,
          fibs: fibs(Object.keys(SITES).filter((each) => !REGION.includes(each))),
        },
      ],
    }),
    hosts,
    happenings: REGION.map((host) => ({ kind: "down", host, atMs: failsAtMs })),
  });
  return trafficMotion({
    trace,
    title: `The two sites of Europe and Africa fail: ${design}`,
    stage: {
      kind: "map",
      region: "world",
      labels: "clients",
      network: backbone(network),
      clients: [...Object.keys(USERS).map((id) => ({ ...placeOf(network, id), name: `user in ${id}` })), { ...placeOf(network, NAME_SERVER.router), name: "DNS" }], // prettier-ignore
      sites: Object.entries(SITES).map(([name, id]) => ({ ...placeOf(network, id), name, place: id })),
    },
    places: {
      ...Object.fromEntries(Object.entries(SITES).map(([name, id]) => [id, name])),
      ...Object.fromEntries(Object.keys(USERS).map((id) => [id, `user in ${id}`])),
      [NAME_SERVER.router]: "DNS",
    },
    holds: stateAfter,
    counters: [
      counted(trace, "requests", (entry) => entry.kind === "sent" && isRequest(entry)),
      ...Object.keys(SITES).map((site) => counted(trace, "replies", (entry) => entry.kind === "received" && entry.packet.payload.kind === "data" && entry.packet.payload.label === `reply from ${site}`, { site })), // prettier-ignore
      counted(trace, "lost", isLoss, { isLoss: true }),
    ],
  });
}

const isRequest = (entry: TraceEntry) =>
  entry.kind === "sent" && entry.packet.payload.kind === "data" && entry.packet.payload.label === "request";

function announcements(design: RegionDesign, sites: readonly string[]): IgpAnnouncement[] {
  const routerOf = (site: string) => SITES[site as keyof typeof SITES];
  const by = (prefix: string, letters: readonly string[]) =>
    letters.map((site) => ({ prefix: parsePrefix(prefix), router: routerOf(site), site }));
  const [own, american] = [REGION, AMERICAS].map((region) => sites.filter((each) => region.includes(each)));
  const asian = sites.filter((each) => !REGION.includes(each) && !AMERICAS.includes(each));
  const service =
    design === "global anycast"
      ? by("192.0.2.0/24", sites)
      : [...by("192.0.2.0/24", own), ...by("192.0.3.0/24", american), ...by("192.0.1.0/24", asian), ...(design === "regional, covering prefix" ? by(ADDRESS.covering, sites) : [])]; // prettier-ignore
  const hosts = [
    ...Object.entries(USERS).map(([id, address]) => ({ address, router: id, site: `user in ${id}` })),
    { address: NAME_SERVER.address, router: NAME_SERVER.router, site: "DNS" },
  ];
  return [...service, ...hosts.map(({ address, router: id, site }) => ({ prefix: hostPrefix(parseAddress(address)), router: id, site }))]; // prettier-ignore
}

/** A user holds the address that DNS gave it; a failed site says so. */
function stateAfter(entry: TraceEntry): HeldNow | undefined {
  if (entry.kind === "change") {
    const [, site] = /^([A-F]) is down$/.exec(entry.label) ?? [];
    return site === undefined ? undefined : { at: site, lines: ["down"], tone: "bad" };
  }
  if (entry.kind !== "received" || entry.packet.payload.kind !== "dns" || !entry.packet.payload.reply) return undefined;
  return { at: entry.at, lines: [entry.packet.payload.reply.answer] };
}
