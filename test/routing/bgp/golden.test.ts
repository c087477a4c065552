import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { byWorklist, fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import { steadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import { readAsRel } from "../../../lib/kit/topology/caida/read.js";
import { needs, shared } from "../../needs.js";

const file = join(shared, "data", "as-rel", "caida-serial1-20250901.as-rel.txt.bz2");

// Three independent programs agree on these numbers (customer before peer before provider, then the shorter path, then the lowest
// next-hop ASN).
const golden = [
  { origins: [32408, 395362], reached: 78_121, sizes: [27_694, 50_427] },
  { origins: [25, 27], reached: 78_311, sizes: [39_272, 39_039] },
] as const;

needs("ANYCAST_SHARED").describe("the catchments of two sites on CAIDA's graph of 2025-09", () => {
  it.each(golden)(
    "are $sizes for origins $origins, by three phases and by the work list",
    async ({ origins, reached, sizes }) => {
      const { graph } = await readAsRel(readFileSync(file));
      const announcements = origins.map((origin, i) => ({ site: "AB"[i], origin }));
      for (const engine of [fastEngine, byWorklist]) {
        const state = steadyState({ topology: graph, announcements, engine });
        expect(state.reached).toBe(reached);
        expect(state.catchments).toEqual({ A: sizes[0], B: sizes[1] });
      }
    },
  );
});

describe("the golden values", () => {
  it("are consistent: the catchments are all that is reached", () => {
    for (const { reached, sizes } of golden) expect(sizes[0] + sizes[1]).toBe(reached);
  });
});
