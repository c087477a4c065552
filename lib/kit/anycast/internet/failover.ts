// The cost of a failure in queries: those lost from the failure of a site until all users are answered elsewhere. Detection,
// messages and path hunting are those of routing/convergence; this file applies the users' weights.
import {
  converge,
  type Detection,
  type Health,
  type RoutingEvent,
  type History,
  fatesAt,
  type Fate,
  momentAt,
  type Timing,
} from "../../routing/convergence/index.js";
import type { TieBreak } from "../../routing/bgp/index.js";
import { site as siteOf } from "../announcing.js";
import { internetClients, locate, type InternetClient } from "./clients.js";
import type { InternetDeployment } from "./deployment.js";

/** The kind of failure. */
export type Failure =
  /**
   * The server process fails; its router stays up. A health check withdraws the route; with "static" an operator withdraws it
   * `repairedAfterMs` later.
   */
  | { readonly kind: "service"; readonly health: Health; readonly repairedAfterMs?: number }
  /** The whole site loses power, and its neighbours have to detect it. */
  | { readonly kind: "site"; readonly detection: Detection }
  /** Shut down by an operator: the route is withdrawn and the server stops at the same time. */
  | { readonly kind: "withdraw" }
  /** It is drained first: GRACEFUL_SHUTDOWN (RFC 8326), and `forMs` later the route is withdrawn and the server stops. */
  | { readonly kind: "drain"; readonly forMs: number };

export interface FailoverOptions {
  readonly deployment: InternetDeployment;
  readonly site: string;
  readonly failure: Failure;
  /** Queries per second of all clients together. Defaults to 1000. */
  readonly queriesPerSecond?: number;
  readonly clients?: readonly InternetClient[];
  /** How long to count queries after the failure, ms. Defaults to 300,000. */
  readonly forMs?: number;
  readonly timing?: Timing;
  /** Defaults to "router", so that an AS may use several sites at once; one route per AS if no location is known. */
  readonly tieBreak?: TieBreak;
  readonly seed?: number;
}

/** An interval in which nothing changes for any client. */
export interface FailoverPhase {
  /** Time after the failure, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Queries lost per second. */
  readonly lostPerSecond: number;
  /** Queries answered per second, by site. */
  readonly answeredPerSecond: Readonly<Record<string, number>>;
}

export interface Failover {
  readonly sent: number;
  readonly lost: number;
  /** Queries lost, by "failed site", "link down", "no route", "loop". */
  readonly lostTo: Readonly<Record<string, number>>;
  readonly phases: readonly FailoverPhase[];
  /** From the failure until no query is lost, ms; absent if some are still lost at the end. */
  readonly recoveredMs?: number;
  /** The history, message by message. The failure is at FAILS_AT_MS. */
  readonly history: History;
}

/** Time of the failure in the history, ms. */
export const FAILS_AT_MS = 1000;

/**
 * Counts the queries that a failure of a site costs, from the failure until all users are answered elsewhere.
 * @example failover({ deployment: worldwide, site: "A", failure: { kind: "site", detection: DETECTION.bfd }, forMs: 10_000 }).recoveredMs // 900
 * @throws DeploymentError for an unknown site; ConvergenceError for an invalid time; RangeError for an invalid rate or time
 */
export function failover(options: FailoverOptions): Failover {
  const { deployment, failure, queriesPerSecond = 1000, forMs = 300_000, timing, seed } = options;
  const { topology, announcements, policies } = deployment;
  const { name } = siteOf(deployment, options.site);
  if (!(queriesPerSecond > 0 && queriesPerSecond < Infinity))
    throw new RangeError(`queriesPerSecond must be above 0 (got ${queriesPerSecond}).`);
  if (!(forMs > 0 && forMs < Infinity)) throw new RangeError(`forMs must be above 0 (got ${forMs}).`);
  const history = converge({
    topology,
    announcements,
    policies,
    tieBreak: options.tieBreak ?? (topology.geography ? "router" : "lowest-asn"),
    events: eventsOf(deployment, name, failure),
    start: "settled",
    ...(failure.kind === "service" && { health: { [name]: failure.health } }),
    ...(timing && { timing }),
    ...(seed !== undefined && { seed }),
  });
  const asking = weightBySpeaker(history, locate(topology, options.clients ?? internetClients(topology)));
  return { ...count(history, asking, { queriesPerSecond, forMs }), history };
}

