// What an engineer asks of a deployment: shares, latency, what a lost site or upstream does, what prepending moves. On one
// Internet; the command puts the seeds together.
import { siteSetsOf } from "../../routing/bgp/index.js";
import { withdraw } from "../announcing.js";
import { internetCatchment, prepend, updateAnnouncement, type InternetClient, type InternetDeployment } from "../internet/index.js"; // prettier-ignore
import { quantilesOf } from "../quantile.js";
import type { PlannedDeployment } from "./model.js";

/** Of one state of the deployment. Shares are of all users. */
export interface PlannedOutcome {
  /** Site -> share of the users. */
  readonly shares: Readonly<Record<string, number>>;
  readonly unserved: number;
  /** Round trips of the served users, ms: median, 90, 95 and 99 percent. */
  readonly rttMs: Readonly<Record<"p50" | "p90" | "p95" | "p99", number>>;
  /** Site -> demand over capacity; only sites with a capacity, and only with a demand. */
  readonly load: Readonly<Record<string, number>>;
}

export interface PlannedChange {
  /** What was changed: "without site A", "without AS174", "A: prepend 2", "A: prepend 2 to AS174". */
  readonly change: string;
  readonly kind: "site" | "upstream" | "prepend" | "prepend-to";
  /** The site that was changed; absent for an upstream of several. */
  readonly site?: string;
  readonly neighbour?: number;
  readonly outcome: PlannedOutcome;
  /** Share of all users whose site differs from before. */
  readonly moved: number;
}

export interface PlannedEvaluation {
  readonly base: PlannedOutcome;
  /** Share of the users in ASes with equally good routes to several sites: the model cannot say which one they use. */
  readonly undecided: number;
  readonly changes: readonly PlannedChange[];
}

/** How often the AS is prepended in the what-ifs. */
const times = [1, 3] as const;

export interface EvaluatePlannedOptions {
  readonly deployment: InternetDeployment;
  readonly clients: readonly InternetClient[];
  readonly onProgress?: (done: number, all: number) => void;
}

/** Evaluates the deployment and every change of one site or neighbour. */
export function evaluatePlanned(
  { sites, demand }: PlannedDeployment,
  { deployment, clients, onProgress }: EvaluatePlannedOptions,
): PlannedEvaluation {
  const names = deployment.sites.map(({ name }) => name);
  const weights = Float64Array.from(clients, ({ weight = 1 }) => weight);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const before = internetCatchment({ deployment, clients });
  const outcomeOf = (changed: InternetDeployment) => {
    const { landings } = changed === deployment ? before : internetCatchment({ deployment: changed, clients });
    const counted = names.map(() => 0);
    let [unserved, moved] = [0, 0];
    const served = new Float64Array(clients.length);
    for (let i = 0; i < clients.length; i++) {
      const site = landings.site[i];
      if (site < 0) unserved += weights[i];
      else {
        counted[site] += weights[i];
        served[i] = weights[i];
      }
      if (site !== before.landings.site[i]) moved += weights[i];
    }
    const isServed = unserved < all;
    const [p50, p90, p95, p99] = isServed ? quantilesOf(landings.rttMs, served, [0.5, 0.9, 0.95, 0.99]) : [NaN, NaN, NaN, NaN]; // prettier-ignore
    const shares = Object.fromEntries(names.map((name, i) => [name, counted[i] / all]));
    const load = Object.fromEntries(
      Object.entries(sites).flatMap(([name, { capacity }]) =>
        capacity === undefined || demand === undefined ? [] : [[name, (shares[name] * demand) / capacity]],
      ),
    );
    return { outcome: { shares, unserved: unserved / all, rttMs: { p50, p90, p95, p99 }, load }, moved: moved / all };
  };
  const wanted = changesOf(deployment, sites);
  const changes = wanted.map(({ to, ...change }, i): PlannedChange => {
    onProgress?.(i, wanted.length);
    return { ...change, ...outcomeOf(to) };
  });
  return { base: outcomeOf(deployment).outcome, undecided: undecidedOf(before.states, clients, all), changes };
}

type Change = Omit<PlannedChange, "outcome" | "moved"> & { readonly to: InternetDeployment };

function changesOf(deployment: InternetDeployment, sites: PlannedDeployment["sites"]): readonly Change[] {
  const named = Object.entries(sites);
  const upstreams = [...new Set(named.flatMap(([, site]) => site.upstreams))].sort((a, b) => a - b);
  return [
    ...named.map(([site]): Change => ({
      change: `without site ${site}`,
      kind: "site",
      site,
      to: withdraw(deployment, site),
    })),
    ...upstreams.map((neighbour): Change => ({
      change: `without AS${neighbour}`,
      kind: "upstream",
      neighbour,
      to: withoutNeighbour(deployment, neighbour),
    })),
    ...named.flatMap(([site]) =>
      times.map((count): Change => ({
        change: `${site}: prepend ${count}`,
        kind: "prepend",
        site,
        to: prepend(deployment, site, count),
      })),
    ),
    ...named.flatMap(([site, { upstreams: above, peers = [] }]) =>
      above.length + peers.length < 2
        ? [] // the same as prepending to all
        : [...above, ...peers].map((neighbour): Change => ({
            change: `${site}: prepend 3 to AS${neighbour}`,
            kind: "prepend-to",
            site,
            neighbour,
            to: prepend(deployment, site, 3, { to: neighbour }),
          })),
    ),
  ];
}

/** The deployment after all its sessions with one network have failed. */
function withoutNeighbour(deployment: InternetDeployment, gone: number): InternetDeployment {
  return deployment.announcements.reduce((current, { site, neighbours = [] }) => {
    if (!neighbours.includes(gone)) return current;
    const left = neighbours.filter((each) => each !== gone);
    return left.length === 0 ? withdraw(current, site) : updateAnnouncement(current, site, { neighbours: left });
  }, deployment);
}

function undecidedOf(
  states: ReturnType<typeof internetCatchment>["states"],
  clients: readonly InternetClient[],
  all: number,
): number {
  const state = states.at(-1);
  if (!state) return 0;
  const { words, bits } = siteSetsOf(state);
  const numbers = new Map(Array.from(state.problem.topology.asns, (asn, index) => [asn, index] as const));
  let undecided = 0;
  for (const { asn, weight = 1 } of clients) {
    const at = numbers.get(asn)! * words;
    let sites = 0;
    for (let w = 0; w < words; w++) for (let left = bits[at + w]; left !== 0; left &= left - 1) sites++;
    if (sites > 1) undecided += weight;
  }
  return undecided / all;
}
