// Cities ask one address, as a motion: a query leaves each city at the same time, follows the tables of the routers, and comes
// back with the name of the site that answered.
import { deploy, type DeployOptions } from "anycast-kit/anycast";
import { hostPrefix, igpFibs, parseAddress, providerNetwork, router, type Network } from "anycast-kit/routing";
import { dnsServer, simulate, staticNetwork, stubResolver, type Host } from "anycast-kit/traffic";
import { trafficMotion } from "../../motion/index.js";
import { SHARED } from "../moved-route.js";
import { backbone, placeOf } from "./backbone.js";
import { counted, isQuery, isReplyOf } from "./counted.js";

export interface CitiesAskOptions {
  /** Site -> its router. Defaults to the five sites of lesson 1. */
  readonly sites?: DeployOptions["sites"];
  /** Cities with a router. Defaults to the twelve of lesson 1. */
  readonly cities?: readonly string[];
  /** Defaults to the world backbone. */
  readonly network?: Network;
}

const FIVE = { A: "Seattle", B: "Frankfurt", C: "Singapore", D: "Sao Paulo", E: "Johannesburg" };
const TWELVE =
  "Chicago, Mexico City, New York, Buenos Aires, London, Stockholm, Cairo, Lagos, Nairobi, Dubai, Tokyo, Sydney";

/**
 * The data of a player: all cities at once.
 * @example explore("player", citiesAsk())
 * @throws DeploymentError for an invalid site; NetworkError for a city without a router
 */
export function citiesAsk(options: CitiesAskOptions = {}) {
  const { sites = FIVE, cities = TWELVE.split(", "), network = providerNetwork("world") } = options;
  const deployment = deploy({ network, address: SHARED, sites });
  const addressOf = (i: number) => `203.0.113.${i + 1}`;
  const homes = cities.map((name, i) => {
    const address = parseAddress(addressOf(i));
    return { prefix: hostPrefix(address), router: router(network, name).id, site: `${name} user` };
  });
  const fibs = igpFibs(network, [...deployment.announcements, ...homes]);
  const users = cities.map((name, i): Host => {
    const lookups = [{ atMs: 0, question: "who are you?" }];
    const program = stubResolver({ address: addressOf(i), servers: [SHARED], lookups });
    return { name: `${name} user`, role: "client", node: name, program };
  });
  const servers = deployment.sites.map(({ name, router: node }): Host => {
    return { name, role: "site", node, program: dnsServer({ identity: name }) };
  });
  const { trace } = simulate({ network: staticNetwork({ network, fibs }), hosts: [...users, ...servers] });
  const siteAt = new Map(deployment.sites.map((site) => [site.router, site.name]));
  const placed = network.routers.map(({ id }) => [id, siteAt.get(id) ?? id] as const);
  const homesOf = cities.map((name) => [`${name} user`, siteAt.get(name) ?? name] as const);
  const motion = trafficMotion({
    trace,
    title: `${cities.length} cities ask one address`,
    stage: {
      kind: "map",
      region: "world",
      labels: "clients",
      network: backbone(network),
      clients: cities.map((name) => ({ ...placeOf(network, name), name: `${name} user` })),
      sites: deployment.sites.map(({ name, router: id }) => ({ ...placeOf(network, id), name, place: id })),
    },
    places: Object.fromEntries([...placed, ...homesOf]),
    counters: [
      counted(trace, "queries", isQuery),
      ...deployment.sites.map(({ name: site }) => counted(trace, "answers", isReplyOf(site), { site })),
    ],
  });
  return { motions: [motion] };
}
