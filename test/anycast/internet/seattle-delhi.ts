// The six-PoP case in small (PEERING / Vultr, TMA 2023): a client beside Seattle whose network sells to the network in Delhi's path.
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";

/** AS1 in Seattle peers with AS2, from which site A buys; AS1 also sells to AS3 of Delhi, from which site B buys. */
export const topology = compile(
  defineAsGraph({
    ases: [
      { asn: 1, pops: ["Seattle", "Delhi"], weight: 6 },
      { asn: 2, pops: ["Seattle"], weight: 3 },
      { asn: 3, pops: ["Delhi"], weight: 1 },
      { asn: 64500, pops: ["Seattle", "Delhi"], weight: 0 },
    ],
    links: [
      { peers: [1, 2], cities: ["Seattle"] },
      { provider: 1, customer: 3, cities: ["Delhi"] },
      { provider: 2, customer: 64500, cities: ["Seattle"] },
      { provider: 3, customer: 64500, cities: ["Delhi"] },
    ],
  }),
);

export const deployment = deployOnInternet({
  topology,
  address: "192.0.2.53",
  sites: { A: { origin: 64500, city: "SEA", capacity: 8 }, B: { origin: 64500, city: "Delhi", capacity: 8 } },
});
