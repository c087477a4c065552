// Every motion of the course, for the player's tests, and what a trace says that it must show.
import type { Trace, TraceEntry } from "../../lib/kit/traffic/index.js";
import { defineAsGraph } from "../../lib/kit/topology/index.js";
import {
  citiesAsk,
  fourCasts,
  movedConnection,
  regionFails,
  retryElsewhere,
  routesSpread,
  serverLeaves,
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

export const sources = {
  retry: retryElsewhere(),
  "cities ask": citiesAsk(),
  "four casts": fourCasts(),
  withdrawal: withdrawalHunt(hunt),
  "routes spread": routesSpread({ topology, announcements }),
  "moved connection": movedConnection(),
  "server leaves": serverLeaves(),
  "region fails": regionFails(),
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
