// The conformance suite: what any engine must do, as sentences. Call it with an engine inside a test file.
import { describe, expect, it } from "vitest";
import type { BgpAnnouncement } from "../../../lib/kit/routing/bgp/announcement.js";
import { NoSteadyStateError, type Engine } from "../../../lib/kit/routing/bgp/engine.js";
import type { BgpPolicies } from "../../../lib/kit/routing/bgp/policy.js";
import type { BgpProblem } from "../../../lib/kit/routing/bgp/problem.js";
import {
  asPathOf,
  routeOf,
  siteOf,
  sitesOf,
  steadyState,
  tiedRoutes,
} from "../../../lib/kit/routing/bgp/steady-state.js";
import { world } from "./world.js";

export function conformance(name: string, engine: Engine) {
  const solve = (text: string, announcements: readonly BgpAnnouncement[], more: Partial<BgpProblem> = {}) =>
    steadyState({ topology: world(text), announcements, engine, ...more });
  const path = (state: ReturnType<typeof solve>, asn: number) => asPathOf(state, asn)?.join(" ");
  const ases = (policies: NonNullable<BgpPolicies["ases"]>) => ({ policies: { ases: policies } });

  describe(`${name}: the decision process`, () => {
    it("prefers a customer route to a shorter peer route, and a peer route to a shorter provider route", () => {
      const state = solve("1>2 2>3 3>9 1-8 4>8 4>9 5>1 5>9 7>8", [
        { site: "A", origin: 9, neighbours: [3, 4] },
        { site: "B", origin: 8 },
      ]);
      expect(path(state, 1)).toBe("2 3 9");
      const peer = solve("1-2 2>3 3>9 5>1 5>8", [
        { site: "A", origin: 9 },
        { site: "B", origin: 8 },
      ]);
      expect(path(peer, 1)).toBe("2 3 9");
    });

    it("prefers the shorter AS path among routes of one LOCAL_PREF", () => {
      expect(path(solve("1>2 2>9 1>9", [{ site: "A", origin: 9 }]), 1)).toBe("9");
    });

    it("prefers IGP to EGP to incomplete, after path length", () => {
      const origins = (first: "egp" | "incomplete", second: "igp" | "egp"): BgpAnnouncement[] => [
        { site: "A", origin: 2, originCode: first },
        { site: "B", origin: 3, originCode: second },
      ];
      expect(siteOf(solve("1>2 1>3", origins("egp", "igp")), 1)).toBe("B");
      expect(siteOf(solve("1>2 1>3", origins("incomplete", "egp")), 1)).toBe("B");
      expect(siteOf(solve("1>2 1>4 4>3", origins("egp", "igp")), 1)).toBe("A");
    });

    it("prefers the lower MED of two sessions with one neighbour, and never compares MEDs of two neighbours", () => {
      const two = [
        { site: "A", origin: 9, med: 20 },
        { site: "B", origin: 9, med: 10 },
      ];
      expect(siteOf(solve("1>9 1>2", two), 1)).toBe("B");
      const different = [
        { site: "A", origin: 8, med: 20 },
        { site: "B", origin: 9, med: 10 },
      ];
      expect(siteOf(solve("1>8 1>9", different), 1)).toBe("A");
      expect(
        siteOf(
          solve("1>8 1>9", [
            { site: "B", origin: 9 },
            { site: "A", origin: 8, med: 20 },
          ]),
          1,
        ),
      ).toBe("A");
    });

    it("prefers what a router heard itself, then the nearest exit, then the lowest router id", () => {
      const state = solve(
        "1@London,New_York,Tokyo 8@London 9@New_York 1>8 1>9",
        [
          { site: "A", origin: 8, city: "London" },
          { site: "B", origin: 9, city: "New York" },
        ],
        { tieBreak: "router" },
      );
      expect(routeOf(state, 1, "London")?.site).toBe("A");
      expect(routeOf(state, 1, "New York")?.site).toBe("B");
      // Tokyo to London is 9,560 km, to New York 10,850 km.
      expect(routeOf(state, 1, "Tokyo")?.site).toBe("A");
      expect(
        solve("1>3 1>2 3>9 2>9", [{ site: "A", origin: 9 }], { tieBreak: "router" }).solution.bestOf(0, 0)?.neighbour,
      ).toBe(2);
    });

    it("breaks ties by the lowest next-hop ASN, and keeps the tied set", () => {
      const state = solve("1>2 1>3 2>8 3>9", [
        { site: "A", origin: 9 },
        { site: "B", origin: 8 },
      ]);
      expect(path(state, 1)).toBe("2 8");
      expect(tiedRoutes(state, 1).map(({ path }) => path.join(" "))).toEqual(["2 8", "3 9"]);
      expect(sitesOf(state, 1)).toEqual(["A", "B"]);
    });

    it("can do without a rule", () => {
      const text = "1>2 2>3 3>9 1-8";
      const sites = [
        { site: "A", origin: 9 },
        { site: "B", origin: 8 },
      ];
      expect(siteOf(solve(text, sites), 1)).toBe("A");
      expect(siteOf(solve(text, sites, { without: ["local-pref"] }), 1)).toBe("B");
    });
  });

  describe(`${name}: who tells whom`, () => {
    it("exports customer routes to all neighbours, and peer and provider routes only to customers", () => {
      // 9 is a customer of 2; 2 peers with 3, has provider 1 and customer 4; 3 has provider 5, peer 6 and customer 7.
      const state = solve("2>9 2-3 1>2 2>4 5>3 3-6 3>7", [{ site: "A", origin: 9 }]);
      expect([1, 3, 4, 7].map((asn) => path(state, asn))).toEqual(["2 9", "2 9", "2 9", "3 2 9"]);
      expect([5, 6].map((asn) => path(state, asn))).toEqual([undefined, undefined]);
      expect(state.reached).toBe(6);
    });

    it("obeys NO_EXPORT: a local node serves its neighbours and no AS behind them", () => {
      const state = solve("1>2 2>9 9-3 3>4", [{ site: "A", origin: 9, communities: [{ kind: "no-export" }] }]);
      expect(path(state, 2)).toBe("9");
      expect(path(state, 3)).toBe("9");
      expect([1, 4].map((asn) => path(state, asn))).toEqual([undefined, undefined]);
    });

    it("announces only to the neighbours that a site names", () => {
      const state = solve("1>9 2>9 5>1 5>2", [{ site: "A", origin: 9, neighbours: [2] }]);
      expect(path(state, 5)).toBe("2 9");
      expect(path(state, 1)).toBe("5 2 9");
    });

    it("prepends to all, or to one neighbour", () => {
      expect(
        path(
          solve("1>8 1>9", [
            { site: "A", origin: 8, prepend: 2 },
            { site: "B", origin: 9 },
          ]),
          1,
        ),
      ).toBe("9");
      const state = solve("1>9 2>9", [{ site: "A", origin: 9, prepend: 3, prependTo: { 2: 1 } }]);
      expect([path(state, 1), path(state, 2)]).toEqual(["9 9 9 9", "9 9"]);
    });

    it("moves no AS by prepending where LOCAL_PREF decides first", () => {
      const at = (prepend: number) =>
        siteOf(
          solve("1>8 1-9", [
            { site: "A", origin: 8, prepend },
            { site: "B", origin: 9 },
          ]),
          1,
        );
      expect([0, 3, 60].map(at)).toEqual(["A", "A", "A"]);
    });

    it("obeys no-announce-to and prepend-to communities at the AS they name", () => {
      const sites = (...communities: NonNullable<BgpAnnouncement["communities"]>): BgpAnnouncement[] => [
        { site: "A", origin: 9, communities },
      ];
      const held = solve("1>3 2>3 3>9 3-4", sites({ kind: "no-announce-to", at: 3, to: 1 }));
      expect([path(held, 1), path(held, 2)]).toEqual([undefined, "3 9"]);
      const longer = solve("1>3 2>3 3>9 3-4", sites({ kind: "prepend-to", at: 3, to: "providers", times: 2 }));
      expect([path(longer, 1), path(longer, 4)]).toEqual(["3 3 3 9", "3 9"]);
    });

    it("drains a site by GRACEFUL_SHUTDOWN: it stays only where there is no other route", () => {
      const sites: BgpAnnouncement[] = [
        { site: "A", origin: 8, communities: [{ kind: "graceful-shutdown" }] },
        { site: "B", origin: 9 },
      ];
      const state = solve("1>8 1>2 2>3 3>9 8>7", sites);
      expect(siteOf(state, 2)).toBe("B");
      expect(siteOf(state, 1)).toBe("B");
      expect(siteOf(state, 7)).toBe("A");
      expect(siteOf(solve("1>8", sites.slice(0, 1)), 1)).toBe("A");
    });

    it("keeps a poisoned AS, and only it, from using the route", () => {
      const state = solve("1>2 1>3 2>9 3>9 2>5", [{ site: "A", origin: 9, poison: [2] }]);
      expect(path(state, 1)).toBe("3 9 2 9");
      // AS5 hears it only from AS2, which drops it and has nothing to tell but what its provider AS1 says, where it is poisoned too.
      expect([path(state, 2), path(state, 5)]).toEqual([undefined, undefined]);
    });

    it("drops origins that no ROA allows, at the ASes that validate", () => {
      const hijack = [
        { site: "A", origin: 8 },
        { site: "hijacker", origin: 9 },
      ];
      const roas = [{ prefix: "192.0.2.0/24", asn: 8 }];
      const text = "1>9 1>2 2>8";
      expect(siteOf(solve(text, hijack), 1)).toBe("hijacker");
      expect(siteOf(solve(text, hijack, { policies: { roas, ases: { 1: { rov: true } } } }), 1)).toBe("A");
      expect(siteOf(solve(text, hijack, { policies: { roas: [], ases: { 1: { rov: true } } } }), 1)).toBe("hijacker");
    });

    it("lets a leak attract those above it", () => {
      // 5 buys from 1 and 2; it leaks what it hears from 1 to 2, which prefers a customer's route to its peer's.
      const text = "1>5 2>5 1-2 1>9";
      expect(path(solve(text, [{ site: "A", origin: 9 }]), 2)).toBe("1 9");
      expect(path(solve(text, [{ site: "A", origin: 9 }], ases({ 5: { leak: true } })), 2)).toBe("5 1 9");
    });

    it("follows a LOCAL_PREF that an AS gives to one neighbour", () => {
      const text = "1>8 1-9";
      const sites = [
        { site: "A", origin: 8 },
        { site: "B", origin: 9 },
      ];
      expect(siteOf(solve(text, sites, ases({ 1: { localPref: { 9: 300 } } })), 1)).toBe("B");
    });

    it("sends the sites of one origin AS where each of them is announced", () => {
      const state = solve("1>9 2>9 1-2 1>3 2>4", [
        { site: "A", origin: 9, neighbours: [1] },
        { site: "B", origin: 9, neighbours: [2] },
      ]);
      expect([1, 3, 2, 4].map((asn) => siteOf(state, asn))).toEqual(["A", "A", "B", "B"]);
    });
  });

  describe(`${name}: what never settles`, () => {
    const everyoneWants = (next: Record<number, number>) =>
      ases(
        Object.fromEntries(Object.entries(next).map(([asn, of]) => [asn, { localPref: { [of]: 300 }, leak: true }])),
      );

    it("reports Bad Gadget: three ASes that each prefer the path through the next (Griffin et al. 2002)", () => {
      const bad = () =>
        solve("1-2 2-3 3-1 1>9 2>9 3>9", [{ site: "A", origin: 9 }], everyoneWants({ 1: 2, 2: 3, 3: 1 }));
      // Only the direct way is a customer route: with leaks each of the three can be had through its neighbour too.
      expect(bad).toThrow(NoSteadyStateError);
      expect(bad).toThrow(/AS1, AS2, AS3/);
    });

    it("settles Disagree: one of the two gets its preferred route, the other does not", () => {
      const state = solve("1-2 1>9 2>9", [{ site: "A", origin: 9 }], everyoneWants({ 1: 2, 2: 1 }));
      expect([path(state, 1), path(state, 2)].sort()).toEqual(["1 9", "9"]);
    });
  });
}
