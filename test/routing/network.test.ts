import { describe, expect, it } from "vitest";
import { networkGraph } from "../../lib/kit/routing/network-graph.js";
import { defineNetwork, link, router, withCost, withoutLink } from "../../lib/kit/routing/network.js";
import { providerNetwork } from "../../lib/kit/routing/networks.js";
import { square } from "./square.js";

describe("a provider network", () => {
  it("is a graphology graph when a library wants one", () => {
    const graph = networkGraph(square);
    expect([graph.order, graph.size, graph.getEdgeAttribute(graph.edge("a", "b"), "cost")]).toEqual([4, 4, 1]);
  });

  it("is never changed in place", () => {
    const raised = withCost(square, "b", "a", 7);
    expect([link(raised, "a", "b").cost, link(square, "a", "b").cost]).toEqual([7, 1]);
    expect(withoutLink(square, "a", "b").links).toHaveLength(3);
  });

  it("names the router or the link that cannot be", () => {
    const routers = [...square.routers];
    const links = [...square.links];
    const km = 1;
    expect(() => defineNetwork({ name: "n", routers: [...routers, routers[0]], links })).toThrow("duplicate router a");
    expect(() => defineNetwork({ name: "n", routers, links: [{ ends: ["a", "x"], cost: 1, km }] })).toThrow(
      "Link a - x of network n: unknown router x",
    );
    expect(() => defineNetwork({ name: "n", routers, links: [{ ends: ["a", "a"], cost: 1, km }] })).toThrow(
      "the two ends must be different routers",
    );
    expect(() => defineNetwork({ name: "n", routers, links: [...links, { ends: ["b", "a"], cost: 1, km }] })).toThrow(
      "duplicate link",
    );
    for (const cost of [0, 1.5, 65536, NaN])
      expect(() => withCost(square, "a", "b", cost)).toThrow("the cost must be an integer from 1 to 65535");
    expect(() => router(square, "z")).toThrow("has no router z; routers are a, b, c, d.");
    expect(() => link(square, "a", "d")).toThrow("has no link a - d");
  });

  it.each(["abilene", "world"] as const)("%s is connected, and its routers are cities of the table", (name) => {
    const network = providerNetwork(name);
    const graph = networkGraph(network);
    const seen = new Set<string>();
    const visit = (id: string) => {
      if (seen.has(id)) return;
      seen.add(id);
      graph.forEachNeighbor(id, visit);
    };
    visit(network.routers[0].id);
    expect(seen.size).toBe(network.routers.length);
  });

  it("Abilene has 11 routers and 14 links", () => {
    const { routers, links } = providerNetwork("abilene");
    expect([routers.length, links.length]).toEqual([11, 14]);
  });
});
