import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { igpFibs } from "../../lib/kit/routing/igp.js";
import { longestMatch } from "../../lib/kit/routing/fib.js";
import { parsePrefix } from "../../lib/kit/routing/prefix.js";
import { walkPacket } from "../../lib/kit/routing/walk.js";
import { withCost, withoutLink } from "../../lib/kit/routing/network.js";
import { randomNetwork } from "./random-network.js";
import { square } from "./square.js";

const prefix = parsePrefix("192.0.2.0/24");
const at = (router: string, site: string, text = prefix.text) => ({ prefix: parsePrefix(text), router, site });

describe("an IGP at rest", () => {
  it("keeps both equally short next hops", () => {
    const fib = igpFibs(square, [at("d", "A")]).get("a")!;
    expect(fib.routes[0].nextHops).toEqual([
      { kind: "router", router: "b" },
      { kind: "router", router: "c" },
    ]);
  });

  it("gives the same table whether one site, or two, announce the prefix behind the two next hops", () => {
    const oneSite = igpFibs(square, [at("d", "A")]).get("a")!;
    const anycast = igpFibs(withCost(withCost(square, "b", "d", 2), "c", "d", 2), [at("b", "A"), at("c", "B")]).get(
      "a",
    )!;
    const table = (fib: typeof oneSite) => fib.routes.map(({ prefix, nextHops }) => [prefix.text, nextHops]);
    expect(table(anycast)).toEqual(table(oneSite));
  });

  it("spreads flows over the tie, and never one flow over both", () => {
    const fibs = igpFibs(square, [at("d", "A")]);
    const way = (flow: number) =>
      walkPacket({ network: square, fibs, from: "a", to: "192.0.2.53", flow })
        .hops.map((hop) => hop.router)
        .join();
    expect([way(0), way(1), way(2), way(3)]).toEqual(["a,b,d", "a,c,d", "a,b,d", "a,c,d"]);
  });

  it("prefers the longer prefix, however far its announcer", () => {
    const fibs = igpFibs(square, [at("a", "A"), at("d", "B", "192.0.2.0/25")]);
    const walk = walkPacket({ network: square, fibs, from: "a", to: "192.0.2.53" });
    expect(walk.site).toBe("B");
    expect(walk.hops[0].reason).toContain("192.0.2.0/25 is longer than 192.0.2.0/24");
  });

  it("moves the catchment when a link's cost changes", () => {
    const announcements = [at("a", "A"), at("d", "B")];
    const siteOf = (network: typeof square) =>
      walkPacket({ network, fibs: igpFibs(network, announcements), from: "b", to: "192.0.2.53" }).site;
    expect(siteOf(withCost(square, "a", "b", 2))).toBe("B");
    expect(siteOf(withCost(square, "b", "d", 2))).toBe("A");
  });

  it("delivers every packet on random networks, never in a loop, at the cost in the table", () => {
    fc.assert(
      fc.property(randomNetwork, fc.nat(), fc.nat(), fc.nat(5), (network, x, y, flow) => {
        const routers = network.routers.map(({ id }) => id);
        const announcements = [at(routers[x % routers.length], "A"), at(routers[y % routers.length], "B")];
        const fibs = igpFibs(network, announcements);
        for (const from of routers) {
          const walk = walkPacket({ network, fibs, from, to: "192.0.2.53", flow });
          expect(walk.outcome).toBe("delivered");
          const metrics = walk.hops.map((hop) => hop.route!.metric);
          expect(metrics[metrics.length - 1]).toBe(0);
          expect([...metrics].sort((a, b) => b - a)).toEqual(metrics);
          expect(new Set(walk.hops.map((hop) => hop.router)).size).toBe(walk.hops.length);
        }
      }),
      { numRuns: 80 },
    );
  });

  it("drops what no route covers, and says so", () => {
    const walk = walkPacket({ network: square, fibs: igpFibs(square, []), from: "a", to: "192.0.2.53" });
    expect(walk.outcome).toBe("no route");
    expect(walk.hops[0].reason).toBe("No route covers 192.0.2.53: the packet is dropped.");
  });

  it("ends a forwarding loop by the packet's TTL", () => {
    const toward = (router: string) => ({
      routes: [{ prefix, source: "igp" as const, metric: 1, nextHops: [{ kind: "router" as const, router }] }],
    });
    const fibs = new Map([
      ["a", { router: "a", ...toward("b") }],
      ["b", { router: "b", ...toward("a") }],
    ]);
    const walk = walkPacket({ network: square, fibs, from: "a", to: "192.0.2.53", ttl: 9 });
    expect([walk.outcome, walk.hops.length]).toEqual(["ttl expired", 9]);
  });

  it("counts 204 km of fibre as a millisecond", () => {
    const fibs = igpFibs(withoutLink(square, "a", "c"), [at("d", "A")]);
    expect(walkPacket({ network: square, fibs, from: "a", to: "192.0.2.53" }).oneWayMs).toBe(2);
  });

  it("knows the default route and IPv6 as any other prefix", () => {
    const fib = igpFibs(square, [at("d", "A", "0.0.0.0/0"), at("d", "A", "2001:db8::/32")]).get("a")!;
    expect(longestMatch(fib, "203.0.113.9")?.prefix.text).toBe("0.0.0.0/0");
    expect(longestMatch(fib, "2001:db8::53")?.prefix.text).toBe("2001:db8::/32");
    expect(longestMatch(fib, "2001:db9::53")).toBeUndefined();
  });
});
