// Random connected provider networks for property tests.
import fc from "fast-check";
import { UndirectedGraph } from "graphology";
import { defineNetwork, type Network } from "../../lib/kit/routing/network.js";

/** Random connected networks: a random tree plus random further links. */
export const randomNetwork: fc.Arbitrary<Network> = fc
  .record({ n: fc.integer({ min: 2, max: 14 }), picks: fc.array(fc.nat(1e6), { minLength: 60, maxLength: 60 }) })
  .map(({ n, picks }) => {
    const graph = new UndirectedGraph();
    for (let i = 0; i < n; i++) graph.addNode(i);
    let next = 0;
    const pick = (below: number) => picks[next++ % picks.length] % below;
    for (let i = 1; i < n; i++) graph.mergeEdge(i, pick(i), { cost: 1 + pick(4) });
    for (let i = 0; i < n; i++) {
      const [a, b] = [pick(n), pick(n)];
      if (a !== b && !graph.hasEdge(a, b)) graph.addEdge(a, b, { cost: 1 + pick(4) });
    }
    return defineNetwork({
      name: "random",
      routers: graph.mapNodes((id) => ({ id, lat: Number(id), lon: 0 })),
      links: graph.mapEdges((_, { cost }, a, b) => ({ ends: [a, b], cost: cost as number, km: 100 })),
    });
  });
