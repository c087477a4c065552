// A managed anycast edge that ends TCP, in front of regional endpoints (AWS sells it as Global Accelerator), beside the designs
// that it resembles: global anycast, and a hybrid whose edge ends HTTP.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { behind, networkMs } from "../../../lib/kit/anycast/designs/behind.js";
import { runDesignComparison } from "../../../lib/kit/anycast/designs/comparison/run.js";
import { readDesignComparison } from "../../../lib/kit/anycast/designs/comparison/comparison.js";
import type { Design } from "../../../lib/kit/anycast/designs/design.js";
import { compareDesigns } from "../../../lib/kit/anycast/designs/evaluate.js";
import { loseSites } from "../../../lib/kit/anycast/designs/site-loss.js";
import { attachOrigin } from "../../../lib/kit/anycast/internet/attach.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";

const homes = { A: "Seattle", B: "Frankfurt", C: "Singapore", D: "Sao Paulo" };
const { graph, clique } = generateInternet({ ases: 300, seed: 2 });
const at = Object.values(homes).map((city) => ({ city, providers: clique.slice(1, 3) }));
const deployment = deployOnInternet({
  topology: attachOrigin(graph, { asn: 64500, at }),
  address: "192.0.2.53",
  sites: Object.fromEntries(Object.entries(homes).map(([name, city]) => [name, { origin: 64500, city }])),
});
const accelerator = (...endpoints: string[]): Design => ({ kind: "accelerator", endpoints });
const found = compareDesigns({
  deployment,
  designs: {
    global: { kind: "global" },
    hybrid: { kind: "hybrid", origin: "A" },
    one: accelerator("A"),
    two: accelerator("A", "C"),
    east: accelerator("B", "C"),
    all: accelerator("A", "B", "C", "D"),
  },
});

describe("an accelerator", () => {
  it("takes users to the edge that global anycast takes them to", () => {
    for (const name of ["one", "two", "all"]) expect(found[name].rttMs).toEqual(found.global.rttMs);
  });

  it("has two prefixes, one for each network zone; a bad route hits one zone", () => {
    expect([found.one.prefixes, found.global.prefixes]).toEqual([2, 1]);
    expect(found.one.addresses).toBe(512n);
    expect([found.one.blastRadius, found.global.blastRadius]).toEqual([0.5, 1]);
  });

  it("with the content at every edge is global anycast; each endpoint fewer makes pages slower", () => {
    expect(found.all.userMs.mean).toBeCloseTo(found.global.userMs.mean, 9);
    expect(found.two.userMs.mean).toBeGreaterThan(found.all.userMs.mean);
    expect(found.one.userMs.mean).toBeGreaterThan(found.two.userMs.mean);
  });

  it("ends less than an HTTP edge, so its pages are slower", () => {
    expect(found.hybrid.userMs.mean).toBeLessThan(found.one.userMs.mean);
  });

  it("uses the endpoint nearest along the backbone", () => {
    const [, , atC, atD] = behind(deployment, accelerator("A", "C"));
    expect(atC).toEqual({ name: "C", ms: 0 });
    expect(atD.name).toBe("A");
    expect(atD.ms).toBeGreaterThan(100);
  });

  it("waits for the second connection: the handshakes run at the same time", () => {
    // A client 20 ms from the edge, an endpoint 100 ms behind it, counted event by event for a response of one round trip.
    const [near, far] = [20, 100];
    const synAtEdge = near / 2;
    const secondOpen = synAtEdge + far; // the edge opens it when the client's SYN arrives
    const requestAtEdge = near + near / 2;
    const firstByte = Math.max(secondOpen, requestAtEdge) + far + near / 2;
    expect(networkMs(accelerator("A"), near, far, 1)).toBe(firstByte);
    expect(networkMs(accelerator("A"), near, far, 5)).toBe(firstByte + 4 * near);
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 9 }), (a, b, rounds) => {
        const both = networkMs(accelerator("A"), a, b, rounds);
        expect(both).toBeLessThanOrEqual(networkMs({ kind: "global" }, a + b, 0, rounds));
        expect(both - networkMs({ kind: "hybrid", origin: "A" }, a, b, rounds)).toBe(Math.max(0, b - a));
      }),
    );
  });
});

describe("when endpoints fail", () => {
  const lose = (name: string, ...dead: string[]) => loseSites(found[name], deployment, { dead });

  it("users of a failed endpoint are moved to the next, and none is lost while one is left", () => {
    const loss = lose("east", "B");
    const moved = lose("global", "B");
    expect(loss.lost).toBe(0);
    expect(loss.hit).toBeGreaterThan(moved.hit); // edges that used B as their endpoint, beside B's own catchment
    expect(loss.hit).toBeCloseTo(loss.movedByBgp, 12);
  });

  it("all users are lost without any endpoint, as behind a hybrid without its origin", () => {
    expect(lose("one", "A")).toMatchObject({ lost: 1, hit: 1, movedByBgp: 0 });
    expect(lose("hybrid", "A")).toMatchObject({ lost: 1, hit: 1, movedByBgp: 0 });
  });

  it("an edge without content only moves its catchment", () => {
    expect(lose("one", "C").hit).toBeCloseTo(lose("global", "C").hit, 12);
  });
});

describe("an accelerator in a comparison file", () => {
  const file = (design: object) =>
    JSON.stringify({ format: "anycast-comparison", version: 1, ases: 300, seeds: [1], sites: { A: { city: "Seattle" }, B: { city: "Frankfurt" } }, designs: { edge: design, global: { kind: "global" } } }); // prettier-ignore
  it("runs beside the others", () => {
    const rows = runDesignComparison(readDesignComparison(file({ kind: "accelerator", endpoints: ["A"] })), 1);
    expect(JSON.stringify(rows)).toContain('"edge"');
  });

  it.each([
    [[], /endpoints/],
    [["Z"], /Unknown site Z/],
  ])("is refused with endpoints %j", (endpoints, message) => {
    expect(() => runDesignComparison(readDesignComparison(file({ kind: "accelerator", endpoints })), 1)).toThrow(
      message,
    );
  });
});
