// The bystander effect (facts E.7, found by simulation): X never uses site A, and moves when A withdraws.
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

/** X = 1, W = 2, V = 3, P = 4; c1 c2 c3 = 11 12 13; d1 d2 = 21 22; the sites' ASes A = 101, B = 102, C = 103. */
export const topology = compile(
  defineAsGraph({
    ases: [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 102, 103].map((asn) => ({ asn, weight: asn > 100 ? 0 : 1 })),
    links: [
      { provider: 2, customer: 1 },
      { provider: 3, customer: 1 },
      { provider: 2, customer: 11 },
      { provider: 11, customer: 12 },
      { provider: 12, customer: 13 },
      { provider: 13, customer: 101 },
      { provider: 3, customer: 21 },
      { provider: 21, customer: 22 },
      { provider: 22, customer: 102 },
      { peers: [2, 4] },
      { provider: 4, customer: 103 },
    ],
  }),
);

export const deployment = deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: {
    A: { origin: 101, city: "Seattle" },
    B: { origin: 102, city: "London" },
    C: { origin: 103, city: "Tokyo" },
  },
});
