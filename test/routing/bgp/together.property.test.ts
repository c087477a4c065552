// Several prefixes in one pass: the routes must be those of each prefix solved alone, column by column.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BgpAnnouncement } from "../../../lib/kit/routing/bgp/announcement.js";
import { LANES } from "../../../lib/kit/routing/bgp/fast/phases/cells.js";
import { isGaoRexford, isPlain } from "../../../lib/kit/routing/bgp/fast/conditions.js";
import { threePhases } from "../../../lib/kit/routing/bgp/fast/phases/phases.js";
import { solveTogether } from "../../../lib/kit/routing/bgp/fast/phases/together.js";
import { steadyState, steadyStates, tiedRoutes, updateState } from "../../../lib/kit/routing/bgp/index.js";
import type { ResolvedProblem } from "../../../lib/kit/routing/bgp/problem.js";
import { resolve } from "../../../lib/kit/routing/bgp/resolve.js";
import { generateInternet, readAsRel, type CompiledAsGraph } from "../../../lib/kit/topology/index.js";
import { needs, shared } from "../../needs.js";
import { changingProblems } from "./random-problem.js";

const ranksOf = ({ asns, attributes }: CompiledAsGraph, byId: boolean) => {
  const order = [...asns.keys()];
  if (byId && attributes) order.sort((a, b) => attributes.routerIds[a] - attributes.routerIds[b] || a - b);
  const ranks = new Int32Array(order.length);
  order.forEach((v, place) => (ranks[v] = place));
  return ranks;
};

/** Solves the problems both ways, a few at a time, and compares the columns. Returns how many were solved together. */
function compare(problems: readonly ResolvedProblem[], ranks: Int32Array): number {
  let together = 0;
  for (let k = 0; k < problems.length; k += LANES) {
    const few = problems.slice(k, k + LANES);
    const found = solveTogether(few, ranks);
    together += found?.length ?? 0;
    found?.forEach(({ key, via, bits, announcement }, p) => {
      const alone = threePhases(few[p], ranks);
      expect({ key: [...key], via: [...via], bits }).toEqual({
        key: [...alone.key],
        via: [...alone.via],
        bits: alone.bits,
      });
      expect([...announcement]).toEqual([...alone.announcement]);
    });
  }
  return together;
}

/** The announcements of several prefixes over one random graph; of the policies only how many prepends an AS keeps, which does not stop prefixes from being solved together. */
const severalProblems = changingProblems({}, 9).map(({ problem, updates }) => {
  const ases = Object.fromEntries(
    Object.entries(problem.policies?.ases ?? {}).map(([asn, { keepPrepends }]) => [asn, { keepPrepends }]),
  );
  return [problem.announcements, ...updates.map(({ announce }) => announce)]
    .filter((announcements) => announcements.length > 0)
    .map((announcements) => resolve({ ...problem, announcements, policies: { ases } }));
});

describe("prefixes solved together have the routes that each has alone", () => {
  it("on random graphs, with prepends, MEDs, origin codes, chosen neighbours and no-export", () => {
    let together = 0;
    fc.assert(
      fc.property(severalProblems, fc.boolean(), (problems, byId) => {
        const fit = problems.filter((each) => isGaoRexford(each) && isPlain(each));
        if (fit.length > 0) together += compare(fit, ranksOf(fit[0].topology, byId));
      }),
      { numRuns: 1000 },
    );
    expect(together).toBeGreaterThan(500);
  });

  it("on a generated Internet, where many stubs share their providers", () => {
    const { graph: topology } = generateInternet({ ases: 600, seed: 5 });
    const site = fc.record({ origin: fc.constantFrom(...topology.asns), prepend: fc.nat(4) });
    const prefix = fc
      .array(site, { minLength: 1, maxLength: 9 })
      .map((sites) => sites.map((each, i): BgpAnnouncement => ({ ...each, site: `S${i}` })));
    fc.assert(
      fc.property(fc.array(prefix, { minLength: 1, maxLength: 9 }), (prefixes) => {
        const problems = prefixes.map((announcements) => resolve({ topology, announcements }));
        expect(compare(problems, ranksOf(topology, false))).toBe(prefixes.length);
      }),
      { numRuns: 100 },
    );
  });

  it("also when a policy, a drained site or a community makes one of them a special case, and after an update", () => {
    const { graph: topology } = generateInternet({ ases: 300, seed: 6 });
    const more: readonly Partial<BgpAnnouncement>[] = [
      {},
      { communities: [{ kind: "graceful-shutdown" }] },
      { communities: [{ kind: "no-peer" }] },
      { communities: [{ kind: "no-export" }] },
      { poison: [topology.asns[0]] },
      { prepend: 3 },
      {},
    ];
    const announcements = more.flatMap((each, p) =>
      [0, 1].map((i): BgpAnnouncement => ({
        ...each,
        site: "AB"[i],
        origin: topology.asns[40 * p + 13 * i + 3],
        prefix: `192.0.${p}.0/24`,
      })),
    );
    for (const policies of [{}, { ases: { [topology.asns[1]]: { leak: true } } }]) {
      const states = steadyStates({ topology, announcements, policies });
      expect(states).toHaveLength(more.length);
      states.forEach((state, p) => {
        const alone = steadyState({ topology, announcements: announcements.slice(2 * p, 2 * p + 2), policies });
        const seen = ({ solution, catchments, reached, siteNumbers }: typeof state) => ({
          ...{ catchments, reached, siteNumbers },
          routes: Array.from(topology.asns, (_asn, v) => solution.bestOf(v, 0)),
        });
        expect(seen(state)).toEqual(seen(alone));
        const tied = (of: typeof state) => Array.from(topology.asns, (asn) => tiedRoutes(of, asn));
        expect(tied(state)).toEqual(tied(alone));
        expect(seen(updateState(state, { withdraw: ["A"] }))).toEqual(seen(updateState(alone, { withdraw: ["A"] })));
      });
    }
  });

  it("and are left to be solved alone when their paths do not fit into cells", () => {
    const { graph: topology } = generateInternet({ ases: 300, seed: 6 });
    const ranks = ranksOf(topology, false);
    const withSites = (count: number, prepend: number) =>
      Array.from({ length: 2 }, () =>
        resolve({
          topology,
          announcements: Array.from({ length: count }, (_none, i) => ({
            site: `S${i}`,
            origin: topology.asns[299 - (i % 20)],
            prepend,
          })),
        }),
      );
    expect(solveTogether(withSites(32_000, 255), ranks)).toBeUndefined();
    for (const problems of [withSites(32_000, 0), withSites(20, 255)]) expect(compare(problems, ranks)).toBe(2);
  });
});

needs("ANYCAST_SHARED").it(
  "eight prefixes on CAIDA's graph of 2025-09 have the routes that each has alone",
  async () => {
    const file = join(shared, "data", "as-rel", "caida-serial1-20250901.as-rel.txt.bz2");
    const { graph: topology } = await readAsRel(readFileSync(file));
    const originOf = (i: number) => topology.asns[(i * 2_654_435_761) % topology.asns.length];
    const problems = Array.from({ length: 8 }, (_none, p) =>
      resolve({
        topology,
        announcements: Array.from({ length: 1 + 3 * p }, (_site, i) => ({
          site: `S${i}`,
          origin: originOf(100 * p + i + 1),
          prepend: (p * i) % 3,
        })),
      }),
    );
    expect(compare(problems, ranksOf(topology, false))).toBe(8);
  },
);
