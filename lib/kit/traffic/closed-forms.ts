// Closed-form results: textbook formulas, each on one line, to compare simulations with.
import { TrafficError } from "./error.js";

const DAY_MS = 86_400_000;

function checked(value: number, what: string, isGood = value >= 0): number {
  if (isGood && Number.isFinite(value)) return value;
  throw new TrafficError(`${what}: invalid value ${value}.`);
}

/**
 * The probability that a route change breaks a connection: 1 - exp(-lambda d), with changes at random instants.
 * @param options the rate of changes and the duration
 * @param options.changesPerDay lambda
 * @param options.durationMs d, ms
 * @example breakProbability({ changesPerDay: 1, durationMs: 3_600_000 }) // 0.0408
 */
export function breakProbability({ changesPerDay, durationMs }: { changesPerDay: number; durationMs: number }): number {
  checked(changesPerDay, "changesPerDay");
  return -Math.expm1(-(changesPerDay * checked(durationMs, "durationMs")) / DAY_MS);
}

/**
 * The chance that `packets` packets, each balanced by itself over `sites` sites, all reach one: n^(1 - k).
 * @example perPacketSurvival(2, 10) // 0.001953
 */
export const perPacketSurvival = (sites: number, packets: number): number =>
  checked(sites, "sites", sites >= 1) ** (1 - checked(packets, "packets", packets >= 1));

/**
 * The part of lookups that a cache cannot answer: 1/(1 + lambda TTL), with lookups at random instants.
 * @example cacheMissRatio(10, 300) // 0.0003332
 */
export const cacheMissRatio = (lookupsPerSecond: number, ttlSeconds: number): number =>
  1 / (1 + checked(lookupsPerSecond, "lookupsPerSecond") * checked(ttlSeconds, "ttlSeconds"));

/**
 * The chance that an ICMP error, hashed by itself, reaches the server it is for: 1/N.
 * @example icmpReachesServer(8) // 0.125
 */
export const icmpReachesServer = (servers: number): number => 1 / checked(servers, "servers", servers >= 1);

/**
 * Number of servers that can share one source address, each with its own ports: 31 slices of 2,048 above the first 2,048.
 * @example portSlices() // 31
 */
export const portSlices = (portsEach = 2048, reserved = 2048): number =>
  Math.floor((65_536 - checked(reserved, "reserved")) / checked(portsEach, "portsEach", portsEach >= 1));

/**
 * Queries lost until the failure of a site is detected: query rate times detection time.
 * @example lostWhileUnnoticed(1000, 90_000) // 90,000
 */
export const lostWhileUnnoticed = (queriesPerSecond: number, detectionMs: number): number =>
  (checked(queriesPerSecond, "queriesPerSecond") * checked(detectionMs, "detectionMs")) / 1000;

/**
 * Delay of each lookup caused by failed servers at the head of a stub resolver's list, ms: one timeout each.
 * @example stubPenaltyMs(2) // 10,000: two timeouts of 5 s
 */
export const stubPenaltyMs = (deadServers: number, timeoutMs = 5000): number =>
  checked(deadServers, "deadServers") * checked(timeoutMs, "timeoutMs");
