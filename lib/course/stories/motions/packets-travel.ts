// Packets between ASes, as a motion on a map: each client sends one packet to the shared address, each AS carries it to its nearest
// exit, and the site it reaches gives it its colour. Every move is one hop of a walk that leads to another city.
import type { InternetDeployment } from "anycast-kit/anycast";
import type { MapStageOptions } from "anycast-kit/figures";
import { fibreDelayMs, TYPICAL_INFLATION, type Coordinates } from "anycast-kit/geo";
import { steadyState, walkAsPath, type AsWalk } from "anycast-kit/routing";
import type { MotionEvent, Move } from "../../motion/index.js";

export interface PacketsTravelOptions {
  readonly deployment: InternetDeployment;
  /** Where packets start. Clients without a city are left out. */
  readonly clients: readonly { readonly asn: number; readonly city?: string }[];
  readonly title: string;
  /** Place of a city: `city` of the kit, or your own. */
  readonly placeOf: (city: string) => Coordinates;
  readonly region?: MapStageOptions["region"];
  /** Defaults to all names. */
  readonly labels?: MapStageOptions["labels"];
}

/**
 * The data of a player: one motion, all packets at once. Fibre is 1.6 times as long as the great circle, as in a catchment.
 * @example explore("player", packetsTravel({ deployment, clients: [{ asn: 5071, city: "Vancouver" }], title: "One packet", placeOf: city }))
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function packetsTravel({ deployment, clients: all, title, placeOf, region, labels }: PacketsTravelOptions) {
  const clients = all.flatMap(({ asn, city }) => (city === undefined ? [] : [{ asn, city }]));
  const state = steadyState(deployment);
  const walks = clients.map((from) => walkAsPath({ state, from }));
  const cities = new Map(deployment.sites.map(({ name, city }) => [name, city]));
  const moves: Move[] = [];
  const events: MotionEvent[] = [];
  const arrivals = new Map<string, number[]>(deployment.sites.map(({ name }) => [name, []]));
  // Hops are numbered through all walks, and the arrivals follow.
  let entry = 0;
  const ends: { walk: AsWalk; atMs: number; start: string }[] = [];
  for (const [i, walk] of walks.entries()) {
    const { site, hops } = walk;
    let atMs = 0;
    for (const [j, { asn, enters, leaves, km }] of hops.entries()) {
      const number = entry++;
      const endMs = atMs + TYPICAL_INFLATION.cloud * fibreDelayMs(km);
      if (enters !== undefined && leaves !== undefined && km > 0)
        moves.push({ entry: number, from: enters, to: leaves, startMs: atMs, endMs, look: "packet", ...(site && { site }), label: `a packet inside AS${asn}` }); // prettier-ignore
      else if (walks.length === 1 && j > 0)
        events.push({ entry: number, atMs, text: `AS${hops[j - 1].asn} hands the packet to AS${asn} in ${enters}` });
      atMs = endMs;
    }
    ends.push({ walk, atMs, start: clients[i].city });
  }
  for (const { walk, atMs, start } of ends) {
    // One of many that starts in the city of its site shows nothing: it is only counted.
    const isShown = walks.length === 1 || atMs > 0;
    const there = walk.site === undefined ? walk.outcome : `site ${walk.site} in ${cities.get(walk.site)} receives it`;
    if (isShown) events.push({ entry, atMs, text: `the packet from ${start}: ${there}` });
    entry++;
    if (walk.site !== undefined) arrivals.get(walk.site)!.push(atMs);
  }
  const homes = new Set(clients.map(({ city }) => city));
  const between = [...new Set(moves.flatMap(({ from, to }) => [from, to]))].filter((each) => !homes.has(each));
  const tracks = [...new Map(moves.map(({ from, to }) => [`${from}|${to}`, { ends: [from, to] as const }])).values()];
  const at = (id: string) => ({ ...spot(placeOf(id)), id });
  const used = [...arrivals].filter(([, times]) => times.length > 0);
  return {
    motions: [
      {
        title,
        stage: {
          kind: "map" as const,
          ...(region && { region }),
          ...(labels && { labels }),
          network: { routers: [...homes, ...between].map(at), links: tracks },
          sites: deployment.sites.map(({ name, city }) => ({ ...spot(placeOf(city)), name, place: city })),
          clients: clients.map(({ city: name }, i) => ({ ...spot(placeOf(name)), name, site: walks[i].site ?? null })),
        },
        moves,
        events: events.sort((a, b) => a.atMs - b.atMs),
        holds: [],
        counters: (walks.length > 1 ? used : []).map(([site, times]) => ({
          label: "packets",
          site,
          atMs: times.sort((a, b) => a - b),
        })),
      },
    ],
  };
}

const spot = ({ lat, lon }: Coordinates): Coordinates => ({ lat, lon });
