// The service of lesson 5's explorers on a generated Internet, and its designs: the input of every state. Cached, because the
// explorers of one page share it, and generating an Internet takes longer than a frame.
import {
  attachOrigin,
  internetClients,
  locate,
  type InternetClient,
  deployOnInternet,
  type InternetDeployment,
  unicastRtts,
  type UnicastRtts,
  catchmentsOnce,
  type Design,
  designRoutes,
  evaluate,
  type DesignRoutes,
  type Evaluation,
  type DnsSteering,
} from "anycast-kit/anycast";
import { lruCache } from "anycast-kit/figures";
import { generateInternet } from "anycast-kit/topology";
import type { ServiceJson, SteeredJson } from "./props.js";
import { askedUsers, type AskedUsers } from "../knobs/index.js";

export interface Service {
  readonly deployment: InternetDeployment;
  readonly asked: readonly InternetClient[];
  readonly users: AskedUsers;
  /** The catchments of a design's addresses; cached per design. */
  readonly routes: (design: Design) => DesignRoutes;
  /** The round trips of each site alone. */
  readonly unicast: () => UnicastRtts;
  /** The library's `evaluate` for these users. */
  readonly evaluate: (design: Design, dns?: DnsSteering) => Evaluation;
}

/** A page has one Internet or two, one of them with two kinds of transit. */
const services = lruCache<Service>(3);

/** @throws DeploymentError, UnknownCityError or RangeError for invalid data */
export function serviceOf({ sites, ases, seed, asn }: ServiceJson): Service {
  return services(JSON.stringify([sites, ases, seed, asn]), () => makeService({ sites, ases, seed, asn }));
}

function makeService({ sites, ases, seed, asn }: ServiceJson): Service {
  const { graph, clique } = generateInternet({ ases, seed });
  const at = Object.entries(sites).map(([letter, { city, providers, peers, withinKm, carrier }]) => {
    if (carrier !== undefined && carrier >= clique.length)
      throw new RangeError(`Site ${letter}: carrier must be from 0 to ${clique.length - 1} (got ${carrier}).`);
    return { city, peers, withinKm, providers: carrier === undefined ? providers : [clique[carrier]] };
  });
  const topology = attachOrigin(graph, { asn, name: "the operator", at });
  const deployment = deployOnInternet({
    topology,
    address: "192.0.2.53",
    sites: Object.fromEntries(Object.entries(sites).map(([letter, { city }]) => [letter, { origin: asn, city }])),
  });
  const asked = internetClients(topology);
  const catchmentOf = catchmentsOnce({ clients: asked });
  const known = lruCache<DesignRoutes>();
  const routes = (design: Design): DesignRoutes =>
    known(JSON.stringify(design), () => designRoutes({ deployment, design, clients: asked, catchmentOf }));
  let alone: UnicastRtts | undefined;
  const unicast = () => (alone ??= unicastRtts(deployment, { clients: asked, catchmentOf }));
  // The round trips of all designs under two settings of DNS.
  const evaluations = lruCache<Evaluation>(12);
  return {
    deployment,
    asked,
    users: askedUsers(locate(topology, asked)),
    routes,
    unicast,
    evaluate(design, dns = {}) {
      // The TTL does not matter without a failure.
      const key = JSON.stringify([design, { ...dns, ttlSeconds: undefined, overstay: undefined }]);
      return evaluations(key, () =>
        evaluate({ deployment, design, clients: asked, dns, routes: routes(design), unicast: unicast() }),
      );
    },
  };
}

/** The regional design of this data. */
export const regionalDesign = ({ regions }: Pick<SteeredJson, "regions">, covering = false): Design => ({
  kind: "regional",
  regions,
  ...(covering && { covering }),
});
