// What valley-free routing says of a pair of sites: with both announcing, and the route of each AS to each site alone.
import { findAs } from "anycast-kit/topology";
import { siteSetsOf, steadyState, type Solution } from "anycast-kit/routing";
import type { PairQuestion } from "./experiment.js";
import type { Testbed } from "./testbed.js";

/** What the simulation says of one AS. */
export interface SimulatedAs {
  /** 0 or 1; "tied" where equally good routes lead to both sites; absent without a route. */
  readonly choice?: 0 | 1 | "tied";
  /** AS-path length to each site alone; absent if there is no route. */
  readonly lengths: readonly [number?, number?];
  /** The ASN of the neighbour that leads to each site alone. */
  readonly nextHops: readonly [number?, number?];
  /** How many ASes, itself included, the two routes have in common before they part; 0 if one is missing. */
  readonly shared: number;
}

export interface PairSimulation {
  /** Of an AS that is not in the graph, nothing. */
  readonly of: (asn: number) => SimulatedAs;
  /** The same `choice`, without the paths. */
  readonly choiceOf: (asn: number) => SimulatedAs["choice"];
  /** Share of site 0 among all ASes of the graph that one site wins outright. */
  readonly share: number;
}

/** Simulates a pair; undefined if one of the sites has no neighbour in the graph. */
export function simulatePair({ graph, origins }: Testbed, { sites }: PairQuestion): PairSimulation | undefined {
  const announcements = sites.flatMap((site) => {
    const origin = origins.get(site);
    return origin === undefined ? [] : [{ site, origin }];
  });
  if (announcements.length < 2) return undefined;
  const both = steadyState({ topology: graph, announcements, tieBreak: "all" });
  const { words, bits } = siteSetsOf(both);
  let solved: Solution[] | undefined;
  const alone = () =>
    (solved ??= announcements.map((each) => steadyState({ topology: graph, announcements: [each] }).solution));
  let won = 0;
  let lost = 0;
  for (let v = 0; v < graph.asns.length; v++) {
    if (bits[v * words] === 1) won++;
    if (bits[v * words] === 2) lost++;
  }
  const choiceAt = (index: number) => ([undefined, 0, 1, "tied"] as const)[index < 0 ? 0 : bits[index * words]];
  return {
    share: (won + 1) / (won + lost + 2),
    choiceOf: (asn) => choiceAt(findAs(graph, asn)),
    of(asn) {
      const index = findAs(graph, asn);
      if (index < 0) return { lengths: [], nextHops: [], shared: 0 };
      const [one, other] = alone().map((solution) => solution.bestOf(index, 0)?.path);
      return {
        choice: choiceAt(index),
        lengths: [one?.length, other?.length],
        nextHops: [one?.[0], other?.[0]],
        shared: one && other ? 1 + commonPrefix(one, other) : 0,
      };
    },
  };
}

function commonPrefix(one: readonly number[], other: readonly number[]): number {
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  return i;
}
