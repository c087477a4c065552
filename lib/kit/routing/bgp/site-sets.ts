// Which sites an AS can reach when every AS on the path may take any of its equally good routes (multipath).
import type { Solution } from "./engine.js";
import type { ResolvedProblem } from "./problem.js";
import { ribOf } from "./rib.js";
import { sessionsOf } from "./sessions.js";

export interface SiteSets {
  /** 32-bit words per AS. */
  readonly words: number;
  /** Site i is in the set of AS v if bit i % 32 of word v * words + (i / 32) is set. */
  readonly bits: Uint32Array;
}

export function siteSets(problem: ResolvedProblem, { bestOf, ties, byRank }: Solution): SiteSets {
  const { topology, origins, announcements } = problem;
  const n = topology.asns.length;
  const words = Math.ceil(announcements.length / 32);
  const bits = new Uint32Array(n * words);
  const add = (v: number, site: number) => (bits[v * words + (site >> 5)] |= 1 << (site & 31));
  for (const [index, own] of origins) for (const { number } of own) add(index, number);
  if (byRank) {
    byRank((v, u, announcement) => {
      if (announcement >= 0) add(v, announcement);
      else for (let w = 0; w < words; w++) bits[v * words + w] |= bits[u * words + w];
    });
    return { words, bits };
  }
  // Without ranks, repeat until nothing is added: there may be loops.
  const tied = Array.from(topology.asns, (_asn, v) => {
    if (origins.has(v)) return [];
    const sessions = sessionsOf(problem, v);
    return ribOf(problem, v, ties ? sessions.filter(ties) : sessions, bestOf).tied.map(({ session }) => session!);
  });
  for (let grown = true; grown;) {
    grown = false;
    for (let v = 0; v < n; v++)
      for (const { remote, announcement } of tied[v])
        for (let w = 0; w < words; w++) {
          const from =
            announcement < 0 ? bits[remote * words + w] : w === announcement >> 5 ? 1 << (announcement & 31) : 0;
          const union = (bits[v * words + w] | from) >>> 0;
          grown ||= union !== bits[v * words + w];
          bits[v * words + w] = union;
        }
  }
  return { words, bits };
}
