// The data of "who gets the load": a generated Internet, sites with room for some load, and bots around a city. The page contains
// a seed, not a topology; the browser generates the same Internet from it.
import {
  attachOrigin,
  deployOnInternet,
  internetClients,
  locate,
  withdraw,
  type InternetDeployment,
} from "anycast-kit/anycast";
import { lruCache } from "anycast-kit/figures";
import { greatCircleKm } from "anycast-kit/geo";
import { generateInternet } from "anycast-kit/topology";
import type { State } from "../core/index.js";
import { askedUsers, catchmentOf, type AskedUsers, type KnobsCatchment } from "../knobs/index.js";

/** The data `explore("load", ...)` takes. */
export interface LoadProps {
  /** Site letter -> its city, and the ASNs of its transit providers: two to eight sites. */
  readonly sites: Readonly<Record<string, { readonly city: string; readonly providers: readonly number[] }>>;
  /** Defaults to 2,000 ASes and seed 1. */
  readonly internet?: { readonly ases?: number; readonly seed?: number };
  /** What a site can take: times the load it has while all announce, or the same for each, of a normal load of 100. Defaults to 1.5 times. */
  readonly room?: { readonly times: number } | { readonly each: number };
  /** The city around which bots live, how far from it, and their load in percent of the normal load. Defaults to no bots. */
  readonly bots?: { readonly city: string; readonly withinKm: number; readonly load: number };
}

/** The same in a page, with all defaults filled in. */
export type LoadJson = Required<LoadProps> & { readonly internet: { readonly ases: number; readonly seed: number } };

/** The ends of the sliders. */
export const ENDS = {
  times: { min: 1, max: 5, step: 0.1 },
  each: { min: 10, max: 500, step: 10 },
  load: { min: 0, max: 1000, step: 50 },
  withinKm: { min: 500, max: 20_000, step: 500 },
} as const;

/** The input of every state. */
export interface LoadScenario {
  readonly deployment: InternetDeployment;
  readonly users: AskedUsers;
  /** Cities around which bots may live: large, and far from each other. */
  readonly homes: readonly string[];
  readonly room: "times" | "each";
  readonly initial: State;
  /** The catchment while these sites are withdrawn. */
  readonly without: (withdrawn: readonly string[]) => KnobsCatchment;
}

/** Minimum distance between two homes of bots, km, and their number. */
const APART_KM = 900;
const HOMES = 30;

/** @throws DeploymentError, UnknownCityError or RangeError for invalid data */
export function readLoadScenario({ sites, internet, room, bots }: LoadJson): LoadScenario {
  const { graph } = generateInternet(internet);
  const topology = attachOrigin(graph, { asn: ORIGIN, at: Object.values(sites) });
  const specs = Object.entries(sites).map(([letter, { city }]) => [letter, { origin: ORIGIN, city }] as const);
  const deployment = deployOnInternet({ topology, address: "192.0.2.53", sites: Object.fromEntries(specs) });
  const users = askedUsers(locate(topology, internetClients(topology)));
  const known = lruCache<KnobsCatchment>();
  const without = (withdrawn: readonly string[]) =>
    known(withdrawn.join(), () => catchmentOf(withdrawn.reduce(withdraw, deployment), users));
  const homes = homesIn(users, bots.city);
  const kind = "times" in room ? "times" : "each";
  const initial = {
    load: bots.load,
    around: homes[0],
    withinKm: bots.withinKm,
    room: "times" in room ? room.times : room.each,
    ...Object.fromEntries(deployment.sites.map(({ name }) => [name, "on"])),
  };
  return { deployment, users, homes, room: kind, initial, without };
}

const ORIGIN = 64_500;

/** The wanted home first, if it has users, then the largest cities. */
function homesIn({ cities }: AskedUsers, wanted: string): string[] {
  const first = cities.filter(({ city }) => city === wanted);
  const homes: AskedUsers["cities"][number][] = [];
  for (const each of [...first, ...cities])
    if (homes.length < HOMES && homes.every((home) => greatCircleKm(home, each) > APART_KM)) homes.push(each);
  return homes.map(({ city }) => city);
}
