// The round trips of a design that DNS steers, at every rate of geolocation errors of one kind. The part of the users that goes
// one way is linear in the rate, so two evaluations of DNS give all of them: what stands beside break-even.ts for the tail.
import { quantilesOf } from "../quantile.js";
import { internetClients, locate } from "../internet/clients.js";
import { designRoutes, type EvaluateOptions } from "./evaluate.js";
import { steer } from "./steering.js";

export interface RttAtRate {
  /** 0..1 */
  readonly rate: number;
  /** Of the answered users, ms. */
  readonly meanMs: number;
  readonly p95Ms: number;
}

/**
 * @param options.level which mistake: another city of the country, another country of the region, another continent
 * @param options.rates 0..1
 */
export function rttByErrorRate({
  level,
  rates,
  ...options
}: Pick<EvaluateOptions, "deployment" | "design" | "clients" | "inflation" | "dns" | "routes"> & {
  readonly level: "city" | "country" | "continent";
  readonly rates: readonly number[];
}): readonly RttAtRate[] {
  const { topology } = options.deployment;
  const clients = locate(topology, options.clients ?? internetClients(topology));
  const { services, catchments } = options.routes ?? designRoutes(options);
  const steeringAt = (rate: number) =>
    steer({ services, catchments, clients, dns: { ...options.dns, errors: { [level]: rate } } });
  const [right, wrong] = [steeringAt(0), steeringAt(1)];
  const rows: { rtt: number; from: number; to: number }[] = [];
  clients.forEach(({ weight }, i) =>
    catchments.forEach(({ clients: outcomes }, s) => {
      const [from, to] = [weight * right[i][s], weight * wrong[i][s]];
      if (outcomes[i].site !== undefined && from + to > 0) rows.push({ rtt: outcomes[i].rttMs, from, to });
    }),
  );
  const rttMs = Float64Array.from(rows, ({ rtt }) => rtt);
  return rates.map((rate) => {
    const parts = Float64Array.from(rows, ({ from, to }) => (1 - rate) * from + rate * to);
    const [p95Ms] = quantilesOf(rttMs, parts, [0.95]);
    const total = parts.reduce((sum, part) => sum + part, 0);
    return { rate, meanMs: parts.reduce((sum, part, i) => sum + part * rttMs[i], 0) / total, p95Ms };
  });
}
