import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineNetwork, type Network } from "../../lib/kit/routing/network.js";
import { compileNetwork, shortestPaths } from "../../lib/kit/routing/spf.js";
import { randomNetwork } from "./random-network.js";
import { square } from "./square.js";

/** Every simple path, by exhaustive search: slow, and plainly right. */
function allShortest(network: Network, from: string, to: string): { distance: number; count: number } {
  let distance = Infinity;
  let count = 0;
  const visit = (here: string, cost: number, seen: readonly string[]): void => {
    if (cost > distance) return;
    if (here === to) {
      count = cost < distance ? 1 : count + 1;
      distance = cost;
      return;
    }
    for (const { ends, cost: step } of network.links) {
      const other = ends[0] === here ? ends[1] : ends[1] === here ? ends[0] : undefined;
      if (other !== undefined && !seen.includes(other)) visit(other, cost + step, [...seen, other]);
    }
  };
  visit(from, 0, [from]);
  return { distance, count };
}

describe("shortest paths first", () => {
  it("counts both sides of a square", () => {
    const compiled = compileNetwork(square);
    const { distance, pathCount } = shortestPaths(compiled, [{ router: 0, metric: 0 }]);
    expect([...distance]).toEqual([0, 1, 1, 2]);
    expect([...pathCount]).toEqual([1, 1, 1, 2]);
  });

  it("finds the distance and the number of paths that exhaustive search finds", () => {
    fc.assert(
      fc.property(randomNetwork, (network) => {
        const compiled = compileNetwork(network);
        const { distance, pathCount } = shortestPaths(compiled, [{ router: 0, metric: 0 }]);
        for (const [id, i] of compiled.indexOf) {
          const expected = allShortest(network, compiled.ids[0], id);
          expect([distance[i], pathCount[i]]).toEqual([expected.distance, expected.count]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("from several roots is the least of the distances from each", () => {
    fc.assert(
      fc.property(randomNetwork, fc.nat(), fc.nat(), fc.nat(3), (network, x, y, metric) => {
        const compiled = compileNetwork(network);
        const roots = [x, y].map((each, i) => ({ router: each % compiled.ids.length, metric: i * metric }));
        const both = shortestPaths(compiled, roots).distance;
        const [one, two] = roots.map((root) => shortestPaths(compiled, [root]).distance);
        expect([...both]).toEqual([...one].map((d, i) => Math.min(d, two[i])));
      }),
    );
  });

  it("leaves a router that no link reaches at infinity", () => {
    const network = defineNetwork({ ...square, routers: [...square.routers, { id: "e", lat: 9, lon: 9 }] });
    const { distance, order } = shortestPaths(compileNetwork(network), [{ router: 0, metric: 0 }]);
    expect(distance[4]).toBe(Infinity);
    expect(order).toHaveLength(4);
  });
});
