// Random deployments for property tests: the routing tests' random AS graphs and policies, with users and sites.
import fc from "fast-check";
import { deployOnInternet, type InternetDeployment } from "../../../lib/kit/anycast/internet/deployment.js";
import { asGraphOf, compile } from "../../../lib/kit/topology/compile-graph.js";
import { problems } from "../../routing/bgp/random-problem.js";

export const deployments = (options: { readonly plain: boolean }): fc.Arbitrary<InternetDeployment> =>
  fc
    .tuple(
      problems({ geography: true, plain: options.plain }),
      fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 14 }),
    )
    .map(([{ topology, announcements, policies, tieBreak }, weights]) => {
      const graph = asGraphOf(topology);
      const weighted = graph.ases.map((as, i) => ({ ...as, weight: weights[i] ?? 1 }));
      const all = (origin: number) =>
        graph.links.flatMap((link) => {
          const [a, b] = "peers" in link ? link.peers : [link.provider, link.customer];
          return a === origin ? [b] : b === origin ? [a] : [];
        });
      const sites = announcements.map(({ site, city = "London", neighbours, ...rest }) => {
        return [site, { ...rest, city, neighbours: neighbours ?? all(rest.origin) }] as const;
      });
      return deployOnInternet({
        topology: compile({ ...graph, ases: weighted }),
        address: "192.0.2.53",
        sites: Object.fromEntries(sites),
        policies,
        tieBreak,
      });
    });