function eventsOf(deployment: InternetDeployment, site: string, failure: Failure): RoutingEvent[] {
  const at = FAILS_AT_MS;
  switch (failure.kind) {
    case "service": {
      const dies: RoutingEvent = { at, kind: "service-down", site };
      const { repairedAfterMs } = failure;
      return repairedAfterMs === undefined ? [dies] : [dies, { at: at + repairedAfterMs, kind: "withdraw", site }];
    }
    case "site":
      return [{ at, kind: "site-down", site, detection: failure.detection }];
    case "withdraw":
      return [
        { at, kind: "withdraw", site },
        { at, kind: "service-down", site },
      ];
    case "drain": {
      const { communities = [] } = siteOf(deployment, site).announcement;
      const drained = [...communities, { kind: "graceful-shutdown" } as const];
      return [
        { at, kind: "announce", site, change: { communities: drained } },
        { at: at + failure.forMs, kind: "withdraw", site },
        { at: at + failure.forMs, kind: "service-down", site },
      ];
    }
  }
}

/** The share of all queries that each speaker sends, 0..1. */
function weightBySpeaker({ problem, wiring }: History, clients: ReturnType<typeof locate>): Map<number, number> {
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError("No clients: expected at least one client with a weight above 0.");
  const parts = new Map<number, number>();
  for (const { index, place, weight } of clients) {
    const speaker = wiring.speakerOf(index, problem.routerNear(index, place));
    parts.set(speaker, (parts.get(speaker) ?? 0) + weight / total);
  }
  return parts;
}

function count(
  history: History,
  asking: ReadonlyMap<number, number>,
  { queriesPerSecond, forMs }: { readonly queriesPerSecond: number; readonly forMs: number },
): Omit<Failover, "history"> {
  const end = FAILS_AT_MS + forMs;
  const changes = history.log.filter(({ kind }) => kind === "best" || kind === "link" || kind === "site");
  const instants = [...new Set([FAILS_AT_MS, ...changes.map(({ atMs }) => atMs)])]
    .filter((atMs) => atMs >= FAILS_AT_MS && atMs < end)
    .sort((a, b) => a - b);
  const lostTo: Record<string, number> = {};
  const phases: FailoverPhase[] = [];
  instants.forEach((from, i) => {
    const to = instants[i + 1] ?? end;
    const fates = fatesAt(history, momentAt(history, from));
    const answered: Record<string, number> = {};
    let lostPerSecond = 0;
    for (const [speaker, part] of asking) {
      const fate = fates[speaker];
      const rate = part * queriesPerSecond;
      if (fate.kind === "delivered") answered[fate.site] = (answered[fate.site] ?? 0) + rate;
      else {
        lostPerSecond += rate;
        lostTo[causeOf(fate)] = (lostTo[causeOf(fate)] ?? 0) + (rate * (to - from)) / 1000;
      }
    }
    phases.push({ fromMs: from - FAILS_AT_MS, toMs: to - FAILS_AT_MS, lostPerSecond, answeredPerSecond: answered });
  });
  const lost = phases.reduce(
    (sum, { fromMs, toMs, lostPerSecond }) => sum + (lostPerSecond * (toMs - fromMs)) / 1000,
    0,
  );
  const lastLoss = phases.reduce((last, { lostPerSecond }, i) => (lostPerSecond > 0 ? i : last), -1);
  return {
    sent: (queriesPerSecond * forMs) / 1000,
    lost,
    lostTo,
    phases,
    ...(lastLoss < phases.length - 1 && { recoveredMs: lastLoss < 0 ? 0 : phases[lastLoss].toMs }),
  };
}

const causeOf = (fate: Exclude<Fate, { kind: "delivered" }>) => (fate.kind === "black hole" ? fate.why : fate.kind);
