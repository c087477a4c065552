// The inflation of anycast depends on its operator: a CDN that peers widely (Calder et al. 2015; Koch et al. 2021) beside root
// servers hosted by many networks (Koch et al. 2021; Sarat, Pappas, Terzis 2006).
import type { GeneratedInternet } from "anycast-kit/topology";
import { internetCatchment, internetClients, inflation, rootServerSites } from "anycast-kit/anycast";
import { deployInCities } from "./deploy-in-cities.js";
import type { Study } from "./study.js";

/** Front ends of our CDN: in the largest cities with an exchange point. */
const FRONT_ENDS = 30;

/** Every user of the Internet, by weight. */
function inflationOfCdn(internet: GeneratedInternet) {
  const deployment = deployInCities(internet, internet.exchanges.slice(0, FRONT_ENDS), "peering");
  return inflation(internetCatchment({ deployment, clients: internetClients(internet.graph) }));
}

function atNearestOfRoot(internet: GeneratedInternet): number {
  const cities = rootServerSites("L", { asOf: 2015 }).map(({ name }) => name);
  const deployment = deployInCities(internet, cities, "guest");
  const catchment = internetCatchment({ deployment, clients: internetClients(internet.graph) });
  // Only the geographically nearest site is needed, so the round trips of each site alone are not.
  const nothing = new Float64Array(catchment.clients.length);
  const unicast = { sites: deployment.sites.map(({ name }) => name), rttMs: deployment.sites.map(() => nothing) };
  return inflation(catchment, { unicast }).atNearestSite;
}

const OUR_CDN = `Our CDN has ${FRONT_ENDS} sites, one carrier, and peers with every network that peers in a city`;

export const calderStudy: Study = {
  study: "Calder, Flavel, Katz-Bassett, Mahajan, Padhye",
  year: 2015,
  source: "Analyzing the Performance of an Anycast CDN, IMC 2015, abstract",
  quantities: [
    {
      id: "suboptimal",
      quantity: "CDN: users whom anycast takes to another front end than their fastest",
      unit: "%",
      published: 20,
      publishedIs: "about",
      why: `${OUR_CDN}: without its peers all would reach their fastest, with ten sites fewer would than with thirty. Times are computed, so that no noise makes a site seem slower.`,
    },
  ],
  compute: (internet) => ({ suboptimal: 100 * (1 - inflationOfCdn(internet).atBestSite) }),
};

export const kochStudy: Study = {
  study: "Koch, Li, Ardi, Katz-Bassett, Calder, Heidemann",
  year: 2021,
  source: "Anycast in Context: A Tale of Two Systems, SIGCOMM 2021, abstract",
  quantities: [
    {
      id: "root",
      quantity: "Root DNS: users with an inflated path",
      unit: "%",
      published: 95,
      publishedIs: "more than",
      why: "Ours are users of one letter (L, a guest in each city) who do not reach the nearest site; theirs are users of all letters, by another measure of inflation.",
    },
    {
      id: "cdn",
      quantity: "CDN: users with an inflated path",
      unit: "%",
      published: 35,
      why: `${OUR_CDN}; counted are users who do not reach the site nearest on the globe, though some nearer one is no faster.`,
    },
  ],
  compute: (internet) => ({
    root: 100 * (1 - atNearestOfRoot(internet)),
    cdn: 100 * (1 - inflationOfCdn(internet).atNearestSite),
  }),
};

export const saratStudy: Study = {
  study: "Sarat, Pappas, Terzis",
  year: 2006,
  source: "On the Use of Anycast in DNS, ICCCN 2006, abstract",
  quantities: [
    {
      id: "nearest",
      quantity: "Queries that the nearest instance answers",
      unit: "%",
      published: 37,
      publishedTo: 80,
      why: "Theirs are four top-level DNS servers of 2005; ours is L-root's list of 2015, 123 cities with a guest in each: among so many the nearest is seldom the one that BGP finds.",
    },
  ],
  compute: (internet) => ({ nearest: 100 * atNearestOfRoot(internet) }),
};
