// What the decision explorer is shown with in its tests: a client beside Seattle whose network prefers its customer in Delhi.
import { defineAsGraph } from "../../lib/kit/topology/as-graph.js";

export const graph = defineAsGraph({
  ases: [
    { asn: 6461, name: "Zayo", pops: ["Seattle", "New York", "Delhi", "London"] },
    { asn: 9498, name: "Airtel", pops: ["Delhi", "London"] },
    { asn: 174, name: "Cogent", pops: ["Seattle"] },
    { asn: 5071, pops: ["Seattle"] },
    { asn: 20473, name: "Vultr", pops: ["Seattle", "Delhi"] },
  ],
  links: [
    { provider: 6461, customer: 9498 },
    { peers: [6461, 174] },
    { provider: 6461, customer: 5071 },
    { provider: 174, customer: 20473 },
    { provider: 9498, customer: 20473 },
  ],
});
export const props = {
  topology: graph,
  announcements: [
    { site: "A", origin: 20473, city: "Seattle", neighbours: [174] },
    { site: "B", origin: 20473, city: "Delhi", neighbours: [9498] },
  ],
  asn: 6461,
  city: "Seattle",
};
