// How many sites are enough (de Oliveira Schmidt, Heidemann, Kuipers, PAM 2017): three root servers with 8, 33 and 144 sites and
// the same median. Ours stand where root-servers.org listed them on 2 March 2015 (data/root-sites-2015.csv).
import { worldRegion } from "anycast-kit/geo";
import type { GeneratedInternet } from "anycast-kit/topology";
import {
  internetCatchment,
  internetClients,
  locate,
  type InternetClient,
  weightedQuantiles,
  rootServerSites,
} from "anycast-kit/anycast";
import { deployInCities, type Connection } from "./deploy-in-cities.js";
import type { Study } from "./study.js";

interface Letter {
  readonly id: string;
  readonly sites: number;
  readonly connection: Connection;
  /** A caveat about its number: true of our Internets, and checked by a test. */
  readonly but: string;
}

const letters: readonly Letter[] = [
  {
    id: "C",
    sites: 8,
    connection: "one carrier",
    but: "we put them behind one carrier: all are on these two continents, and we count fibre only, no access network.",
  },
  {
    id: "K",
    sites: 33,
    connection: "one carrier",
    but: "we put them behind one carrier: only one is in North America, and from Europe alone the median would be about half.",
  },
  {
    id: "L",
    sites: 144,
    connection: "guest",
    but: "we made each site the guest of a local network: behind one carrier the same sites would be twice as fast, so connectivity counts for more than number.",
  },
];

const cityNames = (letter: string) => rootServerSites(letter, { asOf: 2015 }).map(({ name }) => name);

/**
 * One client for each network in each of its cities in Europe and North America, all of one weight. RIPE Atlas covers these two
 * well, and the large networks elsewhere hardly (Aben, RIPE Labs, "Improving RIPE Atlas Coverage: Which Networks are Missing").
 */
export function vantagePoints({ graph }: Pick<GeneratedInternet, "graph">): readonly InternetClient[] {
  const all = internetClients(graph);
  const wanted = locate(graph, all).map(({ lat, lon }) => {
    const region = worldRegion({ lat: lat!, lon: lon! });
    return region === "europe" || region === "north-america";
  });
  return all.filter((_client, i) => wanted[i]).map(({ asn, city }) => ({ asn, ...(city && { city }) }));
}

export const rootLettersStudy: Study = {
  study: "de Oliveira Schmidt, Heidemann, Kuipers",
  year: 2017,
  source: "Anycast Latency: How Many Sites Are Enough?, PAM 2017, as RFC 9199 (section 3.2) gives it",
  quantities: letters.map(({ id, sites, but }) => ({
    id,
    quantity: `Median round trip to ${id}-root's ${sites} sites`,
    unit: "ms",
    published: 30,
    publishedTo: 32,
    why: `We asked from networks in Europe and North America, where most of RIPE Atlas is; ${id}-root's list of March 2015 has ${cityNames(id).length} cities, and ${but}`,
  })),
  compute: (internet) => {
    const clients = vantagePoints(internet);
    const median = (letter: string, connection: Connection) => {
      const deployment = deployInCities(internet, cityNames(letter), connection);
      const { clients: outcomes } = internetCatchment({ deployment, clients });
      return weightedQuantiles(
        outcomes.filter(({ site }) => site !== undefined),
        ({ rttMs }) => rttMs,
        [0.5],
      )[0];
    };
    return Object.fromEntries(letters.map(({ id, connection }) => [id, median(id, connection)]));
  },
};
