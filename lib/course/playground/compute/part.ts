// Which ASes a picture shows. Up to MOST_DRAWN the whole graph; of a larger one the origins, the clients and the chosen AS, the paths
// that they use, and the largest neighbours of the chosen AS.
import { asPathOf, type Scenario, type SteadyState } from "anycast-kit/routing";
import { endsOf } from "anycast-kit/topology";

/** More boxes than this cannot be read, and take too long to place. */
export const MOST_DRAWN = 30;
/** Clients and origins whose paths are drawn. */
const MOST_PATHS = 6;

/** @returns the ASNs to draw, in the order of the scenario */
export function drawnAses({ topology, clients }: Scenario, state: SteadyState, focus?: number): readonly number[] {
  const all = topology.ases.map(({ asn }) => asn);
  if (all.length <= MOST_DRAWN) return all;
  const chosen = new Set<number>();
  const add = (asns: readonly number[]) => {
    for (const asn of asns) if (chosen.size < MOST_DRAWN) chosen.add(asn);
  };
  const known = focus !== undefined && all.includes(focus) ? focus : undefined;
  if (known !== undefined) add([known, ...(asPathOf(state, known) ?? [])]);
  add([...new Set(state.problem.announcements.map(({ origin }) => origin))].slice(0, MOST_PATHS));
  for (const { asn } of clients.slice(0, MOST_PATHS)) add([asn, ...(asPathOf(state, asn) ?? [])]);
  const degree = new Map<number, number>();
  for (const link of topology.links) for (const asn of endsOf(link)) degree.set(asn, (degree.get(asn) ?? 0) + 1);
  const around = (asn: number) => {
    const others = topology.links.flatMap((link) => {
      const ends = endsOf(link);
      return ends.includes(asn) ? ends.filter((end) => end !== asn) : [];
    });
    return others.sort((a, b) => degree.get(b)! - degree.get(a)! || a - b);
  };
  if (known !== undefined) add(around(known).slice(0, 12));
  for (const { origin } of state.problem.announcements) add(around(origin).slice(0, 3));
  // The largest ASes join what is left.
  add([...degree].sort(([a, m], [b, n]) => n - m || a - b).map(([asn]) => asn).slice(0, 6)); // prettier-ignore
  return all.filter((asn) => chosen.has(asn));
}
