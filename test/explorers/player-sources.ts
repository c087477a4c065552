// Every motion of the course, for the player's tests, and what a trace says that it must show.
import type { Trace, TraceEntry } from "../../lib/kit/traffic/index.js";
import { city } from "../../lib/kit/geo/index.js";
import { deployOnInternet } from "../../lib/kit/anycast/index.js";
import { compile, defineAsGraph } from "../../lib/kit/topology/index.js";
import { graph as seattleDelhi, props as vancouver } from "./seattle-delhi.js";
import {
  citiesAsk,
  fourCasts,
  movedConnection,
  packetsTravel,
  regionFails,
  retryElsewhere,
  routesSpread,
  serverLeaves,
  sitesDisagree,
  splitPackets,
  withdrawalHunt,
} from "../../lib/course/stories/index.js";

const transit = [[10, 30], [10, 40], [20, 50], [30, 60], [60, 64500], [50, 64500]]; // prettier-ignore
const topology = defineAsGraph({
  ases: [10, 20, 30, 40, 50, 60, 64500].map((asn) => ({ asn })),
  links: [{ peers: [10, 20] }, { peers: [10, 50] }, ...transit.map(([provider, customer]) => ({ provider, customer }))],
});
const announcements = [
  { site: "A", origin: 64500, neighbours: [60] },
  { site: "B", origin: 64500, neighbours: [50] },
];

export const hunt = { topology, announcements, site: "A", clients: [60, 40, 20] };

/** Two clients of one network, and two sites: Seattle's own site is not the one that its users reach. */
export const travel = {
  deployment: deployOnInternet({
    topology: compile(seattleDelhi),
    address: "192.0.2.53",
    sites: Object.fromEntries(
      vancouver.announcements.map(({ site, origin, city: at, neighbours }) => [site, { origin, city: at, neighbours }]),
    ),
  }),
  clients: [
    { asn: 5071, city: "Seattle" },
    { asn: 174, city: "Seattle" },
    { asn: 6461, city: "New York" },
  ],
  title: "Packets",
  placeOf: city,
};

export const sources = {
  retry: retryElsewhere(),
  "cities ask": citiesAsk(),
  "four casts": fourCasts(),
  withdrawal: withdrawalHunt(hunt),
  "routes spread": routesSpread({ topology, announcements }),
  "moved connection": movedConnection(),
  "server leaves": serverLeaves(),
  "region fails": regionFails(),
  "packets travel": packetsTravel(travel),
  "sites disagree": sitesDisagree(),
  "split packets": splitPackets(),
  "split fragments": splitPackets({ cases: ["request, hashed by ports", "reply, hashed by ports"] }),
};

/** Number, start and end of every hop of a trace that takes time and leads from one place to another. */
export const moves = (trace: Trace, places: Readonly<Record<string, string>>) =>
  trace.flatMap((entry, number) => {
    if (entry.kind !== "hop" || entry.untilMs === entry.atMs) return [];
    const [from, to] = [places[entry.from] ?? entry.from, places[entry.to] ?? entry.to];
    return from === to ? [] : [[number, entry.atMs, entry.untilMs]];
  });

/** Entries with a sentence: neither a hop nor a state (drawn at its place), nor a timer that only paces a host. */
export const hopless = (entry: TraceEntry): boolean =>
  entry.kind !== "hop" &&
  entry.kind !== "state" &&
  !(entry.kind === "timer" && /^(connect|request|drip|lookup|TIME-WAIT|idle)\b/.test(entry.timer));
