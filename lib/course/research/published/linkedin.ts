// LinkedIn's question of 2015 on a small Internet: the same users and sites under DNS, under global anycast and under a prefix
// for each part of the world. The networks are data (linkedin-networks.ts); everything else is routing and DNS steering.
import { compile, defineAsGraph, type AsLink } from "anycast-kit/topology";
import {
  DeploymentError,
  type Design,
  type DnsSteering,
  type InternetClient,
  deployOnInternet,
  type InternetDeployment,
} from "anycast-kit/anycast";
import { linkedInCarriers, linkedInUserNetworks, type UserNetworkSpec } from "./linkedin-networks.js";

/** The service's AS (RFC 5398: for documentation). */
export const LINKEDIN_ASN = 64500;

const SITES = {
  A: "Chicago",
  B: "Ashburn",
  C: "Miami",
  D: "Dallas",
  E: "Los Angeles",
  F: "Sao Paulo",
  G: "Amsterdam",
  H: "Singapore",
} as const;

/** Users, with the region of the published table that they live in. */
export interface RegionalClient extends InternetClient {
  readonly region: string;
  readonly name: string;
  readonly city: string;
  readonly weight: number;
}

export interface LinkedInCase {
  readonly deployment: InternetDeployment;
  /** Regions weigh alike, 100 each; Europe and Asia, which the published table leaves out, are here too. */
  readonly clients: readonly RegionalClient[];
  readonly designs: {
    /** A unicast address at each site; DNS returns that of the nearest. */
    readonly dns: Design;
    /** One anycast address at all sites. */
    readonly global: Design;
    /** One for the Americas, one for Europe and Africa, one for Asia. */
    readonly regional: Design;
  };
  /** DNS sees the resolver, and locates one address in twelve in another city of its country. */
  readonly dns: DnsSteering;
}

/** The same case every time; `evaluate({ ...linkedIn(), design: linkedIn().designs.global })` computes a design. */
export function linkedIn(): LinkedInCase {
  const topology = compile(defineAsGraph({ ases: [...carriers(), ...networks(), service()], links: links() }));
  const sites = Object.entries(SITES).map(([name, city]) => [name, { origin: LINKEDIN_ASN, city }] as const);
  return {
    deployment: deployOnInternet({ topology, address: "192.0.2.53", sites: Object.fromEntries(sites) }),
    clients: linkedInUserNetworks.flatMap(({ asn, name, users }) =>
      users.map(({ region, city, percent }) => ({ asn, city, region, weight: percent, name: `${name}, ${city}` })),
    ),
    designs: {
      dns: { kind: "geodns" },
      global: { kind: "global" },
      regional: {
        kind: "regional",
        regions: {
          Americas: { sites: ["A", "B", "C", "D", "E", "F"], serves: ["north-america", "south-america"] },
          "Europe and Africa": { sites: ["G"], serves: ["europe", "africa-middle-east"] },
          Asia: { sites: ["H"], serves: ["asia", "oceania"] },
        },
      },
    },
    dns: { errors: { city: 1 / 12 } },
  };
}

/** The name of a network of the case, for AS paths that read like a sentence. @throws DeploymentError for an ASN it does not have */
export function linkedInNetwork(asn: number): string {
  if (asn === LINKEDIN_ASN) return "the service";
  const found = [...linkedInCarriers, ...linkedInUserNetworks].find((each) => each.asn === asn);
  if (found) return found.name;
  throw new DeploymentError(`Unknown AS${asn} in the LinkedIn case.`);
}

const carriers = () => linkedInCarriers.map(({ asn, name, pops }) => ({ asn, name, pops, weight: 0 }));

/** A network's resolver is at its first PoP: see DnsSteering. */
const networks = () =>
  linkedInUserNetworks.map(({ asn, name, resolver, peersWithServiceIn = [], users }) => {
    const cities = [...(resolver ? [resolver] : []), ...users.map(({ city }) => city), ...peersWithServiceIn];
    const weight = users.reduce((sum, { percent }) => sum + percent, 0);
    return { asn, name, pops: [...new Set(cities)], weight };
  });

const service = () => ({ asn: LINKEDIN_ASN, name: "Service", pops: Object.values(SITES), weight: 0 });

function links(): AsLink[] {
  const sold = linkedInCarriers.flatMap(({ asn, buysFrom = [] }) =>
    buysFrom.map((provider) => ({ provider, customer: asn })),
  );
  const isSold = (a: number, b: number) => sold.some((link) => link.provider === a && link.customer === b);
  const peered = linkedInCarriers.flatMap((a, i) =>
    linkedInCarriers
      .slice(i + 1)
      .filter((b) => !isSold(a.asn, b.asn) && !isSold(b.asn, a.asn) && a.pops.some((city) => b.pops.includes(city)))
      .map((b): AsLink => ({ peers: [a.asn, b.asn] })),
  );
  const toService = linkedInCarriers
    .filter(({ sellsToServiceIn }) => sellsToServiceIn.length > 0)
    .map(({ asn, sellsToServiceIn }) => ({ provider: asn, customer: LINKEDIN_ASN, cities: sellsToServiceIn }));
  return [...sold, ...peered, ...toService, ...linkedInUserNetworks.flatMap(linksOfUsers)];
}

/** Users' networks meet their carriers where these have a PoP in the users' city, else in the nearest of the carrier's cities. */
function linksOfUsers({ asn, buysFrom, peersWithServiceIn, users }: UserNetworkSpec): AsLink[] {
  const own = users.map(({ city }) => city);
  const bought = buysFrom.map((provider): AsLink => {
    const { pops } = linkedInCarriers.find((carrier) => carrier.asn === provider)!;
    const shared = pops.filter((city) => own.includes(city));
    return { provider, customer: asn, ...(shared.length > 0 && { cities: shared }) };
  });
  const peered: AsLink[] = peersWithServiceIn ? [{ peers: [asn, LINKEDIN_ASN], cities: peersWithServiceIn }] : [];
  return [...bought, ...peered];
}
