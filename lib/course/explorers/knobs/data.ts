// The data of "turn the knobs": a generated Internet, and sites at cities where an operator buys transit and peers. The page
// contains a seed, not a topology; the browser generates the same Internet from it.
import { attachOrigin, internetClients, locate, deployOnInternet, type InternetDeployment } from "anycast-kit/anycast";
import { lruCache } from "anycast-kit/figures";
import { indexOfAs, relationshipTo, type CompiledAsGraph, generateInternet } from "anycast-kit/topology";
import type { State } from "../core/index.js";
import { askedUsers, catchmentOf, type AskedUsers, type KnobsCatchment } from "./catchment.js";
import { EVERYBODY, turned, type Announced, type SiteNeighbour } from "./controls.js";

export interface KnobsSite {
  readonly city: string;
  /** Number of its transit providers, and of its peers; or their ASNs. Defaults to 2 and 1. */
  readonly providers?: number | readonly number[];
  readonly peers?: number | readonly number[];
  /** Maximum length of a leased line to them, km. Defaults to 800. */
  readonly withinKm?: number;
  /** Initial positions of its knobs. Defaults to 0, "to everybody" and "all". */
  readonly prepend?: number;
  readonly announced?: Announced;
}

/** The data `explore("knobs", ...)` takes. */
export interface KnobsProps {
  /** Site letter -> place: one to eight sites. */
  readonly sites: Readonly<Record<string, KnobsSite>>;
  /** Defaults to 2,000 ASes and seed 1. */
  readonly internet?: { readonly ases?: number; readonly seed?: number };
  /** The operator's ASN, which the Internet must not have. Defaults to 64500. */
  readonly origin?: number;
  /** Defaults to 192.0.2.53. */
  readonly address?: string;
}

/** The same in a page, with all defaults filled in. */
export interface KnobsJson {
  readonly sites: Readonly<Record<string, Required<KnobsSite>>>;
  readonly internet: { readonly ases: number; readonly seed: number };
  readonly origin: number;
  readonly address: string;
}

/** The input of every state. */
export interface KnobsScenario {
  /** The deployment in which every site announces to all neighbours. */
  readonly deployment: InternetDeployment;
  /** By site letter. */
  readonly neighbours: Readonly<Record<string, readonly SiteNeighbour[]>>;
  readonly users: AskedUsers;
  readonly initial: State;
  /** The catchment in the first state, with ties broken in the same way as in the other state, so that the two are comparable. */
  readonly before: (than: InternetDeployment) => KnobsCatchment;
}

/** @throws DeploymentError, UnknownCityError or RangeError for invalid data */
export function readKnobsScenario({ sites, internet, origin, address }: KnobsJson): KnobsScenario {
  const { graph } = generateInternet(internet);
  const at = Object.values(sites).map(({ city, providers, peers, withinKm }) => ({ city, providers, peers, withinKm }));
  const topology = attachOrigin(graph, { asn: origin, name: "the operator", at });
  const specs = Object.fromEntries(
    Object.entries(sites).map(([letter, { city }]) => [letter, { origin, city }] as const),
  );
  const deployment = deployOnInternet({ topology, address, sites: specs });
  const neighbours = Object.fromEntries<readonly SiteNeighbour[]>(
    deployment.sites.map(({ name, announcement }) => [name, neighboursOf(topology, origin, announcement.neighbours!)]),
  );
  const initial = Object.fromEntries<string | number>(
    Object.entries(sites).flatMap(([letter, { prepend, announced }]) => [
      [`${letter}-prepend`, prepend],
      [`${letter}-announced`, announced],
      [`${letter}-neighbours`, EVERYBODY],
    ]),
  );
  const users = askedUsers(locate(topology, internetClients(topology)));
  const first = turned(deployment, neighbours, initial);
  const known = lruCache<KnobsCatchment>();
  const before = ({ tieBreak }: InternetDeployment) =>
    known(tieBreak, () => catchmentOf({ ...first, tieBreak }, users));
  return { deployment, neighbours, users, initial, before };
}

function neighboursOf(topology: CompiledAsGraph, origin: number, asns: readonly number[]): SiteNeighbour[] {
  const own = indexOfAs(topology, origin);
  const order = ["provider", "peer", "customer"];
  return asns
    .map((asn) => {
      const index = indexOfAs(topology, asn);
      const is = relationshipTo(topology, own, index)!;
      const name = topology.attributes?.names[index];
      return { asn, is, label: `AS${asn}${name ? ` ${name}` : ""}, ${is}` };
    })
    .sort((a, b) => order.indexOf(a.is) - order.indexOf(b.is) || a.asn - b.asn);
}
