// Monte Carlo over thousands of connections: routes that change at random instants, and per-packet load balancing.
import { seededRandom, type Random } from "../../routing/convergence/index.js";
import { checkTime, checkWhole, TrafficError } from "../error.js";
import { monteCarlo, type TrialsOptions } from "./trials.js";
import { wilson, type Estimate } from "./wilson.js";

type Counted = Pick<TrialsOptions, "seed" | "onProgress">;

/** Durations of connections. Log-normal fits measurements: many short connections and a tail of long ones. */
export type Duration =
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "log-normal"; readonly medianMs: number; readonly sigma: number };

/** @throws TrafficError for an invalid duration */
export function checkDuration(duration: Duration): void {
  if (duration.kind === "fixed") return void checkTime(duration.ms, "A duration");
  checkTime(duration.medianMs, "The median of durations");
  if (!(duration.sigma >= 0 && duration.sigma < Infinity))
    throw new TrafficError(`sigma must be 0 or more (got ${duration.sigma}).`);
}

/** A random duration, ms. */
export function drawDuration(duration: Duration, random: Random): number {
  if (duration.kind === "fixed") return duration.ms;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()); // Box and Muller
  return duration.medianMs * Math.exp(duration.sigma * normal);
}

/** Time until the next of `perDay` random events a day, ms: exponential distribution. */
export const drawInterval = (perDay: number, random: Random) => (-Math.log(1 - random()) / perDay) * 86_400_000;

export interface BrokenFlowsOptions extends Counted {
  readonly flows: number;
  /** Route changes per day that move the client to another site. */
  readonly changesPerDay: number;
  readonly duration: Duration;
}

/**
 * The part of connections that a change of route meets before they end; for a fixed duration compare breakProbability.
 * @example brokenFlows({ flows: 1000, changesPerDay: 24, duration: { kind: "fixed", ms: 3_600_000 }, seed: 1 }).share // 0.664
 * @throws TrafficError for an invalid number of flows, rate or duration
 */
export function brokenFlows({ flows, changesPerDay, duration, ...counted }: BrokenFlowsOptions): Estimate {
  if (!(changesPerDay >= 0 && changesPerDay < Infinity))
    throw new TrafficError(`changesPerDay must be 0 or more (got ${changesPerDay}).`);
  checkDuration(duration);
  if (changesPerDay === 0) return wilson(0, flows);
  const trial = (random: Random) => drawInterval(changesPerDay, random) < drawDuration(duration, random);
  return monteCarlo({ trials: flows, trial, ...counted });
}

export interface PerPacketOptions extends Counted {
  readonly flows: number;
  /** Sites that the balancer spreads packets over. */
  readonly sites: number;
  /** Packets that a client sends in one connection. */
  readonly packets: number;
}

/**
 * The part of connections whose packets all reach one site behind a per-packet balancer; compare perPacketSurvival.
 * @example perPacketFlows({ flows: 1000, sites: 2, packets: 2, seed: 1 }).share // 0.498
 */
export function perPacketFlows({ flows, sites, packets, ...counted }: PerPacketOptions): Estimate {
  checkSpread(sites, packets);
  const trial = (random: Random) => reachOneSite(sites, packets, random);
  return monteCarlo({ trials: flows, trial, ...counted });
}

/** More packets than any real connection has; keeps the loop finite. */
const MOST_PACKETS = 1_000_000;

function checkSpread(sites: number, packets: number): void {
  if (!(Number.isInteger(sites) && sites >= 1)) throw new TrafficError(`sites must be 1 or more (got ${sites}).`);
  checkWhole(packets, "packets", 1, MOST_PACKETS);
}

/** Whether all packets, balanced per packet, reach one site. */
function reachOneSite(sites: number, packets: number, random: Random): boolean {
  const first = Math.floor(random() * sites);
  for (let i = 1; i < packets; i++) if (Math.floor(random() * sites) !== first) return false;
  return true;
}

export interface SurveyOptions {
  /** Number of vantage points, and of services that each of them queries. */
  readonly clients: number;
  readonly services: number;
  /** The share of clients with a per-packet balancer on the path, and to how many services. */
  readonly unstable: number;
  readonly unstableServices: number;
  readonly sites: number;
  /** Packets that a client sends in a TCP query. */
  readonly packets: number;
  readonly seed: number;
}

export interface Survey {
  /** Shares of all (client, service) pairs in which a query over UDP (one packet) and over TCP was answered. */
  readonly udp: Estimate;
  readonly tcp: Estimate;
  /** The same over pairs with a per-packet balancer between them. */
  readonly tcpWhereUnstable: Estimate;
  /** Clients with such a balancer on the path. */
  readonly unstableClients: number;
}

/**
 * The survey of Wei and Heidemann (TMA 2017) as a model: most clients always reach one site, a few are balanced packet by packet
 * to one or two of the services. UDP does not care; TCP fails there, and there only.
 * @example stabilitySurvey({ clients: 100, services: 2, unstable: 0.1, unstableServices: 1, sites: 2, packets: 10, seed: 1 }).tcp.share // 0.945
 * @throws TrafficError for invalid numbers, or if no client is behind a per-packet balancer
 */
export function stabilitySurvey(options: SurveyOptions): Survey {
  const { clients, services, unstable, unstableServices, sites, packets, seed } = options;
  checkSpread(sites, packets);
  checkWhole(clients, "clients", 1, MOST_PACKETS);
  checkWhole(services, "services", 1, 1000);
  checkWhole(unstableServices, "unstableServices", 0, services);
  if (!(unstable >= 0 && unstable <= 1))
    throw new TrafficError(`unstable must be a share of clients from 0 to 1 (got ${unstable}).`);
  const random = seededRandom(seed);
  let [pairs, behind, survived, unstableClients] = [0, 0, 0, 0];
  for (let client = 0; client < clients; client++) {
    const isUnstable = random() < unstable;
    if (isUnstable) unstableClients++;
    for (let service = 0; service < services; service++) {
      pairs++;
      if (!isUnstable || service >= unstableServices) continue;
      behind++;
      const reached = Array.from({ length: packets }, () => Math.floor(random() * sites));
      if (reached.every((site) => site === reached[0])) survived++;
    }
  }
  if (behind === 0)
    throw new TrafficError("No client is behind a per-packet balancer. Use more clients, or a larger unstable share.");
  return {
    udp: wilson(pairs, pairs),
    tcp: wilson(pairs - behind + survived, pairs),
    tcpWhereUnstable: wilson(survived, behind),
    unstableClients,
  };
}
