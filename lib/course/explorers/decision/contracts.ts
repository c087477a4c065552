// Contracts that a reader can change: between any two ASes of which neither announces the prefix. Each is a control in a folded
// box; pressing the link in the graph leads to the next contract.
import type { BgpAnnouncement } from "anycast-kit/routing";
import { endsOf, type AsGraph, type AsLink } from "anycast-kit/topology";
import type { Control, State, Touched } from "../core/index.js";

/** Larger graphs cannot be changed; a list of hundreds of controls helps nobody. */
export const MOST_CONTRACTS = 20;

const NO_LINK = "no link";

export interface Contract {
  /** Name of its control. */
  readonly name: string;
  /** Its place among the links of the graph. */
  readonly link: number;
  readonly ends: readonly [number, number];
  readonly options: readonly string[];
  /** As the graph has it. */
  readonly now: string;
}

interface Announced {
  readonly topology: AsGraph;
  readonly announcements: readonly BgpAnnouncement[];
}

export function contractsOf({ topology, announcements }: Announced): Contract[] {
  const origins = new Set(announcements.map(({ origin }) => origin));
  return topology.links.flatMap((each, link): Contract[] => {
    const [a, b] = [...endsOf(each)].sort((x, y) => x - y);
    if (origins.has(a) || origins.has(b)) return [];
    const options = ["peers", sells(a, b), sells(b, a), NO_LINK];
    const now = "peers" in each ? "peers" : sells(each.provider, each.customer);
    return [{ name: `link-${link}`, link, ends: [a, b], options, now }];
  });
}

const sells = (provider: number, customer: number) => `AS${provider} sells to AS${customer}`;

export const contractControls = (contracts: readonly Contract[]): Control[] =>
  contracts.map(({ name, ends, options }) => ({
    ...{ kind: "select", name, label: ends.map((asn) => `AS${asn}`).join(" – "), options },
    group: { label: "Contracts", isFolded: true },
  }));

export const unchanged = (contracts: readonly Contract[]): State =>
  Object.fromEntries(contracts.map(({ name, now }) => [name, now]));

export const changedContracts = (contracts: readonly Contract[], state: State): Contract[] =>
  contracts.filter(({ name, now }) => state[name] !== now);

/** Providers in a circle: each would pay the next, and none would be paid. */
export class CircleError extends Error {}

/**
 * The graph with the contracts of a state.
 * @throws CircleError that shows the circle of providers
 */
export function withContracts(topology: AsGraph, contracts: readonly Contract[], state: State): AsGraph {
  const links = topology.links.flatMap((each, link): AsLink[] => {
    const contract = contracts.find((one) => one.link === link);
    const wanted = contract && state[contract.name];
    if (!contract || wanted === contract.now) return [each];
    if (wanted === NO_LINK) return [];
    const [a, b] = contract.ends;
    const cities = each.cities && { cities: each.cities };
    if (wanted === "peers") return [{ peers: [a, b], ...cities }];
    const [provider, customer] = wanted === sells(a, b) ? [a, b] : [b, a];
    return [{ provider, customer, ...cities }];
  });
  const above = (asn: number) =>
    links.flatMap((link) => ("provider" in link && link.customer === asn ? [link.provider] : []));
  const climb = (asn: number, path: readonly number[]): void => {
    const ring = [asn, ...path];
    if (path.includes(asn)) throw new CircleError(ring.slice(0, path.indexOf(asn) + 2).map((each) => `AS${each}`).join(" sells to ")); // prettier-ignore
    for (const provider of above(asn)) climb(provider, ring);
  };
  for (const { ends } of contracts) climb(ends[0], []);
  return { ...topology, links };
}

/** Pressing a link turns its contract: peers, one sells, the other sells. A missing link is not drawn, so the box brings it back. */
export function nextContract({ name, options }: Contract, state: State): Touched {
  const turning = options.filter((each) => each !== NO_LINK);
  return { set: { [name]: turning[(turning.indexOf(String(state[name])) + 1) % turning.length] } };
}
