import { describe, expect, it } from "vitest";
import { explain } from "../../../lib/kit/routing/bgp/explain.js";
import { walkAsPath } from "../../../lib/kit/routing/bgp/forwarding/forward.js";
import { asPathOf, siteOf, steadyState, steadyStates } from "../../../lib/kit/routing/bgp/steady-state.js";
import { world } from "./world.js";

describe("the bystander", () => {
  // X = 1 buys transit from W = 10 and V = 20. W has a long customer chain to A and a short way over its peer to C.
  const topology = world("10>1 20>1 10>11 11>12 12>13 13>101 10-30 30>103 20>21 21>22 22>102");
  const sites = { A: 101, B: 102, C: 103 } as const;
  const announce = (names: readonly (keyof typeof sites)[]) =>
    steadyState({ topology, announcements: names.map((site) => ({ site, origin: sites[site] })) });

  it("moves to another site when one that it never used is withdrawn", () => {
    const before = announce(["A", "B", "C"]);
    expect(siteOf(before, 1)).toBe("B");
    expect(asPathOf(before, 1)).toEqual([20, 21, 22, 102]);
    const after = announce(["B", "C"]);
    expect(siteOf(after, 1)).toBe("C");
    expect(asPathOf(after, 1)).toEqual([10, 30, 103]);
  });

  it("can say why it used B", () => {
    const { sentence, candidates, refused } = explain(announce(["A", "B", "C"]), 1);
    expect(sentence).toBe(
      "AS1 uses a provider route through AS20 to site B (AS path 20 21 22 102): AS path length eliminated 1 of 2 candidates.",
    );
    expect(candidates[1].because).toBe("its AS path has 5 ASNs, the best one 4");
    expect(refused).toEqual([]);
  });
});

describe("a more specific prefix", () => {
  const topology = world("1>2 1>3 2>8 3>9");
  const states = steadyStates({
    topology,
    announcements: [
      { site: "A", origin: 8, prefix: "192.0.2.0/24" },
      { site: "B", origin: 9, prefix: "192.0.2.0/24" },
      { site: "B", origin: 9, prefix: "192.0.2.0/25" },
    ],
  });

  it("draws every AS that receives it, whatever the paths", () => {
    const to = (address: string) => walkAsPath({ state: states, from: { asn: 2 }, to: address });
    expect(to("192.0.2.1")).toMatchObject({ outcome: "delivered", site: "B", asPath: [2, 1, 3, 9] });
    expect(to("192.0.2.200")).toMatchObject({ outcome: "delivered", site: "A", asPath: [2, 8] });
  });
});

describe("hot potato", () => {
  it("splits one large network between sites by the city a packet starts in", () => {
    const topology = world("1@London,New_York 8@London 9@New_York 1>8 1>9 1>2 2@London,New_York");
    const announcements = [
      { site: "A", origin: 8, city: "London" },
      { site: "B", origin: 9, city: "New York" },
    ];
    const from = (tieBreak: "all" | "router" | "lowest-asn", city: string) =>
      walkAsPath({ state: steadyState({ topology, announcements, tieBreak }), from: { asn: 2, city } }).site;
    for (const mode of ["all", "router"] as const)
      expect(["London", "New York"].map((city) => from(mode, city))).toEqual(["A", "B"]);
    expect(["London", "New York"].map((city) => from("lowest-asn", city))).toEqual(["A", "A"]);
  });
});

describe("Seattle and Delhi", () => {
  // A client near Seattle in a network whose transit has the Delhi site behind a customer, and the Seattle site behind a peer.
  const topology = world(
    "6461@Seattle,New_York,Delhi,London 9498@Delhi,London 174@Seattle 5071@Seattle 6461>9498 6461-174 6461>5071 174>20473 9498>20473 20473@Seattle,Delhi",
  );
  const site = (name: string, neighbour: number) => ({
    site: name,
    origin: 20473,
    city: name,
    neighbours: [neighbour],
  });
  const client = { asn: 5071, city: "Seattle" };
  const at = (...sites: ReturnType<typeof site>[]) =>
    walkAsPath({ state: steadyState({ topology, announcements: sites, tieBreak: "router" }), from: client });

  it("a client beside one site is served by the other side of the world, and withdrawing that site cures it", () => {
    const both = at(site("Seattle", 174), site("Delhi", 9498));
    expect(both.site).toBe("Delhi");
    expect(both.km).toBeGreaterThan(10_000);
    const cured = at(site("Seattle", 174));
    expect(cured.site).toBe("Seattle");
    expect(cured.km).toBe(0);
  });
});

describe("a question that cannot be", () => {
  const topology = world("1>2 2>3");
  it.each([
    [[], /No announcements/],
    [[{ site: "A", origin: 7 }], /Site A: origin AS7 is not in the graph of 3 ASes/],
    [[{ site: "A", origin: 2, neighbours: [9] }], /Site A: neighbour AS9 is not in the graph/],
    [[{ site: "A", origin: 1, neighbours: [3] }], /Site A: AS3 is not a neighbour of AS1/],
    [[{ site: "A", origin: 1, prependTo: { 3: 1 } }], /Site A: AS3 is not a neighbour of AS1/],
    [
      [
        { site: "A", origin: 1 },
        { site: "A", origin: 2 },
      ],
      /Duplicate site A/,
    ],
    [[{ site: "A", origin: 1, prepend: -1 }], /Site A: the number of prepends must be .*got -1/],
    [[{ site: "A", origin: 1, med: 0.5 }], /Site A: MED must be .*got 0.5/],
    [[{ site: "A", origin: 1, prefix: "192.0.2.1/24" }], /has host bits set/],
    [[{ site: "A", origin: 1, city: "Atlantis" }], /Unknown city "Atlantis"/],
    [
      [
        { site: "A", origin: 1 },
        { site: "B", origin: 2, prefix: "198.51.100.0/24" },
      ],
      /Announcements must share one prefix/,
    ],
  ])("is refused with the site and the field: %j", (announcements, message) => {
    expect(() => steadyState({ topology, announcements })).toThrow(message);
  });
});
