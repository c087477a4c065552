// The shortest AS paths without policies: the baseline for the paths of policy routing.
import { findAs } from "../../topology/index.js";
import type { InternetDeployment } from "./deployment.js";

/** Hops from an AS to the nearest origin if every AS forwards for all others; -1 if there is no path. Breadth-first search. */
export function policyFreeHops({ topology, announcements }: InternetDeployment): (asn: number) => number {
  const { asns, providers, customers, peers } = topology;
  const hops = new Int32Array(asns.length).fill(-1);
  const queue: number[] = [];
  const reach = (index: number, distance: number) => {
    if (hops[index] >= 0) return;
    hops[index] = distance;
    queue.push(index);
  };
  for (const { origin } of announcements) reach(findAs(topology, origin), 0);
  for (const { neighbours } of announcements) for (const asn of neighbours ?? []) reach(findAs(topology, asn), 1);
  const told = new Set(announcements.map(({ origin }) => findAs(topology, origin)));
  for (let head = 0; head < queue.length; head++) {
    const here = queue[head];
    if (told.has(here)) continue; // only the neighbours it announces to are adjacent
    for (const { offsets, targets } of [providers, customers, peers])
      for (let i = offsets[here]; i < offsets[here + 1]; i++) reach(targets[i], hops[here] + 1);
  }
  return (asn) => hops[findAs(topology, asn)];
}
