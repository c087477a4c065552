// Random AS graphs that keep Gao and Rexford's conditions, with sites on them, for property tests.
import fc from "fast-check";
import type { BgpAnnouncement } from "../../../lib/kit/routing/bgp/announcement.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph, type AsLink } from "../../../lib/kit/topology/as-graph.js";
import type { CompiledAsGraph } from "../../../lib/kit/topology/compiled.js";

export interface RandomDeployment {
  readonly topology: CompiledAsGraph;
  readonly announcements: readonly BgpAnnouncement[];
}

const cities = ["Seattle", "New York", "London", "Tokyo", "Sydney", "Frankfurt"];

/** Up to `largest` ASes. ASNs are shuffled, so that age says nothing about the tie-break. */
export function randomDeployment({ largest = 25, placed = false } = {}): fc.Arbitrary<RandomDeployment> {
  return fc
    .record({
      n: fc.integer({ min: 3, max: largest }),
      seeds: fc.array(fc.nat(), { minLength: 400, maxLength: 400 }),
      sites: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ n, seeds, sites }) => deployment(n, seeds, sites, placed));
}

function deployment(n: number, seeds: readonly number[], count: number, placed: boolean): RandomDeployment {
  let next = 0;
  const below = (limit: number) => seeds[next++ % seeds.length] % limit;
  const asns = Array.from({ length: n }, (_, i) => i + 1);
  for (let i = n - 1; i > 0; i--) {
    const j = below(i + 1);
    [asns[i], asns[j]] = [asns[j], asns[i]];
  }
  const links: AsLink[] = [];
  const linked = new Set<string>();
  const link = (a: number, b: number, isPeering: boolean) => {
    const key = [Math.min(a, b), Math.max(a, b)].join();
    if (a === b || linked.has(key)) return;
    linked.add(key);
    links.push(
      isPeering ? { peers: [asns[a], asns[b]] } : { provider: asns[Math.min(a, b)], customer: asns[Math.max(a, b)] },
    );
  };
  for (let i = 1; i < n; i++) for (let times = 1 + below(2); times > 0; times--) link(i, below(i), false);
  for (let times = below(n); times > 0; times--) link(below(n), below(n), true);
  const pops = () => cities.filter(() => below(3) === 0);
  const topology = compile(defineAsGraph({ ases: asns.map((asn) => ({ asn, pops: placed ? pops() : [] })), links }));
  const announcements = Array.from({ length: count }, (_, i): BgpAnnouncement => ({
    site: "ABCD"[i],
    origin: asns[below(n)],
    prepend: below(4) === 0 ? below(4) : 0,
    ...(placed && below(2) === 0 ? { city: cities[below(cities.length)] } : {}),
    ...(below(8) === 0 ? { communities: [{ kind: "graceful-shutdown" } as const] } : {}),
  }));
  return { topology, announcements };
}
