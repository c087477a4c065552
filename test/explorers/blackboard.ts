// The six ASes of lesson 2's blackboard, and a service with two sites: A at AS60, B at AS50.
import { defineAsGraph } from "../../lib/kit/topology/as-graph.js";

export const blackboard = defineAsGraph({
  ases: [10, 20, 30, 40, 50, 60, 64500].map((asn) => ({ asn })),
  links: [
    { peers: [10, 20] },
    { peers: [10, 50] },
    { provider: 10, customer: 30 },
    { provider: 10, customer: 40 },
    { provider: 20, customer: 50 },
    { provider: 30, customer: 60 },
    { provider: 60, customer: 64500 },
    { provider: 50, customer: 64500 },
  ],
});

export const announced = [
  { site: "A", origin: 64500, neighbours: [60] },
  { site: "B", origin: 64500, neighbours: [50] },
];
