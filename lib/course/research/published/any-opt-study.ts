// Choosing 12 of 15 sites (Zhang et al. 2021, AnyOpt): by pairwise experiments against greedily by unicast latency.
import {
  internetCatchment,
  internetClients,
  attachOrigin,
  deployOnInternet,
  unicastRtts,
  chooseGreedily,
  improveSites,
  onlySites,
  pairwisePreferences,
  predictSites,
} from "anycast-kit/anycast";
import type { Study } from "./study.js";

const SITES = 15;
const CHOSEN = 12;
const PROVIDERS = 6;

export const anyOptStudy: Study = {
  study: "Zhang et al. (AnyOpt)",
  year: 2021,
  source: "AnyOpt, SIGCOMM 2021, abstract",
  quantities: [
    {
      id: "accuracy",
      quantity: "Catchments predicted from experiments with two sites at a time that come true",
      unit: "%",
      published: 94.7,
      why: "In our model the preferences of an AS do not depend on the other sites, and nothing changes between experiments; in theirs, routers, tie-breaks and days differ.",
    },
    {
      id: "gain",
      quantity: "Mean round trip with the 12 sites so chosen, against the 12 chosen greedily by unicast latency",
      unit: "ms",
      published: -33,
      why: "Same sign, smaller: the best of all 455 choices of 12 is only some 6 ms faster than the greedy one here; on their testbed there was more to gain.",
    },
  ],
  compute: ({ graph, clique, exchanges }) => {
    const at = exchanges.slice(0, SITES).map((city, i) => ({ city, providers: [clique[i % PROVIDERS]] }));
    const deployment = deployOnInternet({
      topology: attachOrigin(graph, { asn: 64500, at }),
      address: "192.0.2.53",
      sites: Object.fromEntries(at.map(({ city }, i) => [String.fromCharCode(65 + i), { origin: 64500, city }])),
    });
    const clients = internetClients(graph);
    const unicast = unicastRtts(deployment, { clients });
    const known = { deployment, clients, unicast };
    const greedy = chooseGreedily({ ...known, by: "unicast", most: CHOSEN })[CHOSEN - 1];
    const preferences = pairwisePreferences(deployment, clients);
    const chosen = improveSites({ ...known, from: greedy.sites, most: CHOSEN, preferences });
    const predicted = predictSites(preferences, chosen.sites);
    const found = internetCatchment({ deployment: onlySites(deployment, chosen.sites), clients }).clients;
    const right = found.filter(({ site }, i) => site === predicted[i]).length;
    return { accuracy: (100 * right) / found.length, gain: chosen.routedMs - greedy.routedMs };
  },
};
