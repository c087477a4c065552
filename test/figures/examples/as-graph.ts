// Examples of AS diagrams: each a test with a committed snapshot, looked at by axe and, in screenshots, by people.
import { asGraphFigure } from "../../../lib/kit/figures/as-graph/as-graph.js";
import { momentContents, routesContents } from "../../../lib/kit/figures/as-graph/contents.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { bystander, clique } from "../../../lib/kit/routing/convergence/gadgets.js";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { momentAt } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { steadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

const seattleDelhi = compile(
  defineAsGraph({
    ases: [
      { asn: 6461, name: "Zayo", pops: ["Seattle", "New York", "Delhi", "London"] },
      { asn: 9498, name: "Airtel", pops: ["Delhi", "London"] },
      { asn: 174, name: "Cogent", pops: ["Seattle"] },
      { asn: 5071, name: "client network", pops: ["Seattle"] },
      { asn: 20473, name: "Vultr", pops: ["Seattle", "Delhi"] },
    ],
    links: [
      { provider: 6461, customer: 9498 },
      { peers: [6461, 174] },
      { provider: 6461, customer: 5071 },
      { provider: 174, customer: 20473 },
      { provider: 9498, customer: 20473 },
    ],
  }),
);
const delhi = routesContents(
  steadyState({
    topology: seattleDelhi,
    tieBreak: "router",
    announcements: [
      { site: "A", origin: 20473, city: "Seattle", neighbours: [174] },
      { site: "B", origin: 20473, city: "Delhi", neighbours: [9498] },
    ],
  }),
);

const split = compile(
  defineAsGraph({
    ases: [
      { asn: 1, name: "Large transit", pops: ["London", "New York"] },
      { asn: 2, name: "Eyeballs", pops: ["London", "New York"] },
      { asn: 8, pops: ["London"] },
      { asn: 9, pops: ["New York"] },
    ],
    links: [8, 9, 2].map((customer) => ({ provider: 1, customer })),
  }),
);

const chain = bystander();
const hunting = converge({ ...clique(4), timing: { mrai: false } });
const round = (n: number) => (i: number) => ({
  x: 2 + 1.5 * Math.sin((2 * Math.PI * i) / n),
  y: 1 - Math.cos((2 * Math.PI * i) / n),
});

export const asGraphExamples: Readonly<Record<string, (name: string) => Figure>> = {
  "as-seattle-delhi": (name) =>
    asGraphFigure({
      ...delhi,
      name,
      title: "A client beside Seattle is answered from Delhi",
      subtitle: "AS6461 prefers the route that its customer AS9498 pays for to the one of its peer AS174",
      clients: [{ asn: 5071, name: "Seattle", site: "B" }],
      paths: [{ ases: [5071, 6461, 9498, 20473], site: "B" }],
    }),

  "as-hot-potato": (name) =>
    asGraphFigure({
      ...routesContents(
        steadyState({
          topology: split,
          tieBreak: "router",
          announcements: [
            { site: "A", origin: 8, city: "London" },
            { site: "B", origin: 9, city: "New York" },
          ],
        }),
      ),
      name,
      title: "Hot potato: one network, two catchments",
    }),

  "as-bystander": (name) =>
    asGraphFigure({
      ...routesContents(steadyState({ topology: chain.topology, announcements: chain.announcements })),
      name,
      title: "AS7 uses B, and never A",
    }),

  "as-hunting": (name) => {
    const { ases, ...rest } = momentContents(hunting, momentAt(hunting, 55));
    return asGraphFigure({
      ...rest,
      ases: ases.map((as, i) => ({ ...as, ...(i < 4 ? round(4)(i) : { x: 4.4, y: 0 }) })),
      name,
      title: "Path hunting, 55 ms after the only site withdrew",
    });
  },

  "as-refused": (name) =>
    asGraphFigure({
      name,
      title: "AS2 does not export a peer's route to its provider",
      ases: [
        { asn: 1, name: "Provider of AS2", site: null },
        { asn: 2, name: "Small transit", site: "A" },
        { asn: 3, name: "Peer", site: "A" },
        { asn: 4, name: "Customer", site: "A", note: "LOCAL_PREF 100", emphasis: true },
        { asn: 64500, site: "A" },
        { asn: 7, loop: true },
      ],
      links: [
        { provider: 1, customer: 2 },
        { peers: [2, 3] },
        { provider: 2, customer: 4 },
        { provider: 3, customer: 64500, label: "prepend 2" },
        { provider: 2, customer: 7, down: true },
      ],
      sites: [
        { name: "A", origin: 64500, place: "London" },
        { name: "B", origin: 7, place: "Paris", dead: true },
      ],
      clients: [
        { asn: 4, name: "office", site: "A" },
        { asn: 1, name: "users", site: null },
      ],
      paths: [{ ases: [64500, 3, 2, 1], site: "A", state: "refused" }],
      messages: [{ from: 2, to: 4, kind: "update", site: "A", progress: 0.6 }],
    }),
};
