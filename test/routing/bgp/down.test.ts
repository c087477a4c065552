// The phase from provider to customer: in the order of a descent where there is one, else by path length.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { descentOf } from "../../../lib/kit/routing/bgp/fast/phases/descent.js";
import { fits } from "../../../lib/kit/routing/bgp/fast/phases/down.js";
import { fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { asPathOf, steadyState, type BgpAnnouncement } from "../../../lib/kit/routing/bgp/index.js";
import { compile, defineAsGraph, type CompiledAsGraph } from "../../../lib/kit/topology/index.js";
import { randomDeployment } from "../convergence/random-deployment.js";

const ranksOf = ({ asns }: CompiledAsGraph) => Int32Array.from(asns, (_asn, v) => v);

/** Three ASes, each the provider of the next, an origin below the first, and others below the third. `defineAsGraph` rejects it. */
const ring = compile({
  ...defineAsGraph({ ases: [1, 2, 3, 4, 5, 9].map((asn) => ({ asn })), links: [] }),
  links: [
    { provider: 1, customer: 2 },
    { provider: 2, customer: 3 },
    { provider: 3, customer: 1 },
    { provider: 1, customer: 9 },
    { provider: 3, customer: 4 },
    { provider: 4, customer: 5 },
  ],
});

describe("a descent", () => {
  it("has every AS once, sellers after their providers, stubs by their number of providers", () => {
    fc.assert(
      fc.property(randomDeployment(), ({ topology }) => {
        const { asns, providers, customers } = topology;
        const { sellers, stubs, numberOf } = descentOf(topology, ranksOf(topology))!;
        const all = [...sellers.ases, ...stubs.ases];
        expect([...all].sort((a, b) => a - b)).toEqual([...asns.keys()]);
        expect([...stubs.ases].every((v) => customers.offsets[v] === customers.offsets[v + 1])).toBe(true);
        for (const { ases, offsets, senders } of [sellers, stubs])
          ases.forEach((v, k) => {
            const expected = [...providers.targets.subarray(providers.offsets[v], providers.offsets[v + 1])];
            expect([...senders.subarray(offsets[k], offsets[k + 1])]).toEqual(expected.map((u) => numberOf[u]));
            expect(expected.every((u) => all.indexOf(u) < all.indexOf(v))).toBe(true);
          });
      }),
    );
  });
  it("does not exist where ASes are each other's providers; routes then come down by path length", () => {
    expect(descentOf(ring, ranksOf(ring))).toBeUndefined();
    const announcements: BgpAnnouncement[] = [
      { site: "A", origin: 9 },
      { site: "B", origin: 2, prepend: 2 },
    ];
    const [fast, reference] = [fastEngine, referenceEngine].map((engine) => {
      const state = steadyState({ topology: ring, announcements, engine });
      return Array.from(ring.asns, (asn) => asPathOf(state, asn));
    });
    expect(fast).toEqual(reference);
  });
  it("is not used for paths whose length does not fit beside the number of a seller", () => {
    fc.assert(
      fc.property(randomDeployment(), fc.nat(2 ** 22), ({ topology }, longest) => {
        const descent = descentOf(topology, ranksOf(topology))!;
        const largest = ((longest + descent.depth + 1) * 4 + 3) * 2 ** descent.bits + descent.sellers.ases.length;
        if (fits(descent, longest)) expect(largest).toBeLessThan(2 ** 31 - 1);
      }),
    );
    const { topology } = fc.sample(randomDeployment({ largest: 5 }), 1)[0];
    expect(fits(descentOf(topology, ranksOf(topology))!, 2 ** 30)).toBe(false);
  });
});
