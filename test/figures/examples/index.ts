// The example figures: each is a test with a committed snapshot, looked at by axe and, in screenshots, by people.
import { catchment } from "../../../lib/kit/anycast/catchment.js";
import { deploy } from "../../../lib/kit/anycast/deployment.js";
import { shares } from "../../../lib/kit/anycast/shares.js";
import { withdraw } from "../../../lib/kit/anycast/announcing.js";
import { catchmentMap } from "../../../lib/kit/figures/map/catchment-map.js";
import { fibTable, walkTable } from "../../../lib/kit/figures/table/routing-tables.js";
import { lightDisksFigure } from "../../../lib/kit/figures/map/light-disks.js";
import { mapFigure } from "../../../lib/kit/figures/map/map.js";
import { roundTripFigure } from "../../../lib/kit/figures/chart/round-trips.js";
import { sharesFigure } from "../../../lib/kit/figures/chart/shares.js";
import { tableFigure } from "../../../lib/kit/figures/table/table.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { city } from "../../../lib/kit/geo/cities.js";
import { igpFibs } from "../../../lib/kit/routing/igp.js";
import { withoutLink } from "../../../lib/kit/routing/network.js";
import { providerNetwork } from "../../../lib/kit/routing/networks.js";
import { walkPacket } from "../../../lib/kit/routing/walk.js";
import { asGraphExamples } from "./as-graph.js";
import { chartExamples } from "./chart.js";
import { curveExamples } from "./curve.js";
import { flowExamples } from "./flow.js";
import { decisionExamples } from "./decision.js";
import { ladderExamples } from "./ladder.js";

const abilene = providerNetwork("abilene");
const twoSites = deploy({ network: abilene, address: "192.0.2.53", sites: { A: "Seattle", B: "New York" } });
const world = providerNetwork("world");
const fiveSites = deploy({
  network: world,
  address: "192.0.2.53",
  sites: { A: "Ashburn", B: "Frankfurt", C: "Singapore", D: "Sao Paulo", E: "Johannesburg" },
});
const twelve =
  "Seattle,Mexico City,New York,Buenos Aires,London,Stockholm,Cairo,Lagos,Nairobi,Dubai,Tokyo,Sydney".split(",");

const allLetters = deploy({
  network: world,
  address: "192.0.2.53",
  sites: {
    A: "Seattle",
    B: "New York",
    C: "Fortaleza",
    D: "London",
    E: "Lagos",
    F: "Mumbai",
    G: "Tokyo",
    H: "Sydney",
  },
});

/** Figure by name; drawn when asked for. */
export const examples: Readonly<Record<string, (name: string) => Figure>> = {
  ...asGraphExamples,
  ...decisionExamples,
  ...chartExamples,
  ...curveExamples,
  ...flowExamples,
  ...ladderExamples,

  "two-sites": (name) =>
    catchmentMap(catchment({ network: abilene, deployment: twoSites }), {
      name,
      title: "Two sites share one address; the network decides who answers",
      subtitle: "Abilene backbone, IS-IS cost of each link",
      costs: true,
      emphasis: ["Denver", "Kansas City"],
    }),

  "round-trips": (name) =>
    roundTripFigure(catchment({ network: world, deployment: fiveSites, clients: twelve }), {
      name,
      title: "Routing against light",
    }),

  "twelve-cities": (name) =>
    catchmentMap(catchment({ network: world, deployment: fiveSites, clients: twelve }), {
      name,
      title: "Who answers 192.0.2.53, asked from twelve cities",
    }),

  "whole-world": (name) =>
    catchmentMap(catchment({ network: world, deployment: allLetters }), {
      name,
      title: "Eight sites, thirty cities",
      subtitle: "A straight line joins a city to the site that answers it",
      ways: "direct",
      region: "world",
    }),

  withdrawn: (name) =>
    catchmentMap(catchment({ network: world, deployment: withdraw(fiveSites, "B"), clients: twelve }), {
      name,
      title: "Site B withdraws, and Europe goes elsewhere",
      labels: "sites",
    }),

  "broken-flows": (name) =>
    mapFigure({
      name,
      title: "The server at B is dead, but its route is not",
      sites: [
        { ...city("London"), name: "A", place: "London" },
        { ...city("Frankfurt"), name: "B", place: "Frankfurt", dead: true },
        { ...city("Madrid"), name: "C", place: "Madrid" },
      ],
      clients: [
        { ...city("Paris"), site: "A" },
        { ...city("Dublin"), site: "A" },
        { ...city("Lisbon"), site: "C" },
        ...["Warsaw", "Vienna", "Rome"].map((client) => ({ ...city(client), site: null })),
      ],
      paths: [
        { stops: ["Paris", "A"], site: "A" },
        { stops: ["Dublin", "A"], site: "A" },
        { stops: ["Lisbon", "C"], site: "C" },
        ...["Warsaw", "Vienna", "Rome"].map((client) => ({ stops: [client, "B"], broken: true })),
      ],
    }),

  "fibre-cut": (name) => {
    const network = withoutLink(abilene, "Chicago", "New York");
    const cut = { ends: ["Chicago", "New York"] as const, dead: true };
    return mapFigure({
      name,
      title: "The fibre between Chicago and New York is cut",
      network: { routers: network.routers, links: [...network.links, cut] },
      sites: twoSites.sites.map(({ name, router }) => ({
        name,
        place: router,
        lat: city(router).lat,
        lon: city(router).lon,
      })),
      paths: catchment({ network, deployment: twoSites }).clients.map(({ path, site }) => ({ stops: path, site })),
    });
  },

  disks: (name) =>
    lightDisksFigure(
      [
        { ...city("London"), rttMs: 5 },
        { ...city("Sydney"), rttMs: 5 },
        { ...city("Chicago"), rttMs: 24 },
        { ...city("Miami"), rttMs: 30 },
        { ...city("Tokyo"), rttMs: 31 },
      ],
      { name, title: "Answers in 5 ms, at both ends of the Earth" },
    ),

  shares: (name) =>
    sharesFigure(shares(catchment({ network: world, deployment: fiveSites })), {
      name,
      title: "Share of the clients",
      places: Object.fromEntries(fiveSites.sites.map((site) => [site.name, site.router])),
    }),

  "shares-lost": (name) =>
    sharesFigure(
      [
        { site: "A", share: 0.625 },
        { site: "B", share: 0.004 },
        { site: "none", share: 0.371 },
      ],
      { name, title: "Share of the queries", subtitle: "In the minute after the failure" },
    ),

  answers: (name) =>
    tableFigure({
      name,
      title: "The answers to “who are you?”",
      columns: ["city", "site", "name in the answer", { name: "round trip", unit: "ms", digits: 1 }],
      rows: catchment({ network: world, deployment: fiveSites, clients: twelve }).clients.map((client) => [
        client.name,
        client.site ?? "none",
        client.identity ?? "",
        client.rttMs,
      ]),
    }),

  fib: (name) =>
    fibTable(igpFibs(abilene, twoSites.announcements).get("Denver")!, {
      name,
      title: "Denver's table: nothing says anycast",
    }),

  walk: (name) =>
    walkTable(
      walkPacket({
        network: abilene,
        fibs: igpFibs(abilene, twoSites.announcements),
        from: "Houston",
        to: "192.0.2.53",
      }),
      {
        name,
        title: "A packet from Houston, hop by hop",
      },
    ),
};

export const drawExamples = (): Figure[] => Object.entries(examples).map(([name, draw]) => draw(name));
